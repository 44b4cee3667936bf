"""What the pages of the ledger read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Upper

from rebond.accounts.models import User
from rebond.interface.paging import ordering
from rebond.stock.access import may_change_stock
from rebond.stock.codes import with_number
from rebond.stock.ledger.closing import midnight_after, standing_at
from rebond.stock.ledger.models import AccessoryKind, Balance, Movement, Place, StockTake
from rebond.stock.ledger.models.movements import OFTEN, SELDOM
from rebond.stock.models import Device

# --- the blind count ---------------------------------------------------------------------------------------------


def counted_blind(user: User, inside: Place | None = None) -> set[Place]:
    """The places, of all or of those inside one, whose books stay hidden from this person until their count is closed.

    An officer compares, and sees them.
    """
    if may_change_stock(user):
        return set()
    counted = Place.objects.filter(stocktakes__state__in=StockTake.LIVE).with_path()
    return {place for place in counted if is_inside(place, inside)}


# --- places ------------------------------------------------------------------------------------------------------


def tree(blind: Collection[Place] = ()) -> list[Place]:
    """Every place in use, each site followed by its rooms and these by their bins, with what stands in each."""
    rows = places_with_figures(blind)
    inside: dict[UUID | None, list[Place]] = {}
    for place in rows:
        inside.setdefault(place.parent_id, []).append(place)
    return branches(inside, None)


def branches(inside: dict[UUID | None, list[Place]], parent: UUID | None) -> list[Place]:
    found = []
    for place in inside.get(parent, []):
        found += [place, *branches(inside, place.pk)]
    return found


def places_with_figures(blind: Collection[Place] = ()) -> list[Place]:
    """Places in use with their machines and their accessories counted; None in those that are counted blind."""
    machines = Device.objects.exclude(stands_in=None).order_by().values_list("stands_in").annotate(count=Count("*"))
    standing = dict(machines)
    lying = dict(Balance.objects.order_by().values_list("place").annotate(Sum("quantity")))
    places = list(Place.objects.in_use().with_path().order_by("name"))
    for place in places:
        place.machines = None if place in blind else standing.get(place.pk, 0)
        place.accessories = None if place in blind else lying.get(place.pk, 0)
    return places


def places_to_choose() -> QuerySet[Place]:
    return Place.objects.in_use().with_path()


# --- quantities --------------------------------------------------------------------------------------------------


def kept_quantities() -> dict[tuple, int]:
    """What stands where now, as it is kept: the same as `standing_at` now."""
    balances = Balance.objects.filter(quantity__gt=0).order_by().values_list("place", "kind", "quantity")
    machines = Device.objects.exclude(stands_in=None).order_by().values_list("stands_in", "category")
    found: dict[tuple, int] = {(place, kind): quantity for place, kind, quantity in balances}
    return found | {(place, category): count for place, category, count in machines.annotate(count=Count("*"))}


@dataclass(frozen=True)
class Line:
    """So many of one thing in one place; `reserved` is known of today only."""

    place: Place
    what: str
    quantity: int
    reserved: int | None


def quantity_lines(chosen: dict, blind: Collection[Place] = ()) -> list[Line]:
    """The lines that the filters leave, in the order that they say, but those of places that are counted blind."""
    day = chosen.get("day")
    found = standing_at(midnight_after(day)) if day else kept_quantities()
    reserved = {} if day else reserved_quantities()
    places = {place.pk: place for place in Place.objects.with_path()}
    names: dict[object, str] = {kind.pk: kind.name for kind in AccessoryKind.objects.all()}
    names |= {value: str(label) for value, label in Device.Category.choices}
    lines = [
        Line(places[place], names[what], quantity, None if day else reserved.get((place, what), 0))
        for (place, what), quantity in found.items()
        if places[place] not in blind
        and is_inside(places[place], chosen.get("place"))
        and chosen.get("what") in {None, str(what)}
    ]
    orders = {"what": lambda line: (line.what, line.place.path), "quantity": lambda line: (-line.quantity, line.what)}
    return sorted(lines, key=orders.get(chosen.get("sort", ""), lambda line: (line.place.path, line.what)))


def reserved_quantities() -> dict[tuple, int]:
    """What is promised of what stands there."""
    balances = Balance.objects.filter(reserved__gt=0).order_by().values_list("place", "kind", "reserved")
    machines = Device.objects.filter(state=Device.State.RESERVED).order_by().values_list("stands_in", "category")
    found: dict[tuple, int] = {(place, kind): reserved for place, kind, reserved in balances}
    return found | {(place, category): count for place, category, count in machines.annotate(count=Count("*"))}


def is_inside(place: Place, outer: Place | None) -> bool:
    """Whether a place is the other one, or inside it."""
    return outer is None or place == outer or (place.parent is not None and is_inside(place.parent, outer))


# --- movements ---------------------------------------------------------------------------------------------------

FEW = 5_000
SIGNS_OF_A_REFERENCE = 3  # typed at least, to be searched in references
LATEST_FIRST = ("-at", "id")
ORDERS = {"oldest": ("at", "id"), "quantity": ("-quantity", "-at", "id")}


def full_movements() -> QuerySet[Movement]:
    """Movements with all that a line tells of them, in one query."""
    return Movement.objects.select_related(
        "device", "kind", "from_place__parent__parent", "to_place__parent__parent", "by", "correction"
    )


def last_movements(place: Place, count: int) -> list[Movement]:
    """The latest movements from and to a place: the latest of each side, laid together."""
    sides = [*full_movements().filter(from_place=place)[:count], *full_movements().filter(to_place=place)[:count]]
    return sorted(sides, key=lambda movement: movement.at, reverse=True)[:count]


def movements_shown(chosen: dict) -> tuple[QuerySet[Movement], tuple[str, ...]]:
    """The movements that the filters leave, in the order that they say, and this order as keys of a page."""
    found, keys = full_movements(), ORDERS.get(chosen.get("sort", ""), LATEST_FIRST)
    if kind := chosen.get("kind"):
        found = found.filter(kind=kind)
    if reason := chosen.get("reason"):
        found = found.filter(reason=reason)
        if reason not in OFTEN:
            found = found.filter(SELDOM)  # by itself SQLite does not see that the index of these serves
    if chosen.get("sort") == "quantity":  # of accessories: a machine is always one
        found = found.filter(kind__isnull=False)
    if place := chosen.get("place"):
        found = found.filter(Q(from_place=place) | Q(to_place=place))
    if words := chosen.get("q"):
        found, are_few = about(found, words)
        keys = (f"{keys[0]}!", *keys[1:]) if are_few else keys
    if since := chosen.get("since"):
        found = found.filter(at__gte=midnight_after(since - timedelta(days=1)))
    if until := chosen.get("until"):
        found = found.filter(at__lt=midnight_after(until))
    return found.order_by(*ordering(keys)), keys


def about(movements: QuerySet[Movement], words: str) -> tuple[QuerySet[Movement], bool]:
    """The movements of the machines that a number means and those that have it inside their reference; whether both are
    few.

    Machines are named one by one while they are few, so that the ledger's index serves. One or two signs are not
    searched in references: no index finds them.
    """
    machines = with_number(Device.objects.all(), words).order_by()
    first = list(machines.values_list("pk", flat=True)[: FEW + 1])
    are_few = len(first) <= FEW
    meant = Q(device__in=first) if are_few else Q(Exists(machines.filter(pk=OuterRef("device"))))
    if len(words) < SIGNS_OF_A_REFERENCE:
        return movements.filter(meant), are_few
    spelled = movements.alias(spelled=Upper("reference"))
    referred = Q(spelled__contains=words.upper(), reference__gt="")  # an index of SQLite has no others
    references = spelled.filter(referred).order_by()[: FEW + 1].count()
    found = spelled.filter(meant | referred) if references else movements.filter(meant)
    return found, are_few and references <= FEW


def stocktakes_shown() -> QuerySet[StockTake]:
    return StockTake.objects.select_related("place__parent__parent", "started_by", "closed_by")
