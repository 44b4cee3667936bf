"""What was decided on each application of a published wave, and for which reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.applications.models import Application, Finding
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


def decisions_of(proposal: Proposal) -> list[Decision]:
    """Every answer of a published wave by reference: the allocations, then who could not take part.

    Whoever was eligible and receives nothing waits for machines that may come free, unless the committee decided so
    against the rule: that is a refusal, with its reason. A file on which nobody decided has no answer yet.
    """
    with override("fr"):
        found = [*allocated(proposal), *not_eligible(proposal)]
    return sorted(found, key=lambda one: one.application.reference)


def allocated(proposal: Proposal) -> Iterator[Decision]:
    rows = proposal.allocations.select_related("application__association", "application__wave__programme__donor")
    for allocation in rows.order_by("application__reference"):
        reasons = tuple(text for text in (change_of(allocation), reason_of(allocation)) if text)
        yield Decision(allocation.application, kind_of(allocation), allocation.units, reasons)


def kind_of(allocation: Allocation) -> str:
    if allocation.units:
        return DecisionLetter.Kind.GRANTED
    return DecisionLetter.Kind.REFUSED if allocation.is_changed else DecisionLetter.Kind.WAITING


def not_eligible(proposal: Proposal) -> Iterator[Decision]:
    rows = Application.objects.filter(wave=proposal.wave_id, state=Application.State.INELIGIBLE)
    for application in rows.select_related("association", "wave__programme__donor").prefetch_related("findings"):
        yield Decision(application, DecisionLetter.Kind.REFUSED, 0, refusals(application))


def refusals(application: Application) -> tuple[str, ...]:
    """The officer's reason where there is one, else what the rules of eligibility found."""
    if application.override_reason:
        return (application.override_reason,)
    found = [each.message for each in application.findings.all() if each.weight == Finding.Weight.REFUSES]
    return tuple(found) or (_("La candidature ne remplit pas les conditions de la vague."),)


def undecided_in(proposal: Proposal) -> int:
    """The live files of the wave that nobody decided on: they have no letter."""
    return Application.objects.filter(wave=proposal.wave_id, state__in=UNDECIDED).count()
