"""Counting a place: start, see, count, finish, then close with reasons, or give up."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.stock.ledger.actions.devices import by_place, take_in, take_out
from rebond.stock.ledger.actions.writing import Slip, open_place, write_accessories, write_devices
from rebond.stock.ledger.comparison import Comparison, Count, compare
from rebond.stock.ledger.models import (
    AccessoryKind,
    CountedAccessory,
    End,
    Place,
    Reason,
    SeenDevice,
    StockTake,
)
from rebond.stock.models import Device

State = StockTake.State


class CountIsOver(Exception):
    """The count is finished, closed or given up: nothing is counted any more."""


class NotCounted(Exception):
    """A stock-take is closed after its count, with a reason where it changes something."""


@deed
def start_stocktake(*, place: Place, by: User, at: datetime) -> StockTake:
    """Begin to count a place; who comes second joins the count that runs already. Raises PlaceIsArchived."""
    open_place(place)
    running = place.stocktakes.filter(state__in=StockTake.LIVE).first()
    if running is not None:
        return running
    stocktake = StockTake.objects.create(place=place, started_by=by, started_at=at)
    record("stocktake_started", of=stocktake, by=by, at=at, place=str(place.pk))
    return stocktake


@deed
def see_device(*, stocktake: StockTake, device: Device, by: User, at: datetime) -> bool:
    """Note that a machine is here. Returns False when it was noted already. Raises CountIsOver."""
    still_counting(stocktake)
    _, added = SeenDevice.objects.get_or_create(
        stocktake=stocktake, device=device, defaults={"moves": device.moves, "at": at}
    )
    if added:
        record("device_seen", of=stocktake, by=by, at=at, device=str(device.pk))
    return added


@deed
def count_accessory(*, stocktake: StockTake, kind: AccessoryKind, quantity: int, by: User, at: datetime) -> None:
    """Note how many accessories of a kind are here; counted again, the last number holds. Raises CountIsOver."""
    still_counting(stocktake)
    CountedAccessory.objects.update_or_create(stocktake=stocktake, kind=kind, defaults={"quantity": quantity, "at": at})
    record("accessory_counted", of=stocktake, by=by, at=at, kind=str(kind.pk), quantity=quantity)


def still_counting(stocktake: StockTake) -> None:
    lock_objects(stocktake)
    stocktake.refresh_from_db(fields=["state"])
    require(stocktake.state == State.COUNTING, CountIsOver)


@deed
def finish_count(*, stocktake: StockTake, by: User, at: datetime) -> None:
    """Say that everything was counted: an officer may now see what differs. Raises MoveNotAllowed."""
    move(stocktake, State.COUNTED, counted_at=at)
    record("stocktake_counted", of=stocktake, by=by, at=at)


@deed
def give_up_stocktake(*, stocktake: StockTake, by: User, at: datetime) -> None:
    """Forget a count: it changes nothing. Raises MoveNotAllowed."""
    move(stocktake, State.GIVEN_UP, closed_by=by, closed_at=at)
    record("stocktake_given_up", of=stocktake, by=by, at=at)


@deed
def close_stocktake(*, stocktake: StockTake, reason: str, by: User, at: datetime) -> Comparison:
    """Bring the books to what was counted, with the officer's reason; stale lines change nothing.

    Raises NotCounted, MoveNotAllowed; NotEnough when fewer accessories were counted than hand-overs count on, Promised
    when fewer machines were seen than are promised, MachineElsewhere.
    """
    lock_objects(stocktake)
    stocktake.refresh_from_db()
    require(stocktake.state == State.COUNTED, NotCounted)
    found = compare(stocktake)
    require(reason or not (found.gained or found.lost), NotCounted)
    slip = Slip(Reason.STOCKTAKE, by, at, why=reason, deed=stocktake.pk)
    write_differences(stocktake.place, found, slip)
    figures = {"gained": found.gained, "lost": found.lost, "stale": found.stale_lines}
    move(stocktake, State.CLOSED, closed_by=by, closed_at=at, reason=reason, **figures)
    record("stocktake_closed", of=stocktake, by=by, at=at, present=len(found.present), **figures)
    return found


def write_differences(place: Place, found: Comparison, slip: Slip) -> None:
    """What is too many comes in, what is missing goes out, machine by machine and kind by kind."""
    for elsewhere, devices in by_place(found.strayed):
        write_devices(devices, origin=elsewhere, destination=place, slip=slip)
    if found.back:
        take_in(found.back, End.GAIN, place, slip)
    if found.missing:
        take_out(found.missing, End.LOSS, slip)
    for count in found.differing:
        write_difference(place, count, slip)


def write_difference(place: Place, count: Count, slip: Slip) -> None:
    sides = (End.GAIN, place) if count.difference > 0 else (place, End.LOSS)
    write_accessories(count.kind, abs(count.difference), origin=sides[0], destination=sides[1], slip=slip)
