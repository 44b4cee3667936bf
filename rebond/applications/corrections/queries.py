"""Reads of what was asked for and of what came back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from rebond.accounts.models import User
from rebond.applications.corrections.models import Correction, CorrectionItem
from rebond.applications.models import Application
from rebond.applications.papers.asked import AskedPapers
from rebond.applications.questionnaires.layout import KNOWN, Entry, Layout, is_blank
from rebond.applications.questionnaires.queries import layout_for
from rebond.applications.questions import answer_text
from rebond.programmes.models import Wave

REMINDED_BEFORE = timedelta(days=3)


@dataclass(frozen=True)
class Change:
    """One answer that is no longer what it was, in words."""

    label: str | Promise
    before: str
    after: str


def asked_for(files: QuerySet[Application], choice: str, today: date) -> QuerySet[Application]:
    """Applications whose list is "waiting" for the association, "overdue", or back "to-check"."""
    narrowed = {
        "waiting": Correction.objects.open(),
        "overdue": Correction.objects.overdue(today),
        "to-check": Correction.objects.filter(state=Correction.State.COMPLETED),
    }
    return files.filter(pk__in=narrowed[choice].values("application"))


def corrections_seen_by(user: User) -> QuerySet[Correction]:
    """The lists of the applications that the person sees."""
    seen = Correction.objects.filter(application__in=Application.objects.visible_to(user).values("pk"))
    return seen.select_related("application__association", "application__wave__programme__donor", "asked_by")


def corrections_of(application: Application) -> list[Correction]:
    """Every list that was sent about an application, the latest first, with its points."""
    return list(application.corrections.select_related("asked_by").prefetch_related("items").order_by("-asked_at"))


def to_remind(*, at: datetime) -> QuerySet[Correction]:
    """The open lists whose day is near, of applications that can still be completed, asked for since a day or more."""
    today = timezone.localtime(at).date()
    near = Correction.objects.open().filter(
        reminded_at=None, due_on__gte=today, due_on__lte=today + REMINDED_BEFORE, asked_at__lt=at - timedelta(days=1)
    )
    waiting = Application.objects.live().exclude(wave__state=Wave.State.PUBLISHED)
    return near.filter(application__in=waiting.values("pk")).select_related("application__association")


def open_correction(application: Application) -> Correction | None:
    """What the association has to complete now, if anything."""
    return application.corrections.open().first()


def entry_of(name: str, layout: Layout) -> Entry:
    """A question by name, as the form asks it; one that the form does not ask, in its usual words."""
    return layout.by_name.get(name) or Entry(name)


class Point(Protocol):
    """One thing that is asked for, as it is written or as it is kept."""

    question: str
    paper: str


def label_of(point: Point, layout: Layout, papers: AskedPapers) -> str:
    """The name of the question or of the paper; nothing where the point says in words what it is about."""
    if point.question:
        return str(entry_of(point.question, layout).label_shown)
    return str(papers.named(point.paper).label_shown) if point.paper else ""


def items_of(correction: Correction) -> list[CorrectionItem]:
    """The points of a list in order, with the files that came."""
    return list(correction.items.prefetch_related("papers__deposit__document"))


def changes(correction: Correction) -> list[Change]:
    """What the association changed between the list and its answer, question by question."""
    layout = layout_for(correction.application)
    return changed_answers(layout, correction.before, correction.after or {})


def changed_answers(layout: Layout, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The answers that differ, in the order of the form."""
    names = changed_names(before, after)
    entries = [entry_of(name, layout) for name in (layout.by_name | KNOWN) if name in names]
    return [
        Change(
            entry.label_shown,
            answer_text(entry.question, before.get(entry.name)),
            answer_text(entry.question, after.get(entry.name)),
        )
        for entry in entries
    ]


def changed_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The questions whose answers differ; no answer and an empty one are the same."""
    both: Iterable[str] = {*before, *after}
    return {
        name
        for name in both
        if before.get(name) != after.get(name) and not (is_blank(before.get(name)) and is_blank(after.get(name)))
    }
