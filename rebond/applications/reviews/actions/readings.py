"""Reading a file, settling what was read, looking under a seal with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rebond.accounts.models import User
from rebond.applications.models import Application, Score
from rebond.applications.reviews.access import must_declare_to_read
from rebond.applications.reviews.models import Peek, Reading, ReadingMark, Settlement
from rebond.applications.reviews.queries import current_readings
from rebond.applications.reviews.seal import Review
from rebond.journal.actions import record
from rebond.programmes.models import Criterion, Wave
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects


class CannotRead(Exception):
    """The person has not declared to be free of ties, or is not."""


class ReadingIsClosed(Exception):
    """The points are settled, or the seal is open and the file did not change since it was read."""


class NothingToSettle(Exception):
    """The readings are not both in, the call is open, or the points are settled."""


@dataclass(frozen=True)
class Given:
    """The points for one criterion, and why."""

    points: int
    comment: str = ""


@deed
def give_reading(
    *,
    application: Application,
    version: int,
    opinion: str,
    comment: str,
    marks: Mapping[Criterion, Given],
    by: User,
    at: datetime,
) -> Reading:
    """Give one's opinion of a file, or give it anew while it is sealed. `version` is that of the answers on the screen.

    Once the seal is open nobody changes their mind after reading the other one, except on answers that were corrected.
    Where the call is closed and the readers agree, the points are settled at once.

    Raises CannotRead, ReadingIsClosed.
    """
    lock_objects(application)
    require(not must_declare_to_read(by, application), CannotRead)
    review = Review(application, current_readings(application))
    mine = review.of(by)
    require(not review.is_settled, ReadingIsClosed)
    require(mine is None or not review.is_open or mine.version != application.version, ReadingIsClosed)
    reading, _ = Reading.objects.update_or_create(
        application=application,
        reader=by,
        defaults={
            "opinion": opinion,
            "comment": comment,
            "version": min(version, application.version),
            "answers": what_is_read(application),
            "given_at": at,
        },
    )
    reading.marks.all().delete()
    ReadingMark.objects.bulk_create(
        ReadingMark(reading=reading, criterion=criterion, points=given.points, comment=given.comment)
        for criterion, given in marks.items()
    )
    record("reading_given", of=application, by=by, at=at, version=reading.version)
    settle_if_agreed(application, by=by, at=at)
    return reading


def what_is_read(application: Application) -> dict:
    """The answers as they stand, to be compared with later ones."""
    return application.answers | {"requested": application.requested, "minimum": application.minimum}


@deed
def settle_wave(*, wave: Wave, by: User, at: datetime) -> tuple[int, int]:
    """Make points of all readings of a closed call that agree; how many were settled, how many are apart."""
    lock_objects(wave)
    files = Application.objects.live().filter(wave=wave, settlement=None, readings__isnull=False).distinct()
    settled = apart = 0
    for application in files.select_related("wave__programme").order_by("reference"):
        if settle_if_agreed(application, by=by, at=at):
            settled += 1
        else:
            apart += Review(application, current_readings(application)).is_apart
    record("readings_settled", of=wave, by=by, at=at, settled=settled, apart=apart)
    return settled, apart


def settle_if_agreed(application: Application, *, by: User, at: datetime) -> bool:
    """Settle the readings of a file whose seal is open and whose readers agree."""
    review = Review(application, current_readings(application))
    if not review.is_open or review.is_settled or review.is_apart:
        return False
    write_points(application, review.points, {one: review.told(one) for one in review.points}, "", by, at)
    return True


@deed
def settle(*, application: Application, points: Mapping[Criterion, int], reason: str, by: User, at: datetime) -> None:
    """Decide on the points of a file whose readers are apart, and say why. Raises NothingToSettle."""
    lock_objects(application)
    review = Review(application, current_readings(application))
    require(review.is_open and not review.is_settled, NothingToSettle)
    write_points(application, points, dict.fromkeys(points, reason[:200]), reason, by, at)
    record("readings_decided", of=application, by=by, at=at)


def write_points(
    application: Application,
    points: Mapping[Criterion, int],
    told: Mapping[Criterion, str],
    reason: str,
    by: User,
    at: datetime,
) -> None:
    Settlement.objects.create(application=application, reason=reason, settled_by=by, settled_at=at)
    Score.objects.bulk_create(
        Score(application=application, criterion=criterion, points=given, answer=told[criterion], question="")
        for criterion, given in points.items()
    )
    application.save_version(application.version, points=application.points + sum(points.values()))


@deed
def peek(*, application: Application, reason: str, by: User, at: datetime) -> None:
    """Look at sealed readings: written down, with its reason, where everybody of the city hall reads it."""
    Peek.objects.create(application=application, officer=by, reason=reason, at=at)
    record("readings_peeked", of=application, by=by, at=at)
