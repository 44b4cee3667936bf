"""Places: added, renamed, archived when empty and reopened, and which one receives."""

from datetime import datetime

from django.db.models import F

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.ledger.actions.writing import PlaceIsArchived, open_place
from rebond.stock.ledger.models import Place, StockTake


class PlaceInUse(Exception):
    """Something stands in the place, or inside it, or it is being counted, or it is the one that receives."""


class NameIsTaken(Exception):
    """A place in use beside it has its name by now."""


@deed
def add_place(*, name: str, parent: Place | None, by: User | None, at: datetime) -> Place:
    """Add a site, or a room or bin inside a place. Raises PlaceIsArchived; the database refuses a fourth level."""
    if parent is not None:
        open_place(parent)
    place = Place.objects.create(name=name, parent=parent, depth=parent.depth + 1 if parent else 1)
    record("place_added", of=place, by=by, at=at, depth=place.depth)
    return place


@deed
def rename_place(*, place: Place, name: str, seen: int, by: User, at: datetime) -> None:
    """Give a place another name; what was written with it keeps the place. Raises EditedMeanwhile."""
    place.save_version(seen, name=name)
    record("place_renamed", of=place, by=by, at=at)


@deed
def archive_place(*, place: Place, by: User, at: datetime) -> None:
    """Put an empty place away: nothing enters it any more, its history stays. Raises PlaceInUse, PlaceIsArchived."""
    lock_objects(place)
    place.refresh_from_db()
    require(place.archived_at is None, PlaceIsArchived)
    require(not is_in_use(place), PlaceInUse)
    Place.objects.filter(pk=place.pk).update(archived_at=at, version=F("version") + 1)
    record("place_archived", of=place, by=by, at=at)


@deed
def reopen_place(*, place: Place, by: User, at: datetime) -> None:
    """Let things enter an archived place again.

    Raises PlaceIsArchived while the place around it is, NameIsTaken, and SomebodyElseWasFirst for one in use.
    """
    lock_objects(place)
    place.refresh_from_db()
    require(place.archived_at is not None, SomebodyElseWasFirst)
    if place.parent is not None:
        open_place(place.parent)
    beside = Place.objects.in_use().filter(parent=place.parent, name__iexact=place.name)
    require(not beside.exists(), NameIsTaken)
    Place.objects.filter(pk=place.pk).update(archived_at=None, version=F("version") + 1)
    record("place_reopened", of=place, by=by, at=at)


def is_in_use(place: Place) -> bool:
    """Whether something keeps the place from being archived."""
    return (
        place.receives
        or place.devices.exists()
        or place.balances.filter(quantity__gt=0).exists()
        or place.children.in_use().exists()
        or place.stocktakes.filter(state__in=StockTake.LIVE).exists()
    )


@deed
def receive_in(*, place: Place, by: User | None, at: datetime) -> None:
    """Make a place the one where deliveries arrive. Raises PlaceIsArchived."""
    open_place(place)
    Place.objects.filter(receives=True).update(receives=False)
    Place.objects.filter(pk=place.pk).update(receives=True)
    record("place_receives", of=place, by=by, at=at)
