"""Reads of papers, one per page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.applications.papers.asked import FORM, OTHER, AskedPaper, AskedPapers, usual_papers
from rebond.applications.papers.models import Paper, PaperList
from rebond.applications.queries import applications_shown
from rebond.documents.deposits.models import Deposit
from rebond.programmes.models import Wave
from rebond.spreadsheets import Value


@dataclass(frozen=True)
class Row:
    """One kind of paper as a page shows it: what is asked, and what was sent, replaced papers aside."""

    asked: AskedPaper
    papers: list[Paper]

    @property
    def is_missing(self) -> bool:
        """It is needed, and nothing was sent that may still count."""
        return self.asked.is_needed and all(one.is_wanting for one in self.papers)


def papers_asked_in(wave: Wave) -> AskedPapers:
    """The list of a wave: its own, or the usual one of its legal route."""
    stored = PaperList.objects.filter(wave=wave).first()
    return stored.asked if stored is not None else usual_papers(wave.programme.legal_route)


def papers_in(file: Draft | Application) -> QuerySet[Paper]:
    """The papers of a draft or an application that no later one replaced, the oldest first."""
    live = Paper.objects.live().select_related("deposit__document", "sent_by", "decided_by")
    return live.filter(draft=file) if isinstance(file, Draft) else live.filter(application=file)


def rows_of(file: Draft | Application) -> list[Row]:
    """What is asked in its order, then what else was sent; two queries."""
    asked, sent = papers_asked_in(file.wave), list(papers_in(file))
    listed = [one.kind for one in asked]
    typed = [FORM] if isinstance(file, Draft) and file.channel == Draft.Channel.ASSISTED else []
    beside = [kind for kind in dict.fromkeys([*(one.kind for one in sent), *typed, OTHER]) if kind not in listed]
    return [Row(asked.named(kind), [one for one in sent if one.kind == kind]) for kind in [*listed, *beside]]


def scans_of(draft: Draft) -> list[Paper]:
    """The paper form as it came back, to type from; none where nobody asked the city to type."""
    return list(papers_in(draft).filter(kind=FORM)) if draft.channel == Draft.Channel.ASSISTED else []


def missing_papers(file: Draft | Application) -> list[AskedPaper]:
    """The papers that are needed and that never came, were refused, or do not open."""
    return [row.asked for row in rows_of(file) if row.is_missing]


def reusable_papers(draft: Draft) -> list[Paper]:
    """The papers of the association's last application that had any, which are asked again and not yet in the draft."""
    earlier = Paper.objects.live().filter(application__association=draft.association, deposit__state="clean")
    latest = earlier.exclude(state=Paper.State.REFUSED).order_by("-application__submitted_at", "-sent_at").first()
    if latest is None:
        return []
    there = set(papers_in(draft).values_list("kind", flat=True))
    # A paper of the city's own means something else in another wave.
    wanted = {one.kind for one in papers_asked_in(draft.wave) if not one.label} - there
    last_time = earlier.exclude(state=Paper.State.REFUSED).filter(application=latest.application_id, kind__in=wanted)
    return list(last_time.select_related("deposit"))


# --- the papers that wait for an officer ---

SORTS = {
    "": ("sent_at", "pk"),
    "latest": ("-sent_at", "pk"),
    "name": ("application__association__search_text", "sent_at"),
}


def to_look_at(user: User, chosen: Mapping[str, str]) -> QuerySet[Paper]:
    """The papers that open and of which nothing was decided, of live files that this officer sees, the oldest first."""
    files = applications_shown(user, {name: chosen.get(name, "") for name in ("q", "wave")})
    files = files.live().exclude(wave__state=Wave.State.PUBLISHED)
    found = Paper.objects.live().filter(state=Paper.State.SENT, deposit__state=Deposit.State.CLEAN)
    found = found.filter(application__in=files.order_by().values("pk"))
    if kind := chosen.get("kind"):
        found = found.filter(kind=kind)
    found = found.select_related(
        "application__association", "application__wave__programme", "deposit__document", "sent_by"
    )
    return found.order_by(*SORTS[chosen.get("sort", "")])


def labelled(papers: Iterable[Paper]) -> Iterator[tuple[Paper, str]]:
    """Papers with their names, each wave's list read once."""
    lists: dict[UUID, AskedPapers] = {}
    for one in papers:
        wave = one.application.wave
        asked = lists.get(wave.pk) or lists.setdefault(wave.pk, papers_asked_in(wave))
        yield one, str(asked.named(one.kind).label_shown)


def header() -> list[str]:
    return [_("Référence"), _("Association"), _("Vague"), _("Pièce"), _("Fichier"), _("Envoyée par"), _("Envoyée le")]


def exported(papers: QuerySet[Paper]) -> Iterator[list[Value]]:
    """The list as a file, row by row."""
    for one, label in labelled(papers.iterator(chunk_size=500)):
        application = one.application
        yield [
            application.reference,
            application.association.name,
            application.wave.name,
            label,
            one.deposit.document.name,
            str(one.sent_by),
            timezone.localtime(one.sent_at),
        ]
