"""Machines that move between places, leave the stock, and come back."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.organisations.models import Donor
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.ledger.actions.writing import Slip, write_devices
from rebond.stock.ledger.models import End, Place, Reason
from rebond.stock.ledger.promises import promised
from rebond.stock.models import Device
from rebond.stock.readiness import make_ready
from rebond.tenancy.scope import current_city

STANDING = (Device.State.RECEIVED, Device.State.READY, Device.State.RESERVED)
MAY_LEAVE = (Device.State.RECEIVED, Device.State.READY)
WHY_LEAVING = {End.LOSS: Reason.LOSS, End.DONOR: Reason.RETURN}


class MachineElsewhere(Exception):
    """A machine is not where it was a moment ago, or not in the stock any more."""


class Promised(Exception):
    """The machine is in a hand-over, or a published wave still waits for as many as there are."""


@deed
def move_devices(*, devices: Collection[Device], destination: Place, why: str = "", by: User, at: datetime) -> int:
    """Carry machines of the stock to a place; those that stand there already do not move. Returns how many moved.

    Raises MachineElsewhere when one has moved since it was read, PlaceIsArchived.
    """
    slip = Slip(Reason.MOVE, by, at, why=why)
    moving = [device for device in devices if device.stands_in_id != destination.pk]
    for place, standing in by_place(moving):
        require(place, MachineElsewhere)
        try:
            write_devices(standing, origin=place, destination=destination, slip=slip, states=STANDING)
        except SomebodyElseWasFirst:
            raise MachineElsewhere from None
    if moving:
        record("devices_moved", of=destination, by=by, at=at, devices=[str(device.pk) for device in moving])
    return len(moving)


@deed
def remove_devices(*, devices: Collection[Device], end: End, why: str, by: User, at: datetime) -> int:
    """Write off machines: lost, or given back to the donor. Returns how many.

    Never one that is in a hand-over, and never so many that a published wave could no longer be served. Raises
    Promised, MachineElsewhere.
    """
    take_out(devices, end, Slip(WHY_LEAVING[end], by, at, why=why))
    facts = {"end": end, "devices": [str(device.pk) for device in devices]}
    record("devices_removed", of=current_city(), by=by, at=at, **facts)
    return len(devices)


def take_out(devices: Collection[Device], end: End, slip: Slip) -> None:
    """Write machines out of the stock. Raises Promised, MachineElsewhere."""
    require(not any(device.is_promised for device in devices), Promised)
    spare_promises(Device.objects.filter(pk__in=[device.pk for device in devices]))
    for place, standing in by_place(devices):
        require(place, MachineElsewhere)
        try:
            write_devices(standing, origin=place, destination=end, slip=slip, states=MAY_LEAVE, state=Device.State.GONE)
        except SomebodyElseWasFirst:
            raise MachineElsewhere from None


def spare_promises(leaving: QuerySet[Device]) -> None:
    """Refuse to lose ready machines that published waves wait for.

    A publication locks its donor too, so that neither counts on machines that the other takes. Raises Promised.
    """
    donors = list(Donor.objects.filter(lots__devices__in=leaving).distinct())
    lock_objects(*donors)
    ready = Counter(leaving.allocatable().values_list("lot__donor", flat=True))
    awaited = promised() if ready else Counter()
    for donor in donors:
        here = Device.objects.filter(lot__donor=donor).allocatable().count()
        require(not ready[donor.pk] or here - ready[donor.pk] >= awaited[donor.pk], Promised)


@deed
def bring_back(*, devices: Collection[Device], place: Place, why: str, by: User, at: datetime) -> int:
    """Machines that had been written off were found again: they stand in the place, received. Returns how many.

    Raises MachineElsewhere for one that is not gone, PlaceIsArchived.
    """
    take_in(devices, End.GAIN, place, Slip(Reason.FOUND, by, at, why=why))
    record("devices_found", of=place, by=by, at=at, devices=[str(device.pk) for device in devices])
    return len(devices)


def take_in(devices: Collection[Device], end: End, place: Place, slip: Slip) -> None:
    """Write machines that were gone into the stock again. Raises MachineElsewhere, PlaceIsArchived."""
    gone = {"states": (Device.State.GONE,), "state": Device.State.RECEIVED}
    try:
        write_devices([device.pk for device in devices], origin=end, destination=place, slip=slip, **gone)
    except SomebodyElseWasFirst:
        raise MachineElsewhere from None
    make_ready()


def by_place(devices: Collection[Device]) -> Iterator[tuple[Place | None, list[UUID]]]:
    """The machines as they stand, place by place in a steady order; None for those that stand nowhere."""
    standing: dict[UUID | None, list[UUID]] = defaultdict(list)
    for device in devices:
        standing[device.stands_in_id].append(device.pk)
    places = Place.objects.in_bulk([pk for pk in standing if pk])
    for pk in sorted(standing, key=str):
        yield places.get(pk), sorted(standing[pk])
