"""Making two records of one machine one. It is final: the human who does it has seen both."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.fields.reverse_related import ForeignObjectRel

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.ledger.actions.devices import MachineElsewhere, spare_promises
from rebond.stock.ledger.actions.writing import Slip, write_devices
from rebond.stock.ledger.models import End, Movement, Reason
from rebond.stock.merging.rules import why_not_merged
from rebond.stock.models import Device, ErasureCertificate, Replaced
from rebond.stock.readiness import make_ready, settle_erasure, step_back
from rebond.tenancy.scope import current_city

# What stays with the record that goes: movements are never changed, and what a file wrote over is of that record.
STAYING = (Movement, Replaced, Device)
FACTS = ("asset_tag", "barcode", "brand", "model", "processor", "memory_gb", "disk", "in_service_on", "warranty_until",
         "residual_value", "site", "place", "condition", "remarks")  # fmt: skip


class CannotMerge(Exception):
    """Two records that are not one machine; the text says why."""


@deed
def merge_devices(*, kept: Device, gone: Device, why: str, by: User, at: datetime) -> None:
    """Make two records one machine: `kept` has the history of both, and the numbers of `gone` lead to it.

    `gone` leaves its place by a movement of its own, so that the ledger counts one machine where it counted two. Facts
    that `kept` does not have are taken from `gone`; what keeps either back keeps the machine back.

    Raises CannotMerge, Promised when a published wave counts on both, MachineElsewhere.
    """
    lock_objects(current_city())  # certificates come in one after the other, and this is one of them
    lock_objects(*sorted((kept, gone), key=lambda one: one.pk))
    kept, gone = (Device.objects.select_related("lot__donor", "stands_in").get(pk=one.pk) for one in (kept, gone))
    refusal = why_not_merged(kept, gone)
    require(not refusal, CannotMerge(refusal))
    spare_promises(Device.objects.filter(pk=gone.pk))
    step_back([kept.pk])
    leave(gone, kept, Slip(Reason.MERGE, by, at, why=why, reference=kept.serial))
    proven = gone.certificates.exists() or gone.disks.exists()
    move_certificates(gone, kept)
    if kept.triages.filter(is_current=True).exists():
        gone.triages.filter(is_current=True).update(is_current=False)
    moved = sum(move_all(relation, gone, kept) for relation in relations())
    take_facts(kept, gone)
    settle_erasure({kept.serial} if proven else ())
    make_ready()
    record("devices_merged", of=kept, by=by, at=at, gone=str(gone.pk), moved=moved)


def leave(gone: Device, kept: Device, slip: Slip) -> None:
    """The record leaves its place for the other one; one that stood nowhere has no way to go.

    Raises MachineElsewhere.
    """
    merged = {"state": Device.State.MERGED, "merged_into": kept, "erasure": Device.Erasure.UNKNOWN}
    Device.objects.filter(merged_into=gone).update(merged_into=kept)
    if gone.stands_in is None:
        alone = Device.objects.filter(pk=gone.pk, state=gone.state, moves=gone.moves)
        require(alone.update(**merged) == 1, MachineElsewhere)
        return
    try:
        write_devices(
            [gone.pk], origin=gone.stands_in, destination=End.MERGED, slip=slip, states=(gone.state,), **merged
        )
    except SomebodyElseWasFirst:
        raise MachineElsewhere from None


def move_certificates(gone: Device, kept: Device) -> None:
    """Certificates follow the machine, and go on saying which serial number is written on them."""
    own = ErasureCertificate.objects.filter(device=gone)
    own.filter(said_serial="").update(said_serial=F("serial"))
    own.update(device=kept, serial=kept.serial)


def relations() -> list[ForeignObjectRel]:
    """Every way in which rows point to a machine, but those that stay where they are."""
    return [
        field
        for field in Device._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignObjectRel) and field.related_model not in STAYING
    ]


def move_all(relation: ForeignObjectRel, gone: Device, kept: Device) -> int:
    """Let the rows of one relation point to the record that stays; what it already has stays behind. How many moved."""
    model, field, moved = relation.related_model, relation.field.name, []
    for row in model.objects.filter(**{field: gone}):
        setattr(row, field, kept)
        try:
            row.validate_constraints()
        except ValidationError:
            continue
        moved.append(row.pk)
    return model.objects.filter(pk__in=moved).update(**{field: kept})


def take_facts(kept: Device, gone: Device) -> None:
    """Fill what the record does not say; what blocks the other blocks it, unless it is promised already."""
    filled = {name: getattr(gone, name) for name in FACTS if getattr(kept, name) in ("", None) and getattr(gone, name)}
    if not kept.is_promised:
        for column in ("blocking_flags", "bench_flags"):
            filled[column] = " ".join(sorted({*getattr(kept, column).split(), *getattr(gone, column).split()}))
        filled["held_because"] = kept.held_because or gone.held_because
    Device.objects.filter(pk=kept.pk).update(**filled)
