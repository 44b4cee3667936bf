"""Asking once for what is missing, answering point by point, sending the list back, looking at what came."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import F

from rebond.accounts.models import User
from rebond.applications.actions.submitting import day_of, declared_by, reassess
from rebond.applications.corrections import notices
from rebond.applications.corrections.letter import Asked, asking_mail
from rebond.applications.corrections.models import Correction, CorrectionItem
from rebond.applications.corrections.queries import items_of
from rebond.applications.eligibility import size_of
from rebond.applications.models import Application
from rebond.applications.papers.actions import send_paper
from rebond.applications.papers.asked import OTHER
from rebond.applications.questionnaires.layout import QUANTITIES
from rebond.applications.questionnaires.queries import layout_for
from rebond.applications.reviews.actions.readings import what_is_read
from rebond.applications.reviews.deadlines import due_on as silence_decides_on
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move


class NothingToComplete(Exception):
    """The application is withdrawn, or its wave is published: no list changes it any more."""


class AlreadyAsked(Exception):
    """A list is open for this application: it is answered or withdrawn before another one leaves."""


class ItemsAreMissing(Exception):
    """Some points of the list have no answer yet."""


class AnswersDisagree(Exception):
    """The minimum that is of use would be more than what is asked for."""


@deed
def ask_for_corrections(
    *, application: Application, asked: Sequence[Asked], due_on: date, by: User, at: datetime
) -> Correction:
    """Send an association the list of what is missing or wrong, with the day by which to answer.

    Where silence decides, its clock stands still from today until that day at the latest (CRPA, art. L. 114-5). What
    was completed before and not yet read again counts as read: the officer asks for more. The mail leaves for whoever
    manages the association.

    Raises AlreadyAsked, NothingToComplete.
    """
    stand_still(application)
    require(not application.corrections.open().exists(), AlreadyAsked)
    mail = asking_mail(application, asked, due_on)
    completed = application.corrections.filter(state=Correction.State.COMPLETED)
    completed.update(state=Correction.State.CHECKED, checked_by=by, checked_at=at)
    correction = Correction.objects.create(
        application=application,
        due_on=due_on,
        suspends=days_of_suspension(application, due_on, at),
        subject=mail.subject,
        body=mail.body,
        letter_version=mail.version,
        before=what_is_read(application),
        asked_by=by,
        asked_at=at,
    )
    CorrectionItem.objects.bulk_create(
        CorrectionItem(correction=correction, place=place, **vars(one)) for place, one in enumerate(asked, 1)
    )
    Application.objects.filter(pk=application.pk).update(suspended_days=F("suspended_days") + correction.suspends)
    record("correction_asked", of=application, by=by, at=at, items=len(asked), due_on=due_on.isoformat())
    notices.correction_asked(correction, at=at)
    return correction


@deed
def answer_item(
    *,
    item: CorrectionItem,
    seen: int,
    given: Any,
    reply: str,
    paper: UploadedFile | None = None,
    by: User,
    at: datetime,
) -> None:
    """Keep the answer to one point; it enters the application when the whole list is sent. A file is among the papers
    of the application at once: it is looked at while the rest is answered.

    Raises NothingToComplete, EditedMeanwhile, TooManyPapers, Refused.
    """
    correction = item.correction
    stand_still(correction.application)
    require(Correction.objects.open().filter(pk=correction.pk).exists(), NothingToComplete)
    item.save_version(seen, given=given, reply=reply, answered_by=by, answered_at=at)
    if paper is not None:
        kind, name = item.paper or OTHER, paper.name or ""
        send_paper(file=correction.application, kind=kind, name=name, content=paper.read(), item=item, by=by, at=at)
    record("correction_item_answered", of=correction.application, by=by, at=at, place=item.place)


@deed
def complete_correction(*, correction: Correction, by: User, at: datetime) -> None:
    """Send the whole list back: the new answers enter the application as one version, and it is looked at anew.

    What was read before stays as it was read (`Reading.answers`), and the list keeps both sides. The clock of silence
    runs again from this day.

    Raises NothingToComplete, ItemsAreMissing, AnswersDisagree, MoveNotAllowed, SomebodyElseWasFirst.
    """
    application = correction.application
    stand_still(application)
    items = items_of(correction)
    require(all(item.is_answered for item in items), ItemsAreMissing)
    write_answers(application, {item.question: item.given for item in items if item.question})
    move(correction, Correction.State.COMPLETED, after=what_is_read(application), closed_by=by, closed_at=at)
    end_suspension(correction, at)
    record("correction_completed", of=application, by=by, at=at, items=len(items))
    notices.correction_completed(correction, at=at)


@deed
def withdraw_correction(*, correction: Correction, by: User, at: datetime) -> None:
    """Ask for nothing any more: the association is told, its answers to the list are left aside, the clock runs again.

    Raises NothingToComplete, MoveNotAllowed, SomebodyElseWasFirst.
    """
    stand_still(correction.application)
    move(correction, Correction.State.WITHDRAWN, closed_by=by, closed_at=at)
    end_suspension(correction, at)
    record("correction_withdrawn", of=correction.application, by=by, at=at)
    notices.correction_withdrawn(correction, at=at)


@deed
def check_correction(*, correction: Correction, by: User, at: datetime) -> None:
    """Say that what came back was read: it waits for nobody any more. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    move(correction, Correction.State.CHECKED, checked_by=by, checked_at=at)
    record("correction_checked", of=correction.application, by=by, at=at)


