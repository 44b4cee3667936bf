"""Why a floor did not fit: the group that had no room, and whose floors took it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from rebond.allocation.columns import EXACT_IN_INT, Column
from rebond.allocation.floors import Admission
from rebond.allocation.groups import Groups, members_of


def full_groups(groups: Groups, admission: Admission, lots: Column, promised: Sequence[int]) -> Column:
    """For each refused floor the first group, the stock before the quotas, that had no room for it at its turn."""
    blame = np.full(len(lots), groups.nowhere, dtype=np.int64)
    if not admission.refused.any():
        return blame
    if groups.guarantee:
        blame_nested(blame, groups, admission, lots, promised)
        return blame
    for index, who in walks(groups, admission.walk):
        most, refused = groups.most[index], admission.refused[who]
        if most is not None and refused.any():
            used = np.cumsum(summable(admission.granted[who]))
            short = who[refused & (used + lots[who] > most)]
            blame[short] = np.minimum(blame[short], index)
    return blame


def walks(groups: Groups, walk: Column) -> Iterator[tuple[int, Column]]:
    """The walk of each group's own members; the whole walk for the stock."""
    yield 0, walk
    for home in groups.homes:
        for index, turns in members_of(home[walk], len(groups.names) - 1):
            yield index, walk[turns]


def summable(column: Column) -> Column:
    """The same numbers, such that no sum of them overflows."""
    too_large = len(column) and len(column) * int(column.max()) >= EXACT_IN_INT
    return column.astype(object) if too_large else column


def blame_nested(blame: Column, groups: Groups, admission: Admission, lots: Column, promised: Sequence[int]) -> None:
    """The same where minimums are guaranteed: what a group owes to those inside it is not room.

    For every refused floor: what each group used at its turn, and what it would have used, from the inside outwards.
    """
    walk = admission.walk
    turns = np.flatnonzero(admission.refused[walk])
    here = walk[turns]
    granted = summable(admission.granted)
    at, added = groups.inner[here].copy(), lots[here].astype(granted.dtype)
    bare = [np.zeros(len(here), dtype=granted.dtype) for _ in groups.names]
    for index in groups.upwards:
        direct = np.flatnonzero(groups.inner[walk] == index)
        sums = np.concatenate(([0], np.cumsum(granted[walk[direct]])))
        bare[index] = bare[index] + sums[np.searchsorted(direct, turns)]
        used = np.maximum(bare[index], promised[index])
        inside = np.flatnonzero(at == index)
        after = np.maximum(bare[index][inside] + added[inside], promised[index])
        most = groups.most[index]
        if most is not None:
            short = here[inside[after > most]]
            blame[short] = np.minimum(blame[short], index)
        added[inside] = after - used[inside]
        if index:
            at[inside] = groups.parents[index]
            bare[groups.parents[index]] = bare[groups.parents[index]] + used


class Obstacle(NamedTuple):
    """Somebody whose floor has to be passed in the walk, by each of some whose floors were refused."""

    who: Column
    owner: int | None  # None: the floor is larger than all the group


def obstacles(groups: Groups, admission: Admission, lots: Column) -> Iterator[Obstacle]:
    """Who stopped the walk, and who made a group too full before each came to its turn."""
    if admission.stopped.any():
        yield Obstacle(np.flatnonzero(admission.stopped), int(np.flatnonzero(admission.refused)[0]))
    shut_out = admission.shut_out
    for index, who in walks(groups, admission.walk):
        most, late = groups.most[index], who[shut_out[who]]
        if most is None or not len(late):
            continue
        granted = admission.granted[who] > 0
        given, before = who[granted], np.cumsum(granted)[shut_out[who]]
        history = np.cumsum(summable(admission.granted[given]))
        limit = most - lots[late]
        first = np.where(limit < 0, before, np.searchsorted(history, limit, side="right"))
        yield Obstacle(late[limit < 0], None)
        for step in np.unique(first[first < before]).tolist():
            yield Obstacle(late[(first == step) & (first < before)], int(given[step]))
