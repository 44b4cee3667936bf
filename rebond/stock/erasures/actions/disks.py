"""Disks that somebody sees in a machine."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.safeguards.locks import lock_objects
from rebond.stock.erasures.actions.linking import require_at_rest
from rebond.stock.models import Device, KnownDisk
from rebond.stock.readiness import make_ready, settle_erasure
from rebond.tenancy.scope import current_city


@deed
def note_disk(*, device: Device, serial: str, by: User, at: datetime) -> None:
    """Say that a machine holds this disk: it is clean again once a certificate says so of this disk too.

    Noting it twice changes nothing. Raises DeviceIsPromised.
    """
    lock_objects(current_city())
    require_at_rest(device)
    _disk, is_new = KnownDisk.objects.get_or_create(
        device=device, serial=serial, defaults={"noted_by": by, "noted_at": at}
    )
    if is_new:
        settle_erasure({device.serial})
        record("disk_noted", of=device, by=by, at=at)


@deed
def forget_disk(*, disk: KnownDisk, by: User, at: datetime) -> None:
    """Take back a disk that was noted by mistake. Raises DeviceIsPromised."""
    lock_objects(current_city())
    device = disk.device
    require_at_rest(device)
    if KnownDisk.objects.filter(pk=disk.pk).delete()[0]:
        settle_erasure({device.serial})
        make_ready()
        record("disk_forgotten", of=device, by=by, at=at)
