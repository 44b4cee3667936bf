"""Writing, recording what was said elsewhere, answering, sharing with the committee."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile

from rebond.accounts.models import User
from rebond.applications.messages import notices
from rebond.applications.messages.access import side_of
from rebond.applications.messages.models import Attachment, Message, ReadMark
from rebond.applications.models import Application
from rebond.documents.deposits.intake import take_in
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects


class SomethingCameMeanwhile(Exception):
    """The thread has other messages than those that the writer had before their eyes."""


@deed
def write_message(
    *, application: Application, text: str, papers: Sequence[UploadedFile], seen: int, by: User, at: datetime
) -> Message:
    """Write to the other side, which is told by mail that a message is there, and not what it says.

    `seen` is how many messages the writer saw: two officers do not answer the same one without knowing of each other.
    The city's message answers whatever the association had said before. The city is written to once, and not again for
    each message that still waits; of a letter that waits it was never told by mail.

    Raises SomethingCameMeanwhile, Refused.
    """
    refuse_unseen(application, seen)
    side, waiting = side_of(by, application), application.messages.unanswered()
    waited = waiting.filter(channel=Message.Channel.HERE).exists()
    message = Message.objects.create(application=application, side=side, author=by, text=text, written_at=at)
    for paper in papers:
        deposit = take_in(name=paper.name or "", content=paper.read(), by=by, at=at)
        Attachment.objects.create(message=message, deposit=deposit)
    record("message_written", of=application, by=by, at=at, side=side, papers=len(papers))
    if side == Message.Side.CITY:
        application.messages.unanswered().update(answered_at=at)
        notices.message_to_association(message, at=at)
    elif not waited:
        notices.message_to_city(message, at=at)
    mark_read(application=application, by=by, at=at)
    return message


@deed
def record_exchange(
    *, application: Application, side: str, channel: str, happened_on: date, text: str, by: User, at: datetime
) -> Message:
    """Keep what was said by telephone, by letter or on the spot. Nobody is written to; a letter waits for an answer.

    What the city said answers whatever the association had said until that day, and nothing that came later.
    """
    waits = side == Message.Side.ASSOCIATION and channel == Message.Channel.LETTER
    message = Message.objects.create(
        application=application,
        side=side,
        channel=channel,
        author=by,
        text=text,
        happened_on=happened_on,
        written_at=at,
        answered_at=at if side == Message.Side.ASSOCIATION and not waits else None,
    )
    record("exchange_recorded", of=application, by=by, at=at, side=side, channel=channel)
    if side == Message.Side.CITY:
        application.messages.unanswered().until(happened_on).update(answered_at=at)
    return message


@deed
def need_no_answer(*, application: Application, seen: int, by: User, at: datetime) -> int:
    """Say that what the association wrote needs no answer: it waits for nobody any more. Returns how many waited.

    `seen` is how many messages the officer saw. Raises SomethingCameMeanwhile.
    """
    refuse_unseen(application, seen)
    waited = application.messages.unanswered().update(answered_at=at)
    record("messages_need_no_answer", of=application, by=by, at=at, messages=waited)
    return waited


@deed
def share_message(*, message: Message, by: User, at: datetime) -> None:
    """Let the committee read a message, with its files."""
    Message.objects.filter(pk=message.pk).update(is_shared=True)
    record("message_shared", of=message.application, by=by, at=at, message=str(message.pk))


@deed
def unshare_message(*, message: Message, by: User, at: datetime) -> None:
    """Keep a message between the association and the officers again."""
    Message.objects.filter(pk=message.pk).update(is_shared=False)
    record("message_unshared", of=message.application, by=by, at=at, message=str(message.pk))


@deed
def mark_read(*, application: Application, by: User, at: datetime) -> None:
    """The person has the whole thread before their eyes. Nothing for the journal: it concerns nobody else."""
    ReadMark.objects.update_or_create(application=application, person=by, defaults={"read_at": at})


def refuse_unseen(application: Application, seen: int) -> None:
    lock_objects(application)
    require(application.messages.count() == seen, SomethingCameMeanwhile)
