"""Accessories that come, move and go; and the kinds that a city counts."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.stock.ledger.actions.writing import Side, Slip, write_accessories
from rebond.stock.ledger.models import AccessoryKind, End, Movement, Place, Reason


@deed
def add_kind(*, name: str, by: User, at: datetime) -> AccessoryKind:
    """Add a kind of accessories that this city counts."""
    kind = AccessoryKind.objects.create(added_name=name)
    record("accessory_kind_added", of=kind, by=by, at=at)
    return kind


@deed
def receive_accessories(
    *,
    kind: AccessoryKind,
    quantity: int,
    place: Place,
    reference: str = "",
    why: str = "",
    by: User | None,
    at: datetime,
) -> Movement:
    """Accessories that a donor gave; `reference` is that of the lot or of the delivery note. Raises PlaceIsArchived."""
    slip = Slip(Reason.RECEPTION, by, at, why=why, reference=reference)
    return written(kind, quantity, End.DONOR, place, slip)


@deed
def move_accessories(
    *, kind: AccessoryKind, quantity: int, origin: Place, destination: Place, why: str = "", by: User, at: datetime
) -> Movement:
    """Carry free accessories from a place to another. Raises NotEnough, PlaceIsArchived."""
    return written(kind, quantity, origin, destination, Slip(Reason.MOVE, by, at, why=why))


@deed
def remove_accessories(
    *, kind: AccessoryKind, quantity: int, origin: Place, why: str, by: User, at: datetime
) -> Movement:
    """Write off accessories that are lost or broken: never those that a hand-over counts on. Raises NotEnough."""
    return written(kind, quantity, origin, End.LOSS, Slip(Reason.LOSS, by, at, why=why))


def written(kind: AccessoryKind, quantity: int, origin: Side, destination: Side, slip: Slip) -> Movement:
    """Write one movement and its line in the journal."""
    movement = write_accessories(kind, quantity, origin=origin, destination=destination, slip=slip)
    facts = {"kind": str(kind.pk), "quantity": quantity, "reason": slip.reason}
    record("accessories_moved", of=movement, by=slip.by, at=slip.at, **facts)
    return movement
