"""The one place where the simulator asks the allocation engine."""

from __future__ import annotations

import numpy as np

from rebond.allocation import Applicants, Problem, share
from rebond.waves.simulation.casting import Column, Crowd


def units_by_the_rule(stock: int, crowd: Crowd, received: Column | None = None) -> Column:
    """What the published rule gives to each, in the order of the crowd: floors by rank, then the same level for all.

    `received` counts units of earlier waves, as the engine does; what may still be asked is the ceiling less these.
    The tie order is that of the rule, points then lottery. Only the units are wanted: no reason is computed.
    """
    if stock <= 0 or len(crowd) == 0:
        return np.zeros(len(crowd), dtype=np.int64)
    had = np.zeros(len(crowd), dtype=np.int64) if received is None else received
    tie = np.empty(len(crowd), dtype=np.int64)
    tie[np.lexsort((crowd.lot, -crowd.points))] = np.arange(len(crowd))
    applicants = Applicants.of_columns(
        [f"{line:06d}" for line in range(len(crowd))],
        crowd.points,
        request=crowd.ceiling - had,
        floor=crowd.floor,
        received=had,
        tie=tie,
    )
    return share(Problem(stock, applicants))
