"""Bringing a file of a machine, and keeping what it says."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.stock.erasures.actions.disks import note_disk
from rebond.stock.facts.comparison import compare, is_another_machine, taken_over
from rebond.stock.facts.models import FactSheet
from rebond.stock.facts.reading import read_facts
from rebond.stock.models import Device


class AnotherMachine(Exception):
    """The file bears another serial number than the machine."""


@deed
def read_sheet(*, device: Device, content: bytes, by: User, at: datetime) -> FactSheet:
    """Keep what a file says of a machine, beside what the donor said. Raises NotFacts."""
    facts = read_facts(content)
    sheet = FactSheet.objects.create(device=device, source=facts.source, said=facts.as_json(), read_by=by, read_at=at)
    record("facts_read", of=device, by=by, at=at, source=facts.source)
    return sheet


@deed
def keep_facts(*, sheet: FactSheet, by: User, at: datetime) -> None:
    """Let the stock say what the machine says of itself; what it is silent about stays as the donor said it.

    Raises AnotherMachine.
    """
    device = sheet.device
    require(not is_another_machine(compare(device, sheet.facts)), AnotherMachine)
    changes = taken_over(sheet.facts)
    Device.objects.filter(pk=device.pk).update(**changes)
    FactSheet.objects.filter(pk=sheet.pk).update(kept_at=at)
    record("facts_kept", of=device, by=by, at=at, fields=sorted(changes))


@deed
def note_disks(*, sheet: FactSheet, by: User, at: datetime) -> int:
    """Note each disk that the file names: each then needs its own certificate. Returns how many.

    Raises AnotherMachine, DeviceIsPromised.
    """
    require(not is_another_machine(compare(sheet.device, sheet.facts)), AnotherMachine)
    serials = [disk.serial[:60] for disk in sheet.facts.disks if disk.serial]
    for serial in serials:
        note_disk(device=sheet.device, serial=serial, by=by, at=at)
    return len(serials)
