"""The ledger added up again from its movements, and laid beside what is kept.

Little by little, since a city's movements may be millions: memory does not grow with them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rebond.stock.ledger.closing import moved, quantities_of, without_zeros
from rebond.stock.ledger.models import Balance, Closing, Movement, Place, Reason, Reservation
from rebond.stock.models import Device

CHUNK = 2_000


class Link(NamedTuple):
    """One movement of a machine; a side outside the stock is None."""

    step: int
    origin: UUID | None
    destination: UUID | None


def disagreements() -> Iterator[str]:
    """Every sentence that tells where the city's books disagree with its movements; none when all is well."""
    yield from balances_that_differ()
    yield from reservations_that_differ()
    yield from broken_chains()
    yield from closings_that_differ()
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
    """Machines whose movements do not follow each other, or do not lead where the machine stands; or that have none.

    So many machines at a time, by their ids: neither engine holds the whole history, nor sorts it.
    """
    last, devices = UUID(int=0), Device.objects.order_by("pk").only("serial", "moves", "stands_in")
    while batch := list(devices.filter(pk__gt=last)[:CHUNK]):
        last = batch[-1].pk
        moved = Movement.objects.filter(device__gte=batch[0].pk, device__lte=last).order_by("device", "step")
        chains = chains_of(moved.values_list("device", "step", "from_place", "to_place"))
        for device in batch:
            fault = fault_of(device, chains.get(device.pk, []))
            if fault:
                yield f"{device.serial}\u00a0: {fault}"


def chains_of(moved: Iterable[tuple]) -> dict[UUID, list[Link]]:
    """The movements of each machine, in order."""
    chains: dict[UUID, list[Link]] = {}
    for device, *link in moved:
        chains.setdefault(device, []).append(Link(*link))
    return chains


def fault_of(device: Device, chain: Sequence[Link]) -> str:
    """What is wrong with one machine's movements, as a sentence; empty when nothing is.

    A machine outside the stock is wherever its last movement says: only that it is outside (None) can be compared.
    """
    if not chain:
        return _("aucun mouvement d’arrivée.")
    before = None
    for number, link in enumerate(chain, start=1):
        if link.step != number:
            return _("le mouvement %(number)s manque.") % {"number": number}
        if number > 1 and link.origin != before:
            return _("le mouvement %(number)s part d’ailleurs que du précédent.") % {"number": number}
        before = link.destination
    if len(chain) != device.moves:
        return _("%(moves)s mouvements comptés, %(last)s écrits.") % {"moves": device.moves, "last": len(chain)}
    return "" if before == device.stands_in_id else _("la machine n’est pas où mène son dernier mouvement.")


def closings_that_differ() -> Iterator[str]:
    """Past days that are kept otherwise than their movements add up to."""
    added, since = Counter(), None
    for closing in Closing.objects.iterator():
        added.update(moved(since, closing.until))
        since = closing.until
        if quantities_of(closing) != without_zeros(added):
            yield _("Arrêté du %(day)s\u00a0: ce qui est tenu n’est pas la somme des mouvements.") % {
                "day": localtime(closing.until).date() - timedelta(days=1)
            }


def crooked_corrections() -> Iterator[str]:
    """Corrections that do not undo what they correct."""
    mirror = (
        Q(quantity=F("corrects__quantity"))
        & (Q(device=F("corrects__device")) | Q(kind=F("corrects__kind")))
        & Q(from_end=F("corrects__to_end"), to_end=F("corrects__from_end"))
        & (Q(from_place=F("corrects__to_place")) | Q(from_place=None, corrects__to_place=None))
        & (Q(to_place=F("corrects__from_place")) | Q(to_place=None, corrects__from_place=None))
    )
    straight = Movement.objects.filter(mirror, pk=OuterRef("pk"))
    crooked = Movement.objects.filter(~Exists(straight), reason=Reason.CORRECTION).order_by()
    for pk in crooked.values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        yield _("La correction %(pk)s ne défait pas ce qu’elle corrige.") % {"pk": pk}


def misplaced_places() -> Iterator[str]:
    for place in Place.objects.exclude(parent=None).exclude(depth=F("parent__depth") + 1):
        yield _("%(place)s\u00a0: niveau %(depth)s, qui n’est pas celui qui suit son parent.") % {
            "place": place.name,
            "depth": place.depth,
        }
