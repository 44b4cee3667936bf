"""Sending, changing and withdrawing one application."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from rebond.accounts.models import User
from rebond.applications import notices
from rebond.applications.assessment import assess, keep_assessment, terms_of
from rebond.applications.models import Application
from rebond.applications.neighbours import applications_in, arrival_of, candidate_of, neighbours_in
from rebond.applications.questionnaires.queries import form_of
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.programmes.letters.text import version_of
from rebond.programmes.models import Wave
from rebond.programmes.queries import criteria_of
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.states import move
from rebond.safeguards.versions import EditedMeanwhile


class WaveTakesNoApplications(Exception):
    """The wave is not open, or its last day is over."""


class AlreadyApplied(Exception):
    """The association has a live application in this wave: `application` leads to it."""

    def __init__(self, application: Application):
        super().__init__(application.reference)
        self.application = application


@deed
def submit_application(
    *,
    wave: Wave,
    association: Association,
    answers: dict[str, Any],
    requested: int,
    minimum: int,
    channel: str = Application.Channel.ONLINE,
    by: User,
    at: datetime,
) -> Application:
    """Receive an association's application to an open wave, check it, give it points and acknowledge it by mail.

    One application per association and wave. `channel` says whether the association typed it or the city did
    on its behalf; the acknowledgement goes to whoever manages the association.

    Raises WaveTakesNoApplications, AlreadyApplied.
    """
    require(wave.takes_applications(day_of(at)), WaveTakesNoApplications)
    existing = Application.objects.live().filter(wave=wave, association=association).first()
    if existing is not None:
        raise AlreadyApplied(existing)
    number = next_number(wave)
    application = Application.objects.create(
        wave=wave,
        association=association,
        number=number,
        reference=reference_of(wave, number),
        channel=channel,
        answers=answers,
        declared=declared_by(association),
        requested=requested,
        minimum=minimum,
        receipt_version=version_of(wave.programme, "received"),
        submitted_at=at,
    )
    reassess(application)
    record("application_received", of=application, by=by, at=at, channel=channel, requested=requested)
    notices.application_received(application, at=at)
    return application


@deed
def change_application(
    *,
    application: Application,
    seen: int,
    words_seen: int | None = None,
    answers: dict[str, Any],
    requested: int,
    minimum: int,
    by: User,
    at: datetime,
) -> None:
    """Replace the answers of an application while its wave is open, and look at it anew.

    `seen` is the version that was on the screen, `words_seen` that of the form, whose words are then those that it was
    answered under; an answer that is None is taken away.

    Raises WaveTakesNoApplications, EditedMeanwhile.
    """
    require(application.is_live and application.wave.takes_applications(day_of(at)), WaveTakesNoApplications)
    require(words_seen in (None, form_of(application.wave).version), EditedMeanwhile)
    application.save_version(
        seen,
        answered_under=None,
        answers={name: value for name, value in (application.answers | answers).items() if value is not None},
        declared=declared_by(application.association),
        requested=requested,
        minimum=minimum,
    )
    reassess(application)
    record("application_changed", of=application, by=by, at=at, requested=requested)


@deed
def withdraw_application(*, application: Application, by: User, at: datetime) -> None:
    """Take an application back while its wave is open; the association may send another one.

    Raises WaveTakesNoApplications, MoveNotAllowed, SomebodyElseWasFirst.
    """
    require(application.wave.takes_applications(day_of(at)), WaveTakesNoApplications)
    move(application, Application.State.WITHDRAWN)
    record("application_withdrawn", of=application, by=by, at=at)


def reassess(application: Application) -> None:
    """Look at an application as it is stored now: findings, points and the state they lead to."""
    wave = application.wave
    criteria = criteria_of(wave.programme)
    candidate = candidate_of(application)
    neighbours = neighbours_in(applications_in(wave.programme))
    earlier = neighbours.before(arrival_of(application), candidate)
    assessment = assess(candidate, terms_of(wave), earlier, criteria)
    application.save_version(application.version, **keep_assessment(application, assessment, criteria))


def declared_by(association: Association) -> dict[str, str]:
    """What the directory knows of the association that day."""
    return {field: getattr(association, field) for field in ("name", "address", "postal_code", "district_code", "town")}


def next_number(wave: Wave) -> int:
    """The next place in the order of arrival. Two at once: the second is refused by the database and tries again."""
    last = Application.objects.filter(wave=wave).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def reference_of(wave: Wave, number: int) -> str:
    """A reference that one can say on the telephone: "V1-021"."""
    return f"{wave.programme.reference_prefix}V{wave.number}-{number:03d}"


def day_of(at: datetime):
    """The day of a moment where the city lives."""
    return timezone.localtime(at).date()
