"""An application looked at: what the rules find and how many points its answers give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Sum

from rebond.applications.eligibility import Candidate, EarlierFile, Reason, Terms, findings_of, state_after
from rebond.applications.models import Application, Finding, Score
from rebond.countries import country
from rebond.programmes.models import Criterion, Wave
from rebond.programmes.points import Mark, mark
from rebond.tenancy.scope import current_city


@dataclass(frozen=True)
class Assessment:
    """Findings, and one mark per computed criterion in the order of the criteria."""

    reasons: tuple[Reason, ...]
    marks: tuple[Mark, ...]

    @property
    def state(self) -> str:
        return state_after(self.reasons)

    @property
    def points(self) -> int:
        return sum(mark.points for mark in self.marks)


def terms_of(wave: Wave) -> Terms:
    """What a wave and its programme ask of an application."""
    law = country(current_city().country)
    return Terms(
        cap=wave.cap,
        small_only=wave.is_for_small_ones,
        legal_route=wave.programme.legal_route,
        admitted_forms=law.COOPERATIVES if wave.bodies == Wave.Bodies.COOPERATIVES else (),
        city_only=wave.territory == Wave.Territory.CITY,
        minimum_age=wave.minimum_age,
        closes_on=wave.closes_on,
    )


def assess(
    candidate: Candidate, terms: Terms, earlier: Iterable[EarlierFile], criteria: Sequence[Criterion]
) -> Assessment:
    """Apply the rules of eligibility and the points of the criteria. Writes nothing."""
    return Assessment(
        reasons=tuple(findings_of(candidate, terms, earlier)),
        marks=tuple(mark(criterion.answers.all(), candidate.answers) for criterion in computed(criteria)),
    )


def computed(criteria: Sequence[Criterion]) -> list[Criterion]:
    """The criteria whose points follow from the answers; readers give those of the others."""
    return [criterion for criterion in criteria if not criterion.is_read]


def points_read(application: Application) -> int:
    """The points that readers gave, once settled."""
    read = application.scores.filter(criterion__given_by=Criterion.GivenBy.READERS)
    return read.aggregate(points=Sum("points"))["points"] or 0


def keep_assessment(application: Application, assessment: Assessment, criteria: Sequence[Criterion]) -> dict:
    """Store findings and marks in place of earlier ones, and return what they change: points, and the state.

    An officer's decision stands as long as the findings that it answered are the same; else the rules decide anew.
    """
    codes = {reason.code for reason in assessment.reasons}
    same_findings = codes == set(application.findings.values_list("code", flat=True))
    application.findings.all().delete()
    application.scores.filter(criterion__given_by=Criterion.GivenBy.ANSWERS).delete()
    store_findings_and_scores([(application, assessment)], criteria)
    points = assessment.points + points_read(application)
    if application.override_reason and same_findings:
        return {"points": points}
    return {"points": points, "state": assessment.state, "override_reason": ""}


def store_findings_and_scores(
    assessed: Iterable[tuple[Application, Assessment]], criteria: Sequence[Criterion]
) -> None:
    """Write what was found in applications that have no findings and no scores yet."""
    pairs = list(assessed)
    Finding.objects.bulk_create(
        Finding(application=application, code=reason.code, weight=reason.weight, facts=dict(reason.facts))
        for application, assessment in pairs
        for reason in assessment.reasons
    )
    Score.objects.bulk_create(
        Score(
            application=application,
            criterion=criterion,
            points=mark.points,
            answer=mark.answer,
            question=mark.question,
            given=mark.given,
        )
        for application, assessment in pairs
        for criterion, mark in zip(computed(criteria), assessment.marks, strict=True)
    )
