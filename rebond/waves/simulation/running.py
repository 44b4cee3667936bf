"""Many futures, every policy on each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rebond.waves.simulation.casting import draw_future
from rebond.waves.simulation.metrics import METRICS, Comparison, fair_outcome
from rebond.waves.simulation.policies import Policy, check_policies, play
from rebond.waves.simulation.refusal import Refusal
from rebond.waves.simulation.report import Estimate, Line, Report
from rebond.waves.simulation.scenario import Scenario

MOST_REPLICATIONS = 100_000
LARGEST_SEED = 2**53 - 1


def simulate(
    scenario: Scenario,
    policies: Sequence[Policy],
    *,
    replications: int,
    seed: int,
    tell: Callable[[int], None] | None = None,
) -> Report:
    """Play every policy on the same futures, and report the mean of each measure with its standard error.

    The same arguments give the same report, to the last character. `tell` hears after each replication how many are
    done; what it raises ends the simulation. Raises Refusal.
    """
    check_policies(policies)
    check_number("replications", replications, 1, MOST_REPLICATIONS)
    check_number("seed", seed, 0, LARGEST_SEED)
    values: list[dict[str, list[float]]] = [{metric: [] for metric in METRICS} for _ in policies]
    for replication in range(replications):
        future = draw_future(scenario, seed, replication)
        fair = fair_outcome(future)
        for policy, found in zip(policies, values, strict=True):
            comparison = Comparison(future.crowd, scenario.stock, fair, play(policy, future))
            for metric, measure in METRICS.items():
                found[metric].append(measure(comparison))
        if tell is not None:
            tell(replication + 1)
    lines = tuple(
        Line(policy.code, {metric: Estimate.of(one) for metric, one in found.items()})
        for policy, found in zip(policies, values, strict=True)
    )
    return Report(scenario, seed, replications, lines)


def check_number(field: str, value: int, smallest: int, largest: int) -> None:
    if not smallest <= value <= largest:
        raise Refusal("out-of-range", field=field, value=value, smallest=smallest, largest=largest)
