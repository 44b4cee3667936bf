"""Fill everybody up to the same level: the one operation that the whole rule is made of."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from rebond.allocation.queue import Column, Queue


def waterfill(queue: Queue, who: Column, low: Column, high: Column, room: int) -> Column:
    """Units for each of `who`: `low` for sure, then the earliest tickets up to `high`, until the room is full.

    Stages are served one after another; the water stops inside one of them.
    """
    wanted = high - low
    left = room - int(low.sum())
    if int(wanted.sum()) <= left:
        return high.copy()
    units = low.copy()
    stages, stage_of = np.unique(queue.stage[who], return_inverse=True)
    if len(stages) > 1:
        demand = np.zeros(len(stages), dtype=wanted.dtype)
        np.add.at(demand, stage_of, wanted)
        reached = np.cumsum(demand)
        last = int(np.argmax(reached > left))
        full = stage_of < last
        units[full] = high[full]
        left -= int(reached[last] - demand[last])
        inside = np.flatnonzero(stage_of == last)
    else:
        inside = np.arange(len(who))
    units[inside] = fill_to_level(queue, who[inside], low[inside], high[inside], left)
    return units


def fill_to_level(queue: Queue, who: Column, low: Column, high: Column, left: int) -> Column:
    """The `left` earliest tickets of one stage, where more are wanted.

    Two levels are kept, below and above the one looked for, with the exact number of tickets under each. They close
    in until no more tickets lie between them than there are applicants; the last ones are sorted.
    """
    if len(who) == 1:
        return low + left
    floor = low
    bottom, top = bracket(queue, who, low, high)
    while int((high - low).sum()) > len(who):
        level = midway(bottom, top, share_of(low, high, floor, left))
        units = np.minimum(np.maximum(queue.tickets_up_to(level, who), low), high)
        if int((units - floor).sum()) <= left:
            low, bottom = units, level
        else:
            high, top = units, level
    return grant_last(queue, who, low, high, left - int((low - floor).sum()))


def bracket(queue: Queue, who: Column, low: Column, high: Column) -> tuple[Any, Any]:
    """A level at or below every ticket asked for, and one at or above."""
    active = np.flatnonzero(high > low)
    return (
        queue.keys(who[active], low[active] + 1).min(),
        queue.keys(who[active], high[active]).max(),
    )


def share_of(low: Column, high: Column, floor: Column, left: int) -> tuple[int, int]:
    """How far between the two levels the cut should lie if tickets were spread evenly."""
    below = int((low - floor).sum())
    return left - below, int((high - low).sum())


def midway(bottom: Any, top: Any, share: tuple[int, int]) -> Any:
    """A level strictly useful to try: half-way between the even-spread guess and the middle.

    Always at least a quarter away from both ends, so that the bracket shrinks geometrically whatever the data.
    """
    part, whole = share
    if isinstance(bottom, Fraction):
        return (bottom + top) / 2
    guess = part / whole
    return bottom + (top - bottom) * (guess / 2 + 0.25)


def grant_last(queue: Queue, who: Column, low: Column, high: Column, left: int) -> Column:
    """Sort the few tickets that remain and grant the first `left`: by key, then by place in the tie order."""
    counts = (high - low).astype(np.int64)
    owner = np.repeat(np.arange(len(who)), counts)
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    keys = queue.keys(who[owner], low[owner] + rank + 1)
    order = np.argsort(queue.tie[who[owner]], kind="stable")
    order = order[np.argsort(keys[order], kind="stable")]
    units = low.copy()
    units += np.bincount(owner[order[:left]], minlength=len(who))
    return units
