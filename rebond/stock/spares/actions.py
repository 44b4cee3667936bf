"""What officers decide about spares, and what a swap takes of them."""

from datetime import datetime

from django.db.models import F

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.organisations.models import Donor
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.ledger.promises import promised
from rebond.stock.models import Device, Lot
from rebond.stock.spares.models import SparePolicy, SparePool
from rebond.stock.spares.pools import Spares, kept_of, spares_of


class TooManyKept(Exception):
    """Published waves already promise some of the machines that would be kept back; `most` is what is left."""

    def __init__(self, donor: Donor, most: int):
        super().__init__(donor, most)
        self.donor, self.most = donor, most


class NotSoManySpares(Exception):
    """Fewer spares are kept than are to be released."""

    def __init__(self, kept: int):
        super().__init__(kept)
        self.kept = kept


class NoSpareLeft(Exception):
    """The lot keeps no spare any more."""


@deed
def set_policy(*, percent: int, swap_days: int, seen: int, by: User, at: datetime) -> SparePolicy:
    """Say what holds for every lot that says nothing else. Raises EditedMeanwhile, TooManyKept."""
    lock_objects(*Donor.objects.all())
    row = SparePolicy.objects.first()
    if row is None:
        require(seen == SparePolicy().version, EditedMeanwhile)
        row = SparePolicy.objects.create()
    donors = {donor: kept_of(donor) for donor in Donor.objects.all()}
    row.save_version(seen, percent=percent, swap_days=swap_days)
    for donor, before in donors.items():
        spare_the_promised(donor, before)
    record("spare_policy_set", of=row, by=by, at=at, percent=percent, swap_days=swap_days)
    return row


@deed
def set_lot_percent(*, lot: Lot, percent: int | None, by: User, at: datetime) -> None:
    """Say what one lot keeps back; None: what the city says. Raises TooManyKept."""
    lock_objects(lot.donor)
    before = kept_of(lot.donor)
    SparePool.objects.update_or_create(lot=lot, defaults={"percent": percent})
    spare_the_promised(lot.donor, before)
    record("lot_spares_set", of=lot, by=by, at=at, percent=percent)


@deed
def release_spares(*, lot: Lot, count: int, by: User, at: datetime) -> None:
    """Give spares of a lot to the waves. Raises NotSoManySpares."""
    lock_objects(lot.donor)
    [spares] = spares_of([lot])
    require(count <= spares.kept, NotSoManySpares(spares.kept))
    pool, _ = SparePool.objects.get_or_create(lot=lot)
    SparePool.objects.filter(pk=pool.pk).update(released=F("released") + count)
    record("spares_released", of=lot, by=by, at=at, count=count)


def take_spare(device: Device) -> Spares:
    """Count one spare of the machine's lot as used, within the deed that swaps it. Raises NoSpareLeft.

    The donor is locked, as a publication does: two swaps never take the same last spare.
    """
    lot = device.lot
    lock_objects(lot.donor)
    [spares] = spares_of([lot])
    require(spares.kept > 0, NoSpareLeft)
    pool, _ = SparePool.objects.get_or_create(lot=lot)
    SparePool.objects.filter(pk=pool.pk).update(used=F("used") + 1)
    return spares


def spare_the_promised(donor: Donor, before: int) -> None:
    """Refuse to keep back more than `before` of what published waves wait for. Raises TooManyKept."""
    ready = Device.objects.filter(lot__donor=donor).allocatable().count()
    free = max(ready - promised()[donor.pk], 0)
    require(kept_of(donor) <= max(free, before), TooManyKept(donor, free))
