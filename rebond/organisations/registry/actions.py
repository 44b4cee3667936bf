"""Entries of a register become associations: a few hundred at a time, each batch one deed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q, QuerySet

from rebond.countries import RegisterEntry
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.organisations.names import search_text
from rebond.organisations.registry.matching import NUMBERS, Known
from rebond.organisations.registry.merging import changes_to
from rebond.organisations.search import index, settle
from rebond.safeguards.deeds import deed
from rebond.safeguards.locks import lock_objects
from rebond.tenancy.models import TenantModel
from rebond.tenancy.scope import current_city

BATCH = 500
_WRITTEN = [
    field.attname for field in Association._meta.concrete_fields if field.name not in ("id", "city", "merged_into")
]


@dataclass
class Tally:
    """What entries came to. `kept` lie in the area, `left` may be anything and are not known."""

    kept: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0
    dissolved: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def take_in(entries: Iterable[RegisterEntry], *, by: TenantModel | None, at: datetime) -> Tally:
    """Enter or renew associations from a register, batch by batch: what a killed run wrote is unchanged in the next."""
    tally = sum((take_in_batch(entries=batch, by=by, at=at) for batch in batches_of(entries)), Tally())
    settle()
    return tally


def batches_of(entries: Iterable[RegisterEntry]) -> Iterator[list[RegisterEntry]]:
    """The entries a few hundred at a time, always cut at the same places."""
    entries = iter(entries)
    while batch := list(islice(entries, BATCH)):
        yield batch


@deed
def take_in_batch(*, entries: Sequence[RegisterEntry], by: TenantModel | None, at: datetime) -> Tally:
    """One batch of a register, wholly or not at all. Nothing that people typed changes, and nothing is ever removed."""
    lock_objects(*known_to(entries))
    known = Known(known_to(entries))
    tally = compare(entries, known)
    new = [one for one in known.touched.values() if one._state.adding]
    changed = [one for one in known.touched.values() if not one._state.adding]
    Association.objects.bulk_create(new)
    for one in changed:
        one.version += 1
    Association.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN)
    index([*new, *changed])
    Association.with_merged.filter(pk__in=list(known.seen)).update(seen_at=at)
    record(
        "register_read", of=current_city(), by=by, at=at, register=entries[0].register, rows=len(entries),
        new=tally.new, changed=tally.changed, dissolved=tally.dissolved,
    )  # fmt: skip
    return tally


def rehearse(entries: Iterable[RegisterEntry]) -> Tally:
    """What `take_in` would come to, without writing anything; an entry met twice in two batches counts twice."""
    return sum((compare(batch, Known(known_to(batch))) for batch in batches_of(entries)), Tally())


def known_to(entries: Sequence[RegisterEntry]) -> QuerySet[Association]:
    """The associations that share a number with these entries."""
    shares = Q()
    for name in NUMBERS:
        if numbers := {getattr(entry, name) for entry in entries} - {""}:
            shares |= Q(**{f"{name}__in": numbers})
    rows = Association.with_merged.filter(shares) if shares else Association.with_merged.none()
    return rows.order_by("pk")


def compare(entries: Sequence[RegisterEntry], known: Known) -> Tally:
    """Settle each entry against what is known, in memory."""
    tally = Tally(kept=len(entries))
    for entry in entries:
        association = known.find(entry)
        if association is None and not entry.is_association:
            tally.left += 1
            continue
        is_new = association is None
        association = association or Association()
        changes = changes_to(association, entry)
        if "siret" in changes and known.is_taken(changes["siret"]):
            del changes["siret"]
        tally.dissolved += changes.get("register_state") == Association.RegisterState.ENDED
        for name, value in changes.items():
            setattr(association, name, value)
        if "name" in changes:
            association.search_text = search_text(association.name)[:300]
        tally.new += is_new
        tally.changed += bool(changes) and not is_new
        tally.unchanged += not changes
        known.note(association, is_changed=bool(changes))
    return tally
