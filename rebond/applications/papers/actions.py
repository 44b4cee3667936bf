"""What people do with papers: settle which ones, send, take back, accept, refuse."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.applications.actions.submitting import day_of
from rebond.applications.corrections.models import CorrectionItem
from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.applications.papers import notices
from rebond.applications.papers.access import takes_papers
from rebond.applications.papers.asked import AskedPaper, as_data
from rebond.applications.papers.models import Paper, PaperList
from rebond.applications.papers.queries import papers_asked_in, papers_in, reusable_papers
from rebond.documents.deposits.actions import forget_deposit
from rebond.documents.deposits.intake import take_in
from rebond.journal.actions import record
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.safeguards.versions import EditedMeanwhile

MOST_PAPERS = 40


class PapersAreSettled(Exception):
    """The draft was sent, or the wave takes nothing any more."""


class TooManyPapers(Exception):
    """The file holds as many papers as it may."""


class CallIsOpen(Exception):
    """What a wave asks for is settled once its call has opened."""


class PaperIsNotRead(Exception):
    """Nobody decides on a paper that does not open."""


@deed
def settle_list(*, wave: Wave, papers: list[AskedPaper], blocks: bool, seen: int, by: User, at: datetime) -> PaperList:
    """Say which papers a wave asks for. `seen` is 0 where there was no list yet. Raises CallIsOpen, EditedMeanwhile."""
    lock_objects(wave)
    wave.refresh_from_db(fields=["state"])
    require(wave.is_draft, CallIsOpen)
    stored = PaperList.objects.filter(wave=wave).first()
    if stored is None:
        require(seen == 0, EditedMeanwhile)
        stored = PaperList.objects.create(wave=wave, data=as_data(papers), blocks=blocks)
    else:
        stored.save_version(seen, data=as_data(papers), blocks=blocks)
    record("papers_settled", of=wave, by=by, at=at, asked=len(papers), blocks=blocks)
    return stored


def pin_list(wave: Wave) -> None:
    """Write down which papers the wave asks for, so that they stay the same for everybody."""
    asked = papers_asked_in(wave)
    PaperList.objects.get_or_create(wave=wave, defaults={"data": as_data(asked), "blocks": asked.blocks})


@deed
def send_paper(
    *,
    file: Draft | Application,
    kind: str,
    name: str,
    content: bytes,
    item: CorrectionItem | None = None,
    by: User,
    at: datetime,
) -> Paper:
    """Add a paper to a draft or an application. It takes the place of those of its kind that are wanting, and answers
    the point that asked for it: `item`, or that of one whose place it takes.

    Raises PapersAreSettled, TooManyPapers, Refused (documents.inspection).
    """
    lock_objects(file)
    file.refresh_from_db()
    refuse_late(file, at)
    there = list(papers_in(file))
    require(len(there) < MOST_PAPERS, TooManyPapers)
    wanting = [one for one in there if one.kind == kind and one.is_wanting]
    owner = {"draft": file} if isinstance(file, Draft) else {"application": file}
    deposit = take_in(name=name, content=content, by=by, at=at)
    item = item or next((one.item for one in wanting if one.item is not None), None)
    paper = Paper.objects.create(**owner, kind=kind, item=item, deposit=deposit, sent_by=by, sent_at=at)
    record("paper_sent", of=paper, by=by, at=at, kind=kind, replaces=len(wanting))
    for one in wanting:
        if isinstance(file, Draft):
            forget_paper(one)
        else:
            Paper.objects.filter(pk=one.pk).update(replaced_by=paper)
    return paper


def refuse_late(file: Draft | Application, at: datetime) -> None:
    if isinstance(file, Draft):
        require(file.application_id is None and file.wave.takes_applications(day_of(at)), PapersAreSettled)
    else:
        require(takes_papers(file), PapersAreSettled)


@deed
def reuse_papers(*, draft: Draft, by: User, at: datetime) -> int:
    """Take again the papers of last time that are asked again. Officers look at them anew. Raises PapersAreSettled."""
    lock_objects(draft)
    draft.refresh_from_db()
    refuse_late(draft, at)
    again = reusable_papers(draft)
    for one in again:
        Paper.objects.create(draft=draft, kind=one.kind, deposit=one.deposit, sent_by=by, sent_at=at)
    record("papers_reused", of=draft, by=by, at=at, papers=len(again))
    return len(again)


@deed
def take_back_paper(*, paper: Paper, by: User, at: datetime) -> None:
    """Take a paper out of a draft, for good. Raises PapersAreSettled."""
    if paper.draft is not None:
        lock_objects(paper.draft)  # a sending of the same instant has the draft first, or waits for us
    require(Paper.objects.filter(pk=paper.pk, application=None).exists(), PapersAreSettled)
    record("paper_taken_back", of=paper, by=by, at=at, kind=paper.kind)
    forget_paper(paper)


def forget_paper(paper: Paper) -> None:
    """Delete a paper of a draft, and its file where no other paper holds it."""
    deposit = paper.deposit
    paper.delete()
    if not deposit.papers.exists():
        forget_deposit(deposit=deposit)


def forget_papers_of(draft: Draft) -> None:
    """A draft that is thrown away takes its papers with it."""
    for paper in papers_in(draft):
        forget_paper(paper)


def hand_over_papers(draft: Draft, application: Application) -> None:
    """A draft that is sent gives its papers to its application."""
    Paper.objects.filter(draft=draft).update(draft=None, application=application)


@deed
def accept_paper(*, paper: Paper, by: User, at: datetime) -> None:
    """Say that a paper is the right one.

    Raises PaperIsNotRead, PapersAreSettled, MoveNotAllowed, SomebodyElseWasFirst.
    """
    refuse_unread(paper)
    move(paper, Paper.State.ACCEPTED, reason="", decided_by=by, decided_at=at)
    record("paper_accepted", of=paper, by=by, at=at, kind=paper.kind)


@deed
def refuse_paper(*, paper: Paper, reason: str, by: User, at: datetime) -> None:
    """Say why a paper is not the right one; the association reads it, and hears by mail.

    Raises PaperIsNotRead, PapersAreSettled, MoveNotAllowed, SomebodyElseWasFirst.
    """
    refuse_unread(paper)
    move(paper, Paper.State.REFUSED, reason=reason, decided_by=by, decided_at=at)
    record("paper_refused", of=paper, by=by, at=at, kind=paper.kind)
    notices.paper_refused(paper, at=at)


def refuse_unread(paper: Paper) -> None:
    require(paper.application is not None and takes_papers(paper.application), PapersAreSettled)
    require(paper.replaced_by_id is None and paper.opens, PaperIsNotRead)


def wave_copied(sender: type[Wave], *, source: Wave, copy: Wave, **others: object) -> None:
    """A wave that is copied takes its list of papers along, where somebody settled one."""
    for settled in PaperList.objects.filter(wave=source):
        PaperList.objects.create(wave=copy, data=settled.data, blocks=settled.blocks)
