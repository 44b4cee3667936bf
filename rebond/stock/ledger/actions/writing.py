"""Movements and what is kept beside them, written in one transaction: every deed that moves something comes here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid4

from django.db.models import F, QuerySet

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.safeguards.deeds import SomebodyElseWasFirst, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.bulk import insert_rows, new_ids
from rebond.stock.ledger.closing import forget_closings
from rebond.stock.ledger.models import AccessoryKind, Balance, End, Movement, Place, Reason
from rebond.stock.memory import batches
from rebond.stock.models import Device
from rebond.tenancy.scope import current_city

Side: TypeAlias = Place | End


class NotEnough(Exception):
    """The place holds fewer free accessories than are to leave it."""

    def __init__(self, free: int):
        super().__init__(free)
        self.free = free


class PlaceIsArchived(Exception):
    """Nothing enters an archived place."""


@dataclass(frozen=True)
class Slip:
    """What all movements of one deed share."""

    reason: Reason
    by: User | None
    at: datetime
    why: str = ""
    reference: str = ""
    document: Document | None = None
    deed: UUID = field(default_factory=uuid4)

    def movement(self, origin: Side, destination: Side, **what) -> Movement:
        """One movement of the deed, not saved."""
        return Movement(
            city=current_city(),
            reason=self.reason,
            by=self.by,
            at=self.at,
            why=self.why,
            reference=self.reference,
            document=self.document,
            deed=self.deed,
            **side("from", origin),
            **side("to", destination),
            **what,
        )


def side(name: str, of: Side) -> dict:
    """One side of a movement as columns."""
    return {f"{name}_place": of} if isinstance(of, Place) else {f"{name}_end": of}


def open_place(place: Place) -> None:
    """Hold a place open until the transaction ends. Raises PlaceIsArchived."""
    lock_objects(place)
    require(Place.objects.in_use().filter(pk=place.pk).exists(), PlaceIsArchived)


def place_that_receives() -> Place:
    """Where deliveries arrive; it stays so, and open, until the transaction ends."""
    while True:
        place = Place.objects.get(receives=True)
        lock_objects(place)
        if Place.objects.filter(pk=place.pk, receives=True).exists():
            return place


# --- accessories -------------------------------------------------------------------------------------------------


def write_accessories(
    kind: AccessoryKind, quantity: int, *, origin: Side, destination: Side, slip: Slip, **more
) -> Movement:
    """Move accessories, and the two balances with them. Raises NotEnough, PlaceIsArchived."""
    if isinstance(destination, Place):
        open_place(destination)
        put(kind, quantity, destination)
    if isinstance(origin, Place):
        take(kind, quantity, origin)
    forget_closings(slip.at)
    movement = slip.movement(origin, destination, kind=kind, quantity=quantity, **more)
    movement.save(force_insert=True)
    return movement


def put(kind: AccessoryKind, quantity: int, place: Place) -> None:
    Balance.objects.bulk_create([Balance(kind=kind, place=place)], ignore_conflicts=True)
    Balance.objects.filter(kind=kind, place=place).update(quantity=F("quantity") + quantity)


def take(kind: AccessoryKind, quantity: int, place: Place) -> None:
    """Take free accessories out of a place: never what is reserved. Raises NotEnough."""
    here = Balance.objects.filter(kind=kind, place=place)
    enough = here.filter(quantity__gte=F("reserved") + quantity)
    if enough.update(quantity=F("quantity") - quantity) == 0:
        raise NotEnough(sum(balance.free for balance in here))


# --- machines ----------------------------------------------------------------------------------------------------


def write_devices(
    devices: Collection[UUID],
    *,
    origin: Side,
    destination: Side,
    slip: Slip,
    states: Collection[str] = tuple(Device.State),
    corrects: Movement | None = None,
    **changes,
) -> None:
    """Move machines that all come from `origin`, all of them or none; `changes` are other columns, as their state.

    Raises PlaceIsArchived, and SomebodyElseWasFirst when one does not stand there any more in one of these states.
    """
    if isinstance(destination, Place):
        open_place(destination)
    forget_closings(slip.at)
    stood = origin if isinstance(origin, Place) else None
    changes |= {"stands_in": destination if isinstance(destination, Place) else None, "moves": F("moves") + 1}
    for batch in batches(devices):
        moving = Device.objects.filter(pk__in=batch, stands_in=stood, state__in=states)
        require(moving.update(**changes) == len(batch), SomebodyElseWasFirst)
        steps = Device.objects.filter(pk__in=batch).order_by().values_list("pk", "moves")
        Movement.objects.bulk_create(
            slip.movement(origin, destination, device_id=pk, step=step, corrects=corrects) for pk, step in steps
        )


LINE = (
    *("id", "city_id", "device_id", "step", "from_place_id", "from_end", "to_place_id", "to_end", "corrects_id"),
    *("quantity", "reason", "why", "by_id", "at", "document_id", "deed", "reference"),
)


def insert_movements(lines: Iterable[tuple], slip: Slip) -> None:
    """Movements of machines that are written beside them in the same transaction, a hundred thousand at once: each
    line says machine, step, place and end on both sides, and the movement that it corrects."""
    forget_closings(slip.at)
    city = current_city().pk
    by, document = slip.by and slip.by.pk, slip.document and slip.document.pk
    shared = (1, str(slip.reason), slip.why, by, slip.at, document, slip.deed, slip.reference)
    lines = list(lines)
    insert_rows(
        Movement, LINE, ((pk, city, *line, *shared) for pk, line in zip(new_ids(len(lines)), lines, strict=True))
    )


def insert_arrivals(devices: Iterable[tuple[UUID, int]], *, place: Place, slip: Slip) -> None:
    """The movement that brings machines from their donor into the place where they were just put: id and step."""
    insert_movements(((pk, step, None, "donor", place.pk, "", None) for pk, step in devices), slip)


def undo_arrivals(devices: QuerySet[Device], slip: Slip) -> int:
    """Send machines back to their donor by correcting their arrival, as if they had never come. Returns how many.

    Raises SomebodyElseWasFirst when one has moved since, or is promised.
    """
    machines = list(devices.values_list("pk", flat=True))
    gone = {"state": Device.State.WITHDRAWN, "erasure": Device.Erasure.UNKNOWN, "stands_in": None}
    for batch in batches(machines):
        # first the machines, row by row: whoever moves or promises one at this moment waits, or was first
        leaving = Device.objects.filter(pk__in=batch, state__in=(Device.State.RECEIVED, Device.State.READY))
        require(leaving.update(**gone, moves=F("moves") + 1) == len(batch), SomebodyElseWasFirst)
        last = Movement.objects.filter(device__in=batch, step=F("device__moves") - 1, reason=Reason.RECEPTION)
        sides = last.order_by().values_list("device", "step", "to_place", "from_end", "pk")
        lines = [(device, step + 1, place, "", None, end, pk) for device, step, place, end, pk in sides]
        require(len(lines) == len(batch), SomebodyElseWasFirst)
        insert_movements(lines, slip)
    return len(machines)
