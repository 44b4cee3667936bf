"""Reads of papers, one per page."""

from dataclasses import dataclass

from django.db.models import QuerySet

from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.applications.papers.asked import FORM, OTHER, AskedPaper, AskedPapers, usual_papers
from rebond.applications.papers.models import Paper, PaperList
from rebond.programmes.models import Wave


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
