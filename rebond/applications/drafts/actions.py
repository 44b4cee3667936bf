"""What people do with a draft: begin it, save it, send it, throw it away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rebond.accounts.models import User
from rebond.applications.actions.submitting import (
    AlreadyApplied,
    WaveTakesNoApplications,
    day_of,
    submit_application,
)
from rebond.applications.drafts.models import Draft, Engagement
from rebond.applications.eligibility import size_of
from rebond.applications.models import Application
from rebond.applications.papers.actions import forget_papers_of, hand_over_papers, pin_list
from rebond.applications.papers.asked import AskedPaper
from rebond.applications.papers.queries import missing_papers, papers_asked_in
from rebond.applications.questionnaires.layout import QUANTITIES, Entry
from rebond.applications.questionnaires.models import Questionnaire
from rebond.applications.questionnaires.queries import layout_of
from rebond.applications.questionnaires.written import as_data
from rebond.countries import LegalRoute, country
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.versions import EditedMeanwhile
from rebond.tenancy.scope import current_city


class DraftIncomplete(Exception):
    """Questions that must be answered are not: `missing` names them."""

    def __init__(self, missing: list[Entry]):
        super().__init__(", ".join(entry.name for entry in missing))
        self.missing = missing


class PapersMissing(Exception):
    """The wave takes no application without these papers: `missing` names them."""

    def __init__(self, missing: list[AskedPaper]):
        super().__init__(", ".join(paper.kind for paper in missing))
        self.missing = missing


class EngagementMissing(Exception):
    """The legal route needs the association's engagement, and nobody signed it."""


@dataclass(frozen=True)
class Consent:
    """Who of the association asked the city to type for it, and how (Draft.Consent)."""

    given_by: str
    how: str


@dataclass(frozen=True)
class Signature:
    """Who subscribes to which text for the association; `deemed_by` where the law deems it done."""

    text_version: str
    signatory: str
    role: str
    deemed_by: str = ""


@deed
def start_draft(
    *,
    wave: Wave,
    association: Association,
    told: Mapping[str, Any] | None = None,
    answers_of: Application | None = None,
    consent: Consent | None = None,
    by: User,
    at: datetime,
) -> Draft:
    """Begin the draft of an association for a wave, or come back to the one there is.

    It starts from what was `told` before, and from the answers of an earlier application (`answers_of`), which say
    more. With `consent` the city types, and the
    association's managers still see and may finish it.

    Raises WaveTakesNoApplications, AlreadyApplied.
    """
    refuse_late_or_second(wave, association, at)
    draft = Draft.objects.open().filter(wave=wave, association=association).first()
    if draft is None:
        pin_questions(wave)
        pin_list(wave)
        answers = dict(told or {}) | ({} if answers_of is None else reused(answers_of, wave))
        draft = Draft.objects.create(
            wave=wave, association=association, answers=answers, started_at=at, saved_by=by, saved_at=at
        )
        record("draft_started", of=draft, by=by, at=at, wave=wave.slug, reused=len(answers))
    if consent is not None:
        Draft.objects.filter(pk=draft.pk).update(
            channel=Draft.Channel.ASSISTED, consent_from=consent.given_by, consent_how=consent.how, consent_at=at
        )
        draft.refresh_from_db()
        record("draft_assisted", of=draft, by=by, at=at, how=consent.how)
    return draft


def pin_questions(wave: Wave) -> None:
    """Write down which questions the wave asks, so that they stay the same for everybody."""
    Questionnaire.objects.get_or_create(wave=wave, defaults={"data": as_data(layout_of(wave))})


def reused(application: Application, wave: Wave) -> dict[str, Any]:
    """The answers of an earlier application to the questions of this wave. The quantity is asked anew."""
    asked = {entry.name for entry in layout_of(wave).entries}
    return {name: answer for name, answer in application.answers.items() if name in asked and answer is not None}


@deed
def save_draft(*, draft: Draft, seen: int, answers: dict[str, Any], by: User, at: datetime) -> None:
    """Keep a screen's answers, and say so in the journal. Raises what `keep_answers` raises."""
    if changed := keep_answers(draft=draft, seen=seen, answers=answers, by=by, at=at):
        record("draft_saved", of=draft, by=by, at=at, answers=changed)


