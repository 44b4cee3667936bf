"""Movements and what is kept beside them, written in one transaction: every deed that moves something comes here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid4

from django.db.models import F

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.safeguards.deeds import SomebodyElseWasFirst, require
from rebond.safeguards.locks import lock_objects
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
    stood = origin if isinstance(origin, Place) else None
    changes |= {"stands_in": destination if isinstance(destination, Place) else None, "moves": F("moves") + 1}
    for batch in batches(devices):
        moving = Device.objects.filter(pk__in=batch, stands_in=stood, state__in=states)
        require(moving.update(**changes) == len(batch), SomebodyElseWasFirst)
        steps = Device.objects.filter(pk__in=batch).order_by().values_list("pk", "moves")
        Movement.objects.bulk_create(
            slip.movement(origin, destination, device_id=pk, step=step, corrects=corrects) for pk, step in steps
        )


def write_arrivals(devices: Iterable[Device], *, place: Place, slip: Slip) -> None:
    """The first movement of machines that were just added, standing in the place."""
    Movement.objects.bulk_create(slip.movement(End.DONOR, place, device_id=device.pk, step=1) for device in devices)
