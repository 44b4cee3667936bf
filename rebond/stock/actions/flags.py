"""Holding one machine back, and letting it go again."""

from collections.abc import Iterable
from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.stock.models import Device
from rebond.stock.readiness import make_ready


class DeviceIsPromised(Exception):
    """The machine is in a hand-over, was handed over, or left the stock: it must come back first."""


@deed
def hold_device(*, device: Device, reason: str, by: User, at: datetime) -> None:
    """Hold a machine back until somebody has looked at it. The reason stays with the machine, not in the journal.

    Raises DeviceIsPromised.
    """
    here = Device.objects.filter(pk=device.pk).exclude(state__in=[Device.State.RESERVED, *Device.AWAY])
    require(here.update(held_because=reason, state=Device.State.RECEIVED) == 1, DeviceIsPromised)
    record("device_held", of=device, by=by, at=at)


@deed
def release_device(*, device: Device, by: User, at: datetime) -> None:
    """Stop holding a machine back, whoever held it: an officer, the donor's file, or the bench.

    It becomes ready when nothing else keeps it. The same file imported again does not block it again.
    """
    blocked = Device.objects.filter(pk=device.pk).exclude(held_because="", blocking_flags="", bench_flags="")
    flags = [code for both in blocked.values_list("blocking_flags", "bench_flags") for code in " ".join(both).split()]
    if blocked.update(held_because="", blocking_flags="", bench_flags=""):
        make_ready()
        record("device_released", of=device, by=by, at=at, flags=sorted(set(flags)))


@deed
def hold_devices(*, devices: Iterable[Device], reason: str, by: User, at: datetime) -> None:
    """Hold several machines back for one reason, all of them or none. Raises DeviceIsPromised."""
    for device in devices:
        hold_device(device=device, reason=reason, by=by, at=at)


@deed
def release_devices(*, devices: Iterable[Device], by: User, at: datetime) -> None:
    """Stop holding several machines back."""
    for device in devices:
        release_device(device=device, by=by, at=at)
