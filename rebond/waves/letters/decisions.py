"""What was decided on each application of a published wave, and for which reasons."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.applications.models import Application, Finding
from rebond.programmes.models import Wave
from rebond.waves.letters.models import DecisionLetter
from rebond.waves.models import Allocation, Proposal
from rebond.waves.notices import change_of, reason_of

UNDECIDED = (Application.State.SUBMITTED, Application.State.TO_CHECK)


@dataclass(frozen=True)
class Decision:
    """The answer to one application, with its reasons as sentences, in French."""

    application: Application
    kind: str
    units: int
    reasons: tuple[str, ...]


def decisions_of(proposal: Proposal, applications: Collection[UUID] | None = None) -> list[Decision]:
    """Every answer of a published wave by reference, or those to these applications.

    Whoever was eligible and receives nothing waits for machines that may come free, unless the committee decided so
    against the rule: that is a refusal, with its reason.
    """
    chosen = Application.objects.filter(wave=proposal.wave_id)
    if applications is not None:
        chosen = chosen.filter(pk__in=applications)
    with override("fr"):
        found = [*allocated(proposal, chosen), *not_eligible(proposal, chosen)]
    return sorted(found, key=lambda one: one.application.reference)


def allocated(proposal: Proposal, chosen: QuerySet[Application]) -> Iterator[Decision]:
    rows = proposal.allocations.filter(application__in=chosen).select_related(
        "application__association", "application__wave__programme__donor"
    )
    for allocation in rows.order_by("application__reference"):
        reasons = tuple(text for text in (change_of(allocation), reason_of(allocation)) if text)
        yield Decision(allocation.application, kind_of(allocation), allocation.units, reasons)


def kind_of(allocation: Allocation) -> str:
    if allocation.units:
        return DecisionLetter.Kind.GRANTED
    return DecisionLetter.Kind.REFUSED if allocation.is_changed else DecisionLetter.Kind.WAITING


def not_eligible(proposal: Proposal, chosen: QuerySet[Application]) -> Iterator[Decision]:
    rows = chosen.filter(state=Application.State.INELIGIBLE).exclude(allocations__proposal=proposal)
    for application in rows.select_related("association", "wave__programme__donor").prefetch_related("findings"):
        yield Decision(application, DecisionLetter.Kind.REFUSED, 0, refusals(application))


def refusals(application: Application) -> tuple[str, ...]:
    """The officer's reason where there is one, else what the rules of eligibility found."""
    if application.override_reason:
        return (application.override_reason,)
    found = [each.message for each in application.findings.all() if each.weight == Finding.Weight.REFUSES]
    return tuple(found) or (_("La candidature ne remplit pas les conditions de la vague."),)


def undecided_in(wave: Wave) -> QuerySet[Application]:
    """The live files of the wave that nobody decided on: they would have no answer, so that the publication waits."""
    return Application.objects.filter(wave=wave, state__in=UNDECIDED).order_by("reference")