@deed
def remind_to_complete(*, correction: Correction, at: datetime) -> bool:
    """Write once more to the association, before the day; whether this was the first time."""
    same = Correction.objects.open().filter(pk=correction.pk, reminded_at=None)
    if not same.update(reminded_at=at):
        return False
    record("correction_reminded", of=correction.application, by=None, at=at)
    notices.correction_reminded(correction, at=at)
    return True


def stand_still(application: Application) -> None:
    """Take an application as it is stored, while nobody publishes its wave. Raises NothingToComplete."""
    lock_objects(application.wave)  # a publication of the same instant has the wave first, or waits for us
    application.wave.refresh_from_db(fields=["state"])
    application.refresh_from_db(fields=["state", "version", "answers", "requested", "minimum", "suspended_days"])
    require(application.is_live and not application.wave.is_published, NothingToComplete)


def write_answers(application: Application, given: dict[str, Any]) -> None:
    """Put new answers in the place of the old ones. What they hide leaves; what the form never asked stays."""
    layout = layout_for(application)
    answers = what_is_read(application) | given
    if given.get("budget") is not None:
        answers["size"] = size_of(given["budget"])
    kept = layout.kept(answers)
    answers = {name: kept.get(name) if name in layout.by_name else one for name, one in answers.items()}
    quantities = {name: answers.pop(name) or 0 for name in QUANTITIES}
    require(quantities["minimum"] <= quantities["requested"], AnswersDisagree)
    application.save_version(
        application.version,
        answers={name: one for name, one in answers.items() if one is not None},
        declared=declared_by(application.association),
        **quantities,
    )
    reassess(application)


def days_of_suspension(application: Application, due_on: date, at: datetime) -> int:
    """For how long a list stops the clock of silence: not at all where there is none, or where it has run out."""
    ends, today = silence_decides_on(application), day_of(at)
    return (due_on - today).days if ends is not None and today <= ends else 0


def end_suspension(correction: Correction, at: datetime) -> None:
    """Give back the days that the association did not need."""
    unused = min(correction.suspends, max(0, (correction.due_on - day_of(at)).days))
    Application.objects.filter(pk=correction.application_id).update(suspended_days=F("suspended_days") - unused)
    Correction.objects.filter(pk=correction.pk).update(suspends=F("suspends") - unused)
