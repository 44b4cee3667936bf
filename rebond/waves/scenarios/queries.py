"""Reads of scenarios."""

from django.db.models import Exists, OuterRef, QuerySet

from rebond.programmes.models import Wave
from rebond.waves.models import Proposal
from rebond.waves.scenarios.models import Scenario


def scenarios() -> QuerySet[Scenario]:
    """The city's scenarios with their quotas, each with whether it was ever proposed (`was_proposed`)."""
    proposed = Exists(Proposal.objects.filter(scenario=OuterRef("pk")))
    rows = Scenario.objects.select_related("wave__programme", "saved_by").prefetch_related("quotas")
    return rows.annotate(was_proposed=proposed)


def scenarios_of(wave: Wave) -> list[Scenario]:
    """What was saved for a wave, the oldest first."""
    return list(scenarios().filter(wave=wave))
