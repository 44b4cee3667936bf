"""Who writes, and what each reader sees of a thread."""

from django.db.models import QuerySet

from rebond.accounts.models import User
from rebond.applications.access import may_apply_for
from rebond.applications.messages.models import Message
from rebond.applications.models import Application
from rebond.applications.reviews.access import reads_blind


def side_of(user: User, application: Application) -> str:
    """On whose behalf a person writes: whoever manages the association speaks for it."""
    return Message.Side.ASSOCIATION if user.manages(application.association) else Message.Side.CITY


def messages_seen_by(user: User, application: Application) -> QuerySet[Message]:
    """The whole thread for those who write in it; what was shared for other readers, once names are no secret."""
    thread = application.messages.select_related("author").prefetch_related("attachments__deposit__document")
    thread = thread.order_by("written_at", "pk")
    if may_apply_for(user, application.association):
        return thread
    return thread.none() if reads_blind(user, application.wave) else thread.filter(is_shared=True)
