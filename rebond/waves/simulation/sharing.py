"""The one place where the simulator asks the allocation engine."""

from __future__ import annotations

import numpy as np

from rebond.allocation.problem import Applicant, Problem
from rebond.allocation.rounds import Board, settle
from rebond.waves.simulation.casting import Column, Crowd


def units_by_the_rule(stock: int, crowd: Crowd, received: Column | None = None) -> Column:
    """What the published rule gives to each, in the order of the crowd: floors by rank, then the same level for all.

    `received` counts units of earlier waves, as the engine does; request and cap are what is left of them. Only the
    units are wanted here: no explanation is computed.
    """
    if stock <= 0 or len(crowd) == 0:
        return np.zeros(len(crowd), dtype=np.int64)
    had = np.zeros(len(crowd), dtype=np.int64) if received is None else received
    tie = np.empty(len(crowd), dtype=np.int64)
    tie[np.lexsort((crowd.lot, -crowd.points))] = np.arange(len(crowd))
    columns = (crowd.points, crowd.request - had, crowd.cap - had, crowd.floor, had, tie)
    applicants = tuple(
        Applicant(f"{line:06d}", points, request=request, cap=cap, floor=floor, received=before, tie=place)
        for line, (points, request, cap, floor, before, place) in enumerate(
            zip(*(column.tolist() for column in columns), strict=True)
        )
    )
    return np.asarray(settle(Board.of(Problem(stock, applicants))).last.units, dtype=np.int64)
