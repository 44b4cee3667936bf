"""Accessories that a hand-over counts on: reserved where they are free, given up, or gone with the machines.

Called by the deeds of a hand-over, which record in the journal.
"""

from uuid import UUID

from django.db.models import F, Sum

from rebond.safeguards.deeds import SomebodyElseWasFirst, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.ledger.actions.writing import Slip, place_that_receives, write_accessories
from rebond.stock.ledger.models import AccessoryKind, Balance, End, Reservation


def reserve_accessories(standard: str, wanted: int, *, holder: UUID, slip: Slip) -> None:
    """Bring what the holder has reserved of a standard kind to the number wanted.

    More is taken where most is free. What no place holds was still counted by somebody: it is written as found in the
    place that receives, and reserved there.
    """
    kind = AccessoryKind.objects.get(standard=standard)
    held = Reservation.objects.filter(holder=holder, balance__kind=kind)
    more = wanted - (held.aggregate(total=Sum("quantity"))["total"] or 0)
    if more < 0:
        give_up(held, -more)
        return
    lock_objects(*Balance.objects.filter(kind=kind))
    for balance in Balance.objects.filter(kind=kind).order_by(F("reserved") - F("quantity"), "pk"):
        taken = min(more, balance.free)
        if taken > 0:
            hold(balance, taken, holder)
            more -= taken
    if more > 0:
        place = place_that_receives()
        write_accessories(kind, more, origin=End.GAIN, destination=place, slip=slip)
        hold(Balance.objects.get(kind=kind, place=place), more, holder)


def hold(balance: Balance, quantity: int, holder: UUID) -> None:
    """Reserve free accessories of one place; a conditional update, so that nobody else has them too."""
    free = Balance.objects.filter(pk=balance.pk, quantity__gte=F("reserved") + quantity)
    require(free.update(reserved=F("reserved") + quantity) == 1, SomebodyElseWasFirst)
    if not Reservation.objects.filter(balance=balance, holder=holder).update(quantity=F("quantity") + quantity):
        Reservation.objects.create(balance=balance, holder=holder, quantity=quantity)


def give_up(held, quantity: int) -> None:
    """Free so many of these reserved accessories."""
    for reservation in held.order_by("-quantity", "pk"):
        freed = min(quantity, reservation.quantity)
        if freed == 0:
            return
        unhold(reservation, freed)
        quantity -= freed


def unhold(reservation: Reservation, quantity: int) -> None:
    rows = Reservation.objects.filter(pk=reservation.pk, quantity=reservation.quantity)
    whole = quantity == reservation.quantity
    changed = rows.delete()[0] if whole else rows.update(quantity=F("quantity") - quantity)
    require(changed == 1, SomebodyElseWasFirst)
    Balance.objects.filter(pk=reservation.balance_id).update(reserved=F("reserved") - quantity)


def release_accessories(*, holder: UUID) -> None:
    """Free everything that the holder had reserved."""
    for reservation in Reservation.objects.filter(holder=holder):
        unhold(reservation, reservation.quantity)


def hand_over_accessories(*, holder: UUID, slip: Slip) -> None:
    """What the holder had reserved goes to the association."""
    for reservation in Reservation.objects.filter(holder=holder).select_related("balance__kind", "balance__place"):
        unhold(reservation, reservation.quantity)
        balance = reservation.balance
        write_accessories(
            balance.kind, reservation.quantity, origin=balance.place, destination=End.ASSOCIATION, slip=slip
        )