@deed
def keep_answers(*, draft: Draft, seen: int, answers: dict[str, Any], by: User, at: datetime) -> int:
    """Keep answers as far as they go, while somebody types; None takes one away. Returns how many changed.

    `seen` is the version that was on the screen. What somebody else saved since stays, unless it is the same answer.

    Raises WaveTakesNoApplications, AlreadyApplied, EditedMeanwhile.
    """
    lock_objects(draft)
    draft.refresh_from_db()
    refuse_late_or_sent(draft, at)
    changed = {name: value for name, value in answers.items() if draft.answers.get(name) != value}
    require(all(draft.changed_in.get(name, 0) <= seen for name in changed), EditedMeanwhile)
    if not changed:
        return 0
    version = draft.version + 1
    draft.save_version(
        draft.version,
        answers={name: value for name, value in (draft.answers | changed).items() if value is not None},
        changed_in=draft.changed_in | dict.fromkeys(changed, version),
        saved_by=by,
        saved_at=at,
    )
    return len(changed)


@deed
def send_draft(*, draft: Draft, seen: int, signature: Signature | None, by: User, at: datetime) -> Application:
    """Make the draft an application: exactly the version that was read again, without the answers nobody was asked.

    `signature` is needed where the legal route needs the engagement.

    Raises WaveTakesNoApplications, AlreadyApplied, EditedMeanwhile, DraftIncomplete, PapersMissing, EngagementMissing.
    """
    lock_objects(draft)
    draft.refresh_from_db()
    refuse_late_or_sent(draft, at)
    require(draft.version == seen, EditedMeanwhile)
    layout = layout_of(draft.wave)
    if missing := layout.missing(draft.answers):
        raise DraftIncomplete(missing)
    if papers := blocking_papers(draft):
        raise PapersMissing(papers)
    require(signature is not None or not needs_engagement(draft.wave), EngagementMissing)
    answers = layout.kept(draft.answers)
    application = submit_application(
        wave=draft.wave,
        association=draft.association,
        requested=answers["requested"],
        minimum=answers["minimum"],
        answers=answers_to_keep(answers, signed=signature is not None),
        channel=draft.channel,
        by=by,
        at=at,
    )
    if signature is not None:
        Engagement.objects.create(application=application, signed_at=at, **vars(signature))
    draft.save_version(seen, application=application, answers={}, changed_in={})
    hand_over_papers(draft, application)
    return application


def blocking_papers(draft: Draft) -> list[AskedPaper]:
    """The papers without which the wave lets no application leave."""
    return missing_papers(draft) if papers_asked_in(draft.wave).blocks else []


def answers_to_keep(answers: dict[str, Any], *, signed: bool) -> dict[str, Any]:
    """The answers of an application by question name; its size follows from the budget."""
    kept = {name: answer for name, answer in answers.items() if name not in QUANTITIES}
    if "budget" in kept:
        kept["size"] = size_of(kept["budget"])
    return kept | {"charter_signed": True} if signed else kept


@deed
def discard_draft(*, draft: Draft, by: User, at: datetime) -> None:
    """Throw a draft away with all its answers. Raises AlreadyApplied."""
    lock_objects(draft)
    draft.refresh_from_db()
    refuse_sent(draft)
    record("draft_discarded", of=draft, by=by, at=at)
    forget_papers_of(draft)
    Draft.objects.open().filter(pk=draft.pk).delete()


def needs_engagement(wave: Wave) -> bool:
    """Whether the legal route of the programme asks the association to subscribe to the engagement."""
    return law_of(wave).is_subsidy_in_kind


def law_of(wave: Wave) -> LegalRoute:
    """What the law says of the way the machines take."""
    return country(current_city().country).LEGAL_ROUTES[wave.programme.legal_route]


def refuse_late_or_sent(draft: Draft, at: datetime) -> None:
    refuse_sent(draft)
    refuse_late_or_second(draft.wave, draft.association, at)


def refuse_sent(draft: Draft) -> None:
    if draft.application is not None:
        raise AlreadyApplied(draft.application)


def refuse_late_or_second(wave: Wave, association: Association, at: datetime) -> None:
    require(wave.takes_applications(day_of(at)), WaveTakesNoApplications)
    existing = Application.objects.live().filter(wave=wave, association=association).first()
    if existing is not None:
        raise AlreadyApplied(existing)
