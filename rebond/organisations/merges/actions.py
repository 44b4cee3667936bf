"""Merging two associations into one, and parting them again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models.fields.reverse_related import ForeignObjectRel

from rebond.journal.actions import record
from rebond.organisations.models import Association, Distinct, Merge, SearchEntry
from rebond.organisations.names import search_text
from rebond.organisations.search import index
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.tenancy.models import TenantModel

# What a human may choose from either side.
CHOSEN = (
    "name", "short_name", "rna", "siren", "siret", "former_number", "address", "postal_code", "district_code", "town",
    "founded_in", "website", "phone", "email", "purpose", "theme", "register_state",
)  # fmt: skip
_OWN = (Association, Merge, Distinct, SearchEntry)


class CannotMerge(Exception):
    """Both have what only one association may have; the text says what, to be read by the person who merges."""


class MergedSince(Exception):
    """The merge is undone already, or a later one builds on it: that one is undone first."""


@deed
def merge_associations(
    *,
    kept: Association,
    gone: Association,
    values: Mapping[str, Any],
    by: TenantModel,
    at: datetime,
) -> Merge:
    """Make two rows one: whatever points to `gone` points to `kept`, which takes the chosen values.

    Nothing is deleted: `gone` stays, unseen, so that everything can be undone. What would be double under `kept`
    refuses the merge, unless its model says `double_stays_with_merged`: both keep theirs.

    Raises CannotMerge.
    """
    lock_objects(kept, gone)
    pair = {one.pk: one for one in Association.objects.filter(pk__in=[kept.pk, gone.pk])}
    require(len(pair) == 2, CannotMerge)
    kept, gone = pair[kept.pk], pair[gone.pk]
    consent = strictest(kept.contact_consent, gone.contact_consent)
    decided = {"registers": gone.registers | kept.registers, "contact_consent": consent}
    before = {name: getattr(kept, name) for name in (*values, *decided)}
    moved = [move_all(relation, gone, kept) for relation in relations()]
    Association.objects.filter(pk=gone.pk).update(merged_into=kept)
    take_values(kept, dict(values) | decided)
    merge = Merge.objects.create(
        kept=kept, gone=gone, before=before, moved=[one for one in moved if one[2]], merged_at=at
    )
    record("associations_merged", of=kept, by=by, at=at, gone=str(gone.pk), moved=sum(len(one[2]) for one in moved))
    return merge


@deed
def undo_merge(*, merge: Merge, by: TenantModel, at: datetime, refused_since: bool = False) -> None:
    """Part two associations: both as they were, and what was moved goes back. What came since stays with `kept`.

    A refusal to be written to that came since the merge holds for both: nobody knows for which it was meant.
    `refused_since` tells one that changed nothing, because either had refused before.

    Raises MergedSince.
    """
    later = Merge.objects.filter(kept=merge.kept, undone_at=None, merged_at__gt=merge.merged_at)
    is_kept_still = Association.objects.filter(pk=merge.kept_id).exists()
    undone = Merge.objects.filter(pk=merge.pk, undone_at=None)
    require(is_kept_still and not later.exists() and undone.update(undone_at=at) == 1, MergedSince)
    kept, gone = (Association.with_merged.get(pk=pk) for pk in (merge.kept_id, merge.gone_id))
    now, then = kept.contact_consent, strictest(merge.before["contact_consent"], gone.contact_consent)
    is_newer = refused_since or now != then
    take_values(kept, merge.before | ({"contact_consent": now} if is_newer else {}))
    consent = strictest(gone.contact_consent, now) if is_newer else gone.contact_consent
    Association.with_merged.filter(pk=gone.pk).update(merged_into=None, contact_consent=consent)
    for label, field, pks in merge.moved:
        apps.get_model(label)._base_manager.filter(pk__in=pks, **{field: merge.kept_id}).update(
            **{field: merge.gone_id}
        )
    index(Association.objects.filter(pk=merge.gone_id))
    record("associations_parted", of=merge.kept, by=by, at=at, gone=str(merge.gone_id))


@deed
def tell_apart(*, one: Association, other: Association, by: TenantModel, at: datetime) -> None:
    """Say that two associations that look alike are two: they are not suggested again."""
    first, second = sorted((one, other), key=lambda association: association.pk)
    _distinct, is_new = Distinct.objects.get_or_create(one=first, other=second)
    if is_new:
        record("associations_told_apart", of=first, by=by, at=at, other=str(second.pk))


def strictest(kept: str, gone: str) -> str:
    """What both together say about being written to: one refusal is a refusal, and an agreement is the kept one's."""
    refused = Association.Consent.REFUSED
    return refused if refused in (kept, gone) else kept


def relations() -> list[ForeignObjectRel]:
    """Every way in which rows of the apps above point to an association."""
    return [
        field
        for field in Association._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignObjectRel) and field.related_model not in _OWN
    ]


def move_all(relation: ForeignObjectRel, gone: Association, kept: Association) -> tuple[str, str, list[str]]:
    """Let the rows of one relation point to the association that stays. Raises CannotMerge."""
    model, field = relation.related_model, relation.field.name
    pks: list[UUID] = []
    for row in model.objects.filter(**{field: gone}):
        setattr(row, field, kept)
        try:
            row.validate_constraints()
        except ValidationError as double:
            require(getattr(model, "double_stays_with_merged", False), CannotMerge(" ".join(double.messages)))
        else:
            pks.append(row.pk)
    model.objects.filter(pk__in=pks).update(**{field: kept})
    return model._meta.label, field, [str(pk) for pk in pks]


def take_values(association: Association, values: dict[str, Any]) -> None:
    """Write these values, and let the association be found by them."""
    if "name" in values:
        values = values | {"search_text": search_text(values["name"])[:300]}
    association.refresh_from_db()
    association.save_version(association.version, **values)
    index([association])
