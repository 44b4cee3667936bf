"""Judging one machine: its grade, what was looked at, what that keeps back or frees; its photograph; its parts."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.models import User
from rebond.documents.deposits.actions import forget_deposit
from rebond.documents.deposits.intake import take_in
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.actions.flags import DeviceIsPromised
from rebond.stock.bench.checklist import Check, checks_of
from rebond.stock.bench.models import OwnCheck, Triage
from rebond.stock.bench.scanning import MAY_BE_TRIAGED
from rebond.stock.ledger.actions.writing import Slip, write_accessories
from rebond.stock.ledger.models import AccessoryKind, End, Movement, Place, Reason
from rebond.stock.models import Device, Flag


class Superseded(Exception):
    """The machine was judged again since, in another session: that verdict is the one to change."""


class NotForSpares(Exception):
    """Parts are taken only from a machine that was judged fit for nothing else."""


@dataclass(frozen=True)
class Verdict:
    """What is said of a machine. `checks` says "ok" or "fault" by key; what it leaves out was not looked at."""

    grade: str
    checks: dict[str, str] = field(default_factory=dict)
    note: str = ""
    system: str = ""
    licence: str = ""
    installed_by: str = ""


@deed
def give_verdict(*, triage: Triage, verdict: Verdict, seen: int | None = None, by: User, at: datetime) -> list[str]:
    """Judge a machine, or judge it anew: this verdict is its current one.

    A fault sets its blocking flag; what was looked at and is well lifts the same flag, whoever set it, but never an
    officer's own hold. A machine for spares is kept back by that alone. What nothing keeps back any more becomes
    ready. Returns the flags that were lifted.

    Raises DeviceIsPromised, Superseded; EditedMeanwhile when `seen` is no longer the triage's version.
    """
    device = locked_device(triage)
    newer = device.triages.filter(is_current=True, judged_at__gt=triage.scanned_at).exclude(pk=triage.pk)
    require(triage.is_current if triage.grade else not newer.exists(), Superseded)
    require(device.state in MAY_BE_TRIAGED, DeviceIsPromised)
    device.triages.filter(is_current=True).exclude(pk=triage.pk).update(is_current=False)
    checks = checks_of(device.category, OwnCheck.objects.all())
    own = flags_of(triage.checks, checks)
    said = asdict(verdict) | {"is_current": True, "judged_at": at, "by": by}
    triage.save_version(triage.version if seen is None else seen, **said)
    lifted = write_flags(device, verdict, checks, own)
    faults = sorted(key for key, result in verdict.checks.items() if result == "fault")
    record("device_triaged", of=triage, by=by, at=at, device=str(device.pk), grade=verdict.grade, faults=faults)
    return lifted


def locked_device(triage: Triage) -> Device:
    """The machine of a triage, both as they are now, held until the transaction ends."""
    device = triage.device
    lock_objects(device)
    triage.refresh_from_db()
    device.refresh_from_db()
    return device


def flags_of(said: dict[str, str], checks: list[Check], result: str = "fault") -> set[str]:
    """The flags of the checks that were said to be so."""
    return {check.flag for check in checks if check.flag and said.get(check.key) == result}


def write_flags(device: Device, verdict: Verdict, checks: list[Check], own: set[str]) -> list[str]:
    """Write what the verdict sets and lifts on the machine; the flags that are gone.

    What an earlier triage found stays until it is looked at and well; `own` is what this one had said before.
    """
    before = device.flags
    found = flags_of(verdict.checks, checks)
    well = flags_of(verdict.checks, checks, "ok") - found
    found |= set(device.bench_flags.split()) - {Flag.SPARES} - well - own
    if verdict.grade == "X":
        found.add(Flag.SPARES)
    device.bench_flags = " ".join(sorted(found))
    device.blocking_flags = " ".join(flag for flag in device.blocking_flags.split() if flag not in well)
    if device.flags:
        device.state = Device.State.RECEIVED
    device.save(update_fields=["bench_flags", "blocking_flags", "state"])
    Device.objects.deserving().filter(pk=device.pk).update(state=Device.State.READY)
    return [flag for flag in before if flag not in device.flags]


@deed
def attach_photo(*, triage: Triage, name: str, content: bytes, by: User, at: datetime) -> None:
    """Keep a photograph of the machine, instead of an earlier one; it opens once it was looked at and written anew.

    Raises rebond.documents.inspection.Refused.
    """
    earlier = triage.photo
    triage.photo = take_in(name=name, content=content, by=by, at=at)
    triage.save(update_fields=["photo"])
    if earlier is not None:
        forget_deposit(deposit=earlier)
    record("triage_photographed", of=triage, by=by, at=at)


@deed
def take_parts(*, triage: Triage, kind: AccessoryKind, quantity: int, place: Place, by: User, at: datetime) -> Movement:
    """Count parts taken out of a machine that is for spares into the stock of accessories.

    The movement names the machine. Raises NotForSpares, PlaceIsArchived.
    """
    device = locked_device(triage)
    is_here = device.state in MAY_BE_TRIAGED
    require(is_here and triage.is_current and triage.is_for_spares, NotForSpares)
    serial = device.serial
    with override(settings.LANGUAGE_CODE):
        why = _("Pièces de %(serial)s") % {"serial": serial}
    slip = Slip(Reason.FOUND, by, at, why=why, reference=serial, deed=triage.pk)
    movement = write_accessories(kind, quantity, origin=End.GAIN, destination=place, slip=slip)
    record("parts_taken", of=triage, by=by, at=at, kind=str(kind.pk), quantity=quantity)
    return movement
