"""Planning an e-mail, and sending one again that could not be delivered."""

from datetime import datetime

from django.db.models import Model

from rebond.documents.models import Document
from rebond.journal.actions import record
from rebond.mail.models import Mail
from rebond.safeguards.deeds import deed
from rebond.safeguards.states import move


def plan_mail(
    *, to: str, subject: str, body: str, about: Model, at: datetime, attachment: Document | None = None
) -> Mail:
    """Write an e-mail into the outbox, in the caller's transaction: it leaves soon after the commit, or never was.

    `about` is what the e-mail speaks of, `attachment` a stored file that goes with it. A subject has one line.
    """
    return Mail.objects.create(
        to=to,
        subject=" ".join(subject.splitlines()),
        body=body,
        attachment=attachment,
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        planned_at=at,
        due_at=at,
    )


@deed
def resend_mail(*, mail: Mail, by: Model, at: datetime) -> None:
    """Give an e-mail that could not be delivered a new series of attempts, from now.

    Raises MoveNotAllowed, SomebodyElseWasFirst.
    """
    move(mail, Mail.State.WAITING, due_at=at, attempts=0)
    record("mail_resent", of=mail, by=by, at=at)
