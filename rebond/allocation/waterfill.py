"""Fill everybody up to the same level: the one operation that the whole rule is made of."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any, NamedTuple

import numpy as np

from rebond.allocation.columns import Column, blocks, total
from rebond.allocation.groups import Who
from rebond.allocation.queue import Queue

LISTED = 4096  # so many tickets are simply sorted
SAMPLED = 2048  # so many applicants stand for all when a level is guessed


def waterfill(queue: Queue, who: Who, low: Column, high: Column, room: int) -> Column:
    """Units for each of `who`: `low` for sure, then the earliest tickets up to `high`, until the room is full.

    Stages are served one after another; the water stops inside one of them.
    """
    low, high = queue.numbers(low), queue.numbers(high)
    left = room - total(low)
    if total(high) - total(low) <= left:
        return high.copy()
    part = queue if isinstance(who, slice) else queue.part(who)
    if not part.staged:
        return fill_to_level(part, low, high, left)
    wanted = high - low
    reached = np.cumsum(demand_by_stage(part, wanted))
    last = int(np.argmax(reached > left))
    units = np.where(part.stage < last, high, low)
    inside = np.flatnonzero(part.stage == last)
    left -= int(reached[last - 1]) if last else 0
    units[inside] = fill_to_level(part.part(inside), low[inside], high[inside], left)
    return units


def demand_by_stage(queue: Queue, wanted: Column) -> Column:
    if not queue.exact:
        return np.bincount(queue.stage, weights=wanted)
    demand = np.zeros(int(queue.stage.max()) + 1, dtype=object)
    np.add.at(demand, queue.stage, wanted)
    return demand


def fill_to_level(queue: Queue, low: Column, high: Column, left: int) -> Column:
    """The `left` earliest tickets of one stage, where more are wanted.

    Two levels close in on the one looked for, each with the exact number of tickets under it; only those between
    whom they do not decide are looked at again. The last few tickets are sorted.
    """
    if len(queue) == 1:
        return low + left
    units, where = low.copy(), np.flatnonzero(high > low)
    many = max(64, len(queue)) if queue.exact else LISTED
    before = inf
    while True:
        if len(where) < len(queue):
            undecided = np.flatnonzero(high > low)
            queue, low, high = queue.part(undecided), low[undecided], high[undecided]
        wanted = total(high) - total(low)
        if wanted <= many:
            break
        for level in levels_to_try(queue, low, high, left, wanted, stuck=wanted > before / 2):
            reach = count(queue, level, low, high)
            if reach.upto <= left:
                low, left = reach.units, left - reach.upto
            elif reach.upto - reach.at > left:
                high = reach.units - reach.tied
            else:
                below = reach.units - reach.tied
                units[where] = below + first_in_tie_order(queue, reach.tied, left - reach.upto + reach.at)
                return units
        units[where] = low
        before, where = wanted, where[high > low]
    units[where] = take_first(queue, low, high, left)
    return units


class Reach(NamedTuple):
    """How far the tickets up to a level go."""

    units: Column  # for each applicant
    tied: Column  # whether the last of these is exactly at the level
    upto: int  # tickets at or below the level
    at: int  # tickets exactly at the level


def count(queue: Queue, level: Any, low: Column, high: Column) -> Reach:
    """The tickets at or below a level, between `low` and `high`."""
    units, tied = np.empty_like(low), np.empty(len(low), dtype=bool)
    for block in blocks(len(low)):
        received, weight = queue.received[block], queue.weight[block]
        ever, at = up_to(queue, level, weight, received + low[block], received + high[block])
        units[block], tied[block] = ever - received, at
    return Reach(units, tied, total(units) - total(low), int(np.count_nonzero(tied)))


def up_to(queue: Queue, level: Any, weight: Column, least: Column, most: Column) -> tuple[Column, Column]:
    """How many units ever received have a key at or below a level, and whether the last is exactly there.

    The key's inverse is a guess in floating point; comparing exact keys repairs it.
    """
    ever = np.floor(queue.key.units_at(float(level), weight.astype(np.float64, copy=False)))
    ever = np.minimum(np.maximum(queue.numbers(ever) if not queue.exact else as_int(ever), least), most)
    here = queue.keys(ever, weight)
    wrong = np.flatnonzero(
        ((here > level) & (ever > least)) | ((queue.keys(ever + 1, weight) <= level) & (ever < most))
    )
    if len(wrong):
        ever[wrong] = search(queue, level, weight[wrong], least[wrong], most[wrong], ever[wrong])
        here[wrong] = queue.keys(ever[wrong], weight[wrong])
    return ever, np.asarray((here == level) & (ever > least), dtype=bool)


def as_int(column: Column) -> Column:
    return np.array([int(number) for number in column], dtype=object)


def search(queue: Queue, level: Any, weight: Column, least: Column, most: Column, ever: Column) -> Column:
    """Where the guess was off: double the step away from it until the level lies between, then halve."""
    low, high, step = ever, ever + 1, 1
    while (off := (low > least) & (queue.keys(low, weight) > level)).any():
        low, high, step = np.where(off, np.maximum(least, low - step), low), np.where(off, low, high), step * 2
    step = 1
    while (off := (high <= most) & (queue.keys(high, weight) <= level)).any():
        low, high, step = np.where(off, high, low), np.where(off, np.minimum(most + 1, high + step), high), step * 2
    while (apart := high - low > 1).any():
        middle = np.where(apart, (low + high) // 2, low)
        below = queue.keys(middle, weight) <= level
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return low


def levels_to_try(queue: Queue, low: Column, high: Column, left: int, wanted: int, stuck: bool) -> Iterator[Any]:
    """Levels worth counting at: two close around the one that a sample points to; else one in the middle."""
    stride = min(len(queue) // SAMPLED, 64)
    if stride < 2 or stuck:
        yield middle_level(queue, low, high, left / wanted)
        return
    lines = slice(None, None, stride)
    sample, least, most = queue.part(lines), low[lines], high[lines]
    asked = total(most - least)
    expected = left / wanted * asked
    margin = 0.4 * float(((most - least).astype(np.float64) ** 2).sum()) ** 0.5
    shares = [share for share in (expected - margin, expected + margin) if 1 <= share < asked]
    for share in shares:
        granted = fill_to_level(sample, least, most, int(share))
        some = np.flatnonzero(granted > least)
        yield sample.keys(sample.received[some] + granted[some], sample.weight[some]).max()
    if not shares:
        yield middle_level(queue, low, high, left / wanted)


def middle_level(queue: Queue, low: Column, high: Column, part: float) -> Any:
    """The level of somebody's middle ticket, such that a good part of all tickets lies on either side."""
    keys = queue.keys(queue.received + (low + high + 1) // 2, queue.weight)
    order = np.argsort(keys, kind="stable")
    reached = np.cumsum((high - low)[order])
    part = min(max(part, 0.25), 0.75)
    return keys[order[np.argmax(reached >= int(int(reached[-1]) * part))]]


def first_in_tie_order(queue: Queue, tied: Column, left: int) -> Column:
    """One unit for the first `left` of those whose next ticket is exactly at the level."""
    owners = np.flatnonzero(tied)
    if left < len(owners):
        tie = queue.tie[owners]
        owners = owners[tie < np.partition(tie, left)[left]]
    given = np.zeros(len(tied), dtype=bool)
    given[owners] = True
    return given


def take_first(queue: Queue, low: Column, high: Column, left: int) -> Column:
    """Grant the first `left` of the few tickets that remain."""
    first = in_order(queue, low, high)[:left]
    return low + queue.numbers(np.bincount(first, minlength=len(low)))


def in_order(queue: Queue, low: Column, high: Column) -> Column:
    """Few tickets of one stage, listed by their owners: by key, then by place in the tie order."""
    lines = np.argsort(queue.tie, kind="stable")
    counts = (high - low)[lines].astype(np.int64)
    owner = np.repeat(lines, counts)
    rank = np.arange(1, len(owner) + 1) - np.repeat(np.cumsum(counts) - counts, counts)
    keys = queue.keys(queue.received[owner] + low[owner] + rank, queue.weight[owner])
    return owner[np.argsort(keys, kind="stable")]
