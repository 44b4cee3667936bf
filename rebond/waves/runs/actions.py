"""What people and workers do with a simulation: ask for it, compute it, keep its report, cancel it."""

from collections.abc import Sequence
from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.programmes.models import Programme
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.states import MoveNotAllowed, move
from rebond.waves.runs.models import SimulationRun
from rebond.waves.simulation import Policy, Report, Scenario, read_policy, simulate

STEPS = 50  # how often a run says how far it is


class NotUnderWay(Exception):
    """The run was cancelled, or another worker has finished it."""


@deed
def ask_simulation(
    *,
    programme: Programme,
    scenario: Scenario,
    policies: Sequence[Policy],
    replications: int,
    seed: int,
    by: User,
    at: datetime,
) -> SimulationRun:
    """Keep a question for the simulator. Nothing of the programme or its waves changes, now or later."""
    run = SimulationRun.objects.create(
        programme=programme,
        scenario=scenario.as_dict(),
        policies=[policy.code for policy in policies],
        replications=replications,
        seed=seed,
        asked_by=by,
        asked_at=at,
    )
    record("simulation_asked", of=run, by=by, at=at, policies=len(policies), replications=replications, seed=seed)
    return run


def compute_report(*, run: SimulationRun) -> Report:
    """Play the policies of a run, telling it how far the work is.

    Done again after its worker died, it gives the same report. Raises NotUnderWay when there is nothing left to do, or
    as soon as somebody cancels.
    """
    begin(run)
    step = max(1, run.replications // STEPS)

    def tell(done: int) -> None:
        if done % step == 0:
            tell_progress(run, done)

    scenario = run.expectation
    policies = [read_policy(code, scenario) for code in run.policies]
    return simulate(scenario, policies, replications=run.replications, seed=run.seed, tell=tell)


@deed
def begin(run: SimulationRun) -> None:
    """Say that the work goes on, from its beginning. Raises NotUnderWay."""
    waiting = SimulationRun.objects.filter(pk=run.pk, state__in=SimulationRun.UNDER_WAY)
    require(waiting.update(state=SimulationRun.State.RUNNING, done=0), NotUnderWay)
    run.state = SimulationRun.State.RUNNING


@deed
def tell_progress(run: SimulationRun, done: int) -> None:
    """Raises NotUnderWay."""
    running = SimulationRun.objects.filter(pk=run.pk, state=SimulationRun.State.RUNNING)
    require(running.update(done=done), NotUnderWay)


@deed
def keep_report(*, run: SimulationRun, report: Report, at: datetime) -> None:
    """End a run with what it found, once: whoever comes second finds it ended and changes nothing.

    Raises SomebodyElseWasFirst.
    """
    move(run, SimulationRun.State.DONE, report=report.as_text(), done=run.replications, ended_at=at)


@deed
def cancel_simulation(*, run: SimulationRun, by: User, at: datetime) -> None:
    """Stop a run that nobody waits for any more; its worker notices at its next step.

    Raises NotUnderWay when it is over already.
    """
    try:
        move(run, SimulationRun.State.CANCELLED, ended_at=at)
    except (MoveNotAllowed, SomebodyElseWasFirst) as late:
        raise NotUnderWay from late
    record("simulation_cancelled", of=run, by=by, at=at)
