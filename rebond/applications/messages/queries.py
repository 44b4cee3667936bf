"""Reads of messages: what is new for a person, what waits for an answer."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.messages.models import Message, ReadMark
from rebond.applications.models import Application
from rebond.applications.queries import applications_shown
from rebond.spreadsheets import Value

SORTS = {
    "": ("written_at", "pk"),
    "latest": ("-written_at", "pk"),
    "name": ("application__association__search_text", "written_at"),
}
SHOWN = 200


def unread_by(user: User, side: str, applications: Iterable[Application]) -> dict[UUID, int]:
    """How many messages of the other side the person has not read, for each of these applications that has any."""
    mark = ReadMark.objects.filter(person=user, application=OuterRef("application")).values("read_at")[:1]
    theirs = Message.objects.filter(application__in=[one.pk for one in applications]).exclude(side=side)
    unread = theirs.exclude(author=user).annotate(mark=Subquery(mark))
    unread = unread.filter(Q(mark=None) | Q(written_at__gt=F("mark")))
    return dict(unread.order_by().values("application").annotate(n=Count("pk")).values_list("application", "n"))


def to_answer(user: User, chosen: dict[str, str], today: date) -> QuerySet[Message]:
    """The messages that no officer has answered, of the files that this one sees, the oldest first."""
    files = applications_shown(user, {name: chosen.get(name, "") for name in ("q", "wave")})
    found = Message.objects.unanswered().filter(application__in=files.order_by().values("pk"))
    if days := chosen.get("age"):
        before = datetime.combine(today - timedelta(days=int(days)), datetime.min.time())
        found = found.filter(written_at__lt=timezone.make_aware(before))
    found = found.select_related("application__association", "application__wave", "author")
    return found.order_by(*SORTS[chosen.get("sort", "")])


def extract_of(message: Message) -> str:
    """The first words of a message, on one line."""
    words = " ".join(message.text.split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def header() -> list[str]:
    return [_("Référence"), _("Association"), _("Vague"), _("Écrit par"), _("Par"), _("Reçu le"), _("Message")]


def exported(messages: QuerySet[Message]) -> Iterator[list[Value]]:
    """The list as a file, row by row."""
    for one in messages.iterator(chunk_size=500):
        application = one.application
        yield [
            application.reference,
            application.association.name,
            application.wave.name,
            str(one.author),
            one.get_channel_display(),
            timezone.localtime(one.written_at),
            extract_of(one),
        ]
