"""What stood where at a past instant: the last closing before it, and the movements since.

A closing is made at the first midnight by which ENOUGH movements have come since the one before. So a past day never
adds up more than that, however long the history and however uneven the days. Whatever could make a closing untrue
forgets it: a movement written with an earlier hour, a machine that a file says to be of another category.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import TypeAlias
from uuid import UUID

from django.db.models import F, Min, OuterRef, Subquery, Sum
from django.utils import timezone

from rebond.safeguards.deeds import deed
from rebond.safeguards.locks import lock_objects
from rebond.stock.ledger.models import Closing, Movement
from rebond.stock.memory import batches
from rebond.stock.models import Device
from rebond.tenancy.scope import current_city

ENOUGH = 10_000
# No deed lasts as long: what it writes with the hour of its beginning is there before its day is closed.
SETTLED = timedelta(hours=1)

# (place, kind of accessories or category of machines) to a number.
Standing: TypeAlias = Counter[tuple[UUID, UUID | str]]


def midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def standing_at(until: datetime) -> Standing:
    """What stood where when every movement before that instant was written; nothing that comes to zero."""
    last = Closing.objects.filter(until__lte=until).last()
    found = quantities_of(last)
    found.update(moved(last and last.until, until))
    return without_zeros(found)


def without_zeros(standing: Standing) -> Standing:
    return Counter({key: quantity for key, quantity in standing.items() if quantity})


def quantities_of(closing: Closing | None) -> Standing:
    """What a closing says; nothing before the first one."""
    lines = closing.quantities if closing else ()
    return Counter({(UUID(place), as_thing(what)): quantity for place, what, quantity in lines})


def as_thing(what: str) -> UUID | str:
    """A kind of accessories is named by its id, the only word of 36 letters."""
    return UUID(what) if len(what) == 36 else what


def moved(since: datetime | None, until: datetime) -> Standing:
    """What came and what went between two instants, the second one excluded."""
    between = Movement.objects.filter(at__lt=until).order_by()
    if since is not None:
        between = between.filter(at__gte=since)
    # Not a join: a planner that expects many movements would read every machine of the city to find theirs.
    category = Subquery(Device.objects.filter(pk=OuterRef("device")).order_by().values("category"))
    machines = between.filter(device__isnull=False).annotate(thing=category)
    accessories = between.filter(kind__isnull=False).annotate(thing=F("kind"))
    found: Standing = Counter()
    for things in (machines, accessories):
        rows = things.values_list("from_place", "to_place", "thing").annotate(Sum("quantity"))
        for origin, destination, thing, quantity in rows:
            if origin is not None:
                found[origin, thing] -= quantity
            if destination is not None:
                found[destination, thing] += quantity
    return found


# --- closing -------------------------------------------------------------------------------------------------------


def close_next(*, at: datetime, enough: int = ENOUGH) -> Closing | None:
    """Make the city's next closing; None when it is not due."""
    return make_closing(at=at, enough=enough) if due(at, enough) else None


def due(at: datetime, enough: int) -> datetime | None:
    """When the next closing ends; None where too little has moved since the last one, or its day may not be over."""
    last = Closing.objects.last()
    since = Movement.objects.filter(at__gte=last.until) if last else Movement.objects.all()
    full = since.order_by("at").values_list("at", flat=True)[enough - 1 : enough].first()
    until = full and midnight_after(timezone.localdate(full))
    return until if until and until <= at - SETTLED else None


@deed
def make_closing(*, at: datetime, enough: int) -> Closing | None:
    """Add up the next closing on the last one."""
    lock_objects(current_city())  # a file of the city that goes in now may forget what this one is built on
    until = due(at, enough)
    if until is None:
        return None
    lines = [[str(place), str(what), quantity] for (place, what), quantity in standing_at(until).items()]
    return Closing.objects.create(until=until, quantities=sorted(lines))


# --- forgetting ------------------------------------------------------------------------------------------------------


def forget_closings(since: datetime | None) -> None:
    """Forget what was closed after an instant: something before it is going to be otherwise."""
    if since is not None:
        Closing.objects.filter(until__gt=since).delete()


def forget_closings_of(devices: Collection[UUID]) -> None:
    """Forget what was closed since the first of these machines arrived: their category changes."""
    for batch in batches(devices):
        arrivals = Movement.objects.filter(device__in=batch, step=1)
        forget_closings(arrivals.aggregate(first=Min("at"))["first"])
