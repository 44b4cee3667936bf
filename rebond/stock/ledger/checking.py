"""The ledger added up again from its movements, and laid beside what is kept.

Row by row, since a city's movements may be millions. SQLite sorts them in memory (0.4 kB each).
"""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from rebond.stock.ledger.models import Balance, Movement, Place, Reason, Reservation
from rebond.stock.models import Device

CHUNK = 2_000


def disagreements() -> Iterator[str]:
    """Every sentence that tells where the city's books disagree with its movements; none when all is well."""
    yield from balances_that_differ()
    yield from reservations_that_differ()
    yield from broken_chains()
    yield from machines_without_arrival()
    yield from crooked_corrections()
    yield from misplaced_places()


def sums() -> dict[tuple, int]:
    """How many accessories of each kind stand in each place, by the movements: as many lines as balances."""
    added: dict[tuple, int] = {}
    moved = Movement.objects.filter(kind__isnull=False).order_by()
    for name, sign in (("to_place", 1), ("from_place", -1)):
        rows = moved.filter(**{f"{name}__isnull": False}).values_list("kind", name).annotate(Sum("quantity"))
        for kind, place, quantity in rows.iterator(chunk_size=CHUNK):
            added[kind, place] = added.get((kind, place), 0) + sign * quantity
    return added


def balances_that_differ() -> Iterator[str]:
    added = sums()
    for balance in Balance.objects.select_related("kind", "place__parent__parent").iterator(chunk_size=CHUNK):
        moved = added.pop((balance.kind_id, balance.place_id), 0)
        if moved != balance.quantity:
            yield _("%(place)s, %(kind)s\u00a0: %(kept)s tenus, %(moved)s selon les mouvements.") % {
                "place": balance.place,
                "kind": balance.kind,
                "kept": balance.quantity,
                "moved": moved,
            }
    for (kind, place), moved in added.items():
        if moved:
            yield _("Emplacement %(place)s, sorte %(kind)s\u00a0: %(moved)s selon les mouvements, rien de tenu.") % {
                "place": place,
                "kind": kind,
                "moved": moved,
            }


def reservations_that_differ() -> Iterator[str]:
    held = dict(Reservation.objects.order_by().values_list("balance").annotate(Sum("quantity")))
    for balance in Balance.objects.select_related("kind", "place__parent__parent").iterator(chunk_size=CHUNK):
        if held.get(balance.pk, 0) != balance.reserved:
            yield _("%(place)s, %(kind)s\u00a0: %(kept)s réservés, %(held)s selon les remises.") % {
                "place": balance.place,
                "kind": balance.kind,
                "kept": balance.reserved,
                "held": held.get(balance.pk, 0),
            }


def broken_chains() -> Iterator[str]:
    """Machines whose movements do not follow each other, or do not lead where the machine stands."""
    moved = Movement.objects.filter(device__isnull=False).select_related("device").order_by("device", "step")
    chains = groupby(moved.iterator(chunk_size=CHUNK), key=attrgetter("device"))
    for device, chain in chains:
        fault = fault_of(device, chain)
        if fault:
            yield f"{device.serial}\u00a0: {fault}"


def fault_of(device: Device, chain: Iterator[Movement]) -> str:
    """What is wrong with one machine's movements, as a sentence; empty when nothing is. Reads the chain to its end."""
    fault, before, last = "", None, 0
    for number, movement in enumerate(chain, start=1):
        last = number
        if movement.step != number:
            fault = fault or _("le mouvement %(number)s manque.") % {"number": number}
        if before is not None and origin_of(movement) != before:
            fault = fault or _("le mouvement %(number)s part d’ailleurs que du précédent.") % {"number": number}
        before = destination_of(movement)
    if fault:
        return fault
    if last != device.moves:
        return _("%(moves)s mouvements comptés, %(last)s écrits.") % {"moves": device.moves, "last": last}
    return "" if before == where(device) else _("la machine n’est pas où mène son dernier mouvement.")


# A machine outside the stock is wherever its last movement says: only that it is outside can be compared.
OUTSIDE = "outside"


def origin_of(movement: Movement) -> object:
    return movement.from_place_id or OUTSIDE


def destination_of(movement: Movement) -> object:
    return movement.to_place_id or OUTSIDE


def where(device: Device) -> object:
    return device.stands_in_id or OUTSIDE


def machines_without_arrival() -> Iterator[str]:
    orphans = Device.objects.filter(movements=None).order_by("serial")
    for serial in orphans.values_list("serial", flat=True).iterator(chunk_size=CHUNK):
        yield _("%(serial)s\u00a0: aucun mouvement d’arrivée.") % {"serial": serial}


def crooked_corrections() -> Iterator[str]:
    """Corrections that do not undo what they correct."""
    mirror = (
        Q(quantity=F("corrects__quantity"))
        & (Q(device=F("corrects__device")) | Q(kind=F("corrects__kind")))
        & Q(from_end=F("corrects__to_end"), to_end=F("corrects__from_end"))
        & (Q(from_place=F("corrects__to_place")) | Q(from_place=None, corrects__to_place=None))
        & (Q(to_place=F("corrects__from_place")) | Q(to_place=None, corrects__from_place=None))
    )
    straight = Movement.objects.filter(mirror).values("pk")
    for movement in Movement.objects.filter(reason=Reason.CORRECTION).exclude(pk__in=straight).iterator():
        yield _("La correction %(pk)s ne défait pas ce qu’elle corrige.") % {"pk": movement.pk}


def misplaced_places() -> Iterator[str]:
    for place in Place.objects.exclude(parent=None).exclude(depth=F("parent__depth") + 1):
        yield _("%(place)s\u00a0: niveau %(depth)s, qui n’est pas celui qui suit son parent.") % {
            "place": place.name,
            "depth": place.depth,
        }
