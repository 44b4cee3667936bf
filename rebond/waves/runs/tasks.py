"""Simulations, in the background."""

from contextlib import suppress

from django.utils.translation import gettext_noop

from rebond.jobs import background
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.waves.runs import actions
from rebond.waves.runs.models import SimulationRun


@background(title=gettext_noop("Simuler les vagues"))
def simulate_waves(*, run: str) -> None:
    asked = SimulationRun.objects.get(pk=run)
    with suppress(actions.NotUnderWay, SomebodyElseWasFirst):
        report = actions.compute_report(run=asked)
        actions.keep_report(run=asked, report=report, at=now())
