"""Sending what waits in the outbox: each mail at least once, with the same Message-ID."""

import random
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db.models import F

from rebond.documents.files import FileDamaged, read_document
from rebond.mail.models import Mail

ATTEMPTS = 10
LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)


def deliver_next(*, at: datetime) -> Mail | None:
    """Take the mail that has waited longest and try to send it; None when no mail is due.

    A refusal postpones it, for longer each time; after ten it is dead, and a person decides. Run it outside any
    transaction: the claim must be seen by other senders before the mail leaves.
    """
    mail = claim_next(at)
    if mail is None:
        return None
    try:
        message_of(mail).send()
    except (OSError, ValueError, FileDamaged) as error:
        # SMTP and network errors; an address or header that cannot be written; an attachment that cannot be read
        conclude(mail, **after_refusal(mail, error, at))
    else:
        conclude(mail, state=Mail.State.SENT, sent_at=at, last_error="")
    return mail


def claim_next(at: datetime) -> Mail | None:
    """Lease the first due mail that no other sender takes at the same instant."""
    for mail in Mail.objects.due(at)[:20]:
        same_attempt = Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING, attempts=mail.attempts)
        if same_attempt.filter(due_at=mail.due_at).update(due_at=at + LEASE, attempts=F("attempts") + 1):
            mail.attempts += 1
            return mail
    return None


def conclude(mail: Mail, **changes) -> None:
    """Write how the attempt ended, unless the lease ran out and another sender has begun the next one."""
    if Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING, attempts=mail.attempts).update(**changes):
        for name, value in changes.items():
            setattr(mail, name, value)


def after_refusal(mail: Mail, error: Exception, at: datetime) -> dict:
    """What becomes of a mail that was refused: a later attempt, or a person's decision."""
    changes = {"last_error": f"{type(error).__name__}: {error}"[:500]}
    if mail.attempts >= ATTEMPTS:
        return changes | {"state": Mail.State.DEAD}
    return changes | {"due_at": at + wait_after(mail.attempts)}


def wait_after(attempts: int) -> timedelta:
    """1 minute, then 2, 4, 8…, 6 hours at most, spread so that mails do not come back all at once."""
    wait = min(timedelta(minutes=2 ** (attempts - 1)), LONGEST_WAIT)
    return wait * random.uniform(0.8, 1.2)  # noqa: S311  only spreads the attempts


def message_of(mail: Mail) -> EmailMessage:
    """The mail as it leaves: plain text in UTF-8, from the house's address, not to be answered by machines.

    Raises FileDamaged, FileNotFoundError.
    """
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers)
    if mail.attachment is not None:
        message.attach(mail.attachment.name, read_document(mail.attachment), mail.attachment.content_type)
    return message
