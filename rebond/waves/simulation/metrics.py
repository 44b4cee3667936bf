"""How far an outcome is from the fair one. Each measure is one number for one future.

Lower is better, but for the worst share. The fair outcome is what the same rule gives when all associations of all
waves are there at once, each with the floor and the cap of its own wave, and nothing has to be guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rebond.waves.simulation.casting import Column, Crowd, Future
from rebond.waves.simulation.policies import Outcome
from rebond.waves.simulation.sharing import units_by_the_rule


@dataclass(frozen=True, slots=True)
class Comparison:
    """One outcome beside the fair one, for the same associations."""

    crowd: Crowd
    stock: int
    fair: Column
    outcome: Outcome

    @property
    def units(self) -> Column:
        return self.outcome.units


def fair_outcome(future: Future) -> Column:
    """One single allocation to all applicants of all waves."""
    return units_by_the_rule(future.scenario.stock, future.crowd)


def worst_share(found: Comparison) -> float:
    """What the least well treated association has, as a part of its fair units: 0 when somebody has nothing, 1 when
    nobody has less than its fair units. Who would have nothing in the fair outcome does not count."""
    entitled = found.fair > 0
    if not entitled.any():
        return 1.0
    return min(1.0, float((found.units[entitled] / found.fair[entitled]).min()))


def with_nothing(found: Comparison) -> float:
    """Associations that asked and have not one unit when everything is over."""
    return float(((found.units == 0) & (found.crowd.ceiling > 0)).sum())


def gini_of_fill(found: Comparison) -> float:
    """How unequally requests were met: the Gini index of units over ceiling (request, or cap when lower), 0 when all
    were met to the same part, near 1 when a few were and the others not at all."""
    asking = found.crowd.ceiling > 0
    fill = np.sort(found.units[asking] / found.crowd.ceiling[asking])
    number, total = len(fill), float(fill.sum())
    if total == 0:
        return 0.0
    return float(2 * (np.arange(1, number + 1) @ fill) / (number * total) - (number + 1) / number)


def waste(found: Comparison) -> float:
    """Units that nobody ever had although somebody still asked for them within its cap."""
    wanted = min(found.stock, int(found.crowd.ceiling.sum()))
    return float(wanted - int(found.units.sum()))


def envy_between_waves(found: Comparison) -> float:
    """Associations that still lack something and see, in another wave, one that has more per point by more than a
    unit. Units that only make up the other's useful lot are not envied, since the rule grants them to all."""
    crowd, units = found.crowd, found.units
    short = units < crowd.ceiling
    lifted = units <= np.minimum(crowd.floor, crowd.ceiling)
    # The key of the last unit of those who may be envied, best of each wave: (units - 1) / points.
    height = np.where(lifted, -1.0, (units - 1) / crowd.points)
    envied = 0
    for wave in np.unique(crowd.wave):
        others = height[crowd.wave != wave]
        level = float(others.max()) if len(others) else -1.0
        here = (crowd.wave == wave) & short
        envied += int((units[here] / crowd.points[here] < level).sum())
    return float(envied)


def moved_from_fair(found: Comparison) -> float:
    """Units that the fair outcome gives to an association and that it does not have: so many would have to change
    hands, or be given at last, to make the outcome fair."""
    return float(np.maximum(found.fair - found.units, 0).sum())


def delivered_late(found: Comparison) -> float:
    """Units that came with the settlement only, after the last wave, to whoever."""
    return float(found.outcome.late)


METRICS: dict[str, Callable[[Comparison], float]] = {
    "moved": moved_from_fair,
    "nothing": with_nothing,
    "worst": worst_share,
    "gini": gini_of_fill,
    "envy": envy_between_waves,
    "waste": waste,
    "late": delivered_late,
}
