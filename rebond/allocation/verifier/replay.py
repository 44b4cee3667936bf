"""The rule itself, one lot and one ticket after another. Slow and obvious: where somebody opted out, where minimums
are guaranteed, and where a result misreports the floors.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heappop, heapreplace

import numpy as np

from rebond.allocation.columns import Column, whole
from rebond.allocation.result import Result
from rebond.allocation.verifier.floors import Floors, walk_of
from rebond.allocation.verifier.ledger import Ledger, Ticket
from rebond.allocation.verifier.verdict import require


def replay_floors(ledger: Ledger, present: Column) -> Floors:
    """Walk the applicants in turn and grant each useful lot whole, or refuse it whole."""
    least = ledger.softened(np.where(present, ledger.limit, 0))
    granted, totals = [0] * len(ledger.ids), [0] * len(ledger.members)
    refused, stopped = np.full(len(ledger.ids), -1), np.zeros(len(ledger.ids), dtype=bool)
    paths = paths_of(ledger)
    ended = False
    for place in walk_of(ledger, present).tolist():
        if ended:
            stopped[place] = True
            continue
        lot = int(ledger.floor[place])
        add(totals, paths[place], lot)
        owed = owed_to_minimums(ledger, totals, least)
        overfull = [
            group
            for group in paths[place]
            if (most := ledger.most[group]) is not None and totals[group] + owed[group] > most
        ]
        if not overfull:
            granted[place] = lot
            continue
        refused[place] = min(overfull)
        add(totals, paths[place], -lot)
        ended = ledger.problem.admission == "rank-stop"
    return Floors(whole(granted), refused, stopped)


def paths_of(ledger: Ledger) -> list[list[int]]:
    """The groups of each applicant, smallest first."""
    paths: list[list[int]] = [[] for _ in ledger.ids]
    for group in ledger.smallest_first:
        for place in ledger.members[group].tolist():
            paths[place].append(group)
    return paths


def add(totals: list[int], path: Sequence[int], units: int) -> None:
    for group in path:
        totals[group] += units


def owed_to_minimums(ledger: Ledger, totals: Sequence[int], least: Sequence[int]) -> list[int]:
    """What each group still lacks for the minimums guaranteed to it and inside it."""
    owed = [0] * len(totals)
    if ledger.guaranteed:
        _, around = ledger.nest
        for group in ledger.smallest_first:
            owed[group] = max(least[group] - totals[group], owed[group])
            if group:
                owed[around[group]] += owed[group]
    return owed


def check_opt_outs(ledger: Ledger, result: Result) -> list[int]:
    """Replay the rounds that ended with an opt-out, ticket by ticket; returns who left, in order."""
    present = np.ones(len(ledger.ids), dtype=bool)
    removed: list[int] = []
    for name in result.removed:
        units = replay_queue(ledger, present)
        short = [place for place, each in enumerate(ledger.rows) if 0 < units[place] < each.minimum]
        leaver = max(short, key=lambda place: (height_needed(ledger, place), ledger.tie[place]), default=None)
        require(leaver is not None and ledger.ids[leaver] == name, "opt-out-order", id=name)
        assert leaver is not None
        present[leaver] = False
        removed.append(leaver)
    return removed


def height_needed(ledger: Ledger, place: int) -> Fraction:
    each = ledger.rows[place]
    return Fraction(each.received + each.minimum - 1, each.weight)


def replay_queue(ledger: Ledger, present: Column) -> list[int]:
    """Ticket after ticket, each granted if every group of its owner has room."""
    floors, paths = replay_floors(ledger, present), paths_of(ledger)
    limits = np.where(present & ~floors.shut_out, ledger.limit, 0)
    least, takes = ledger.softened(limits), limits.tolist()
    units: list[int] = floors.granted.tolist()
    totals = [sum(units[place] for place in members.tolist()) for members in ledger.members]
    queue = [
        (ticket(ledger, place, units[place] + 1), place) for place in range(len(units)) if units[place] < takes[place]
    ]
    heapify(queue)
    while queue:
        place = queue[0][1]
        if fits(ledger, totals, least, paths[place]):
            units[place] += 1
            add(totals, paths[place], 1)
            if units[place] < takes[place]:
                heapreplace(queue, (ticket(ledger, place, units[place] + 1), place))
                continue
        heappop(queue)
    return units


def ticket(ledger: Ledger, place: int, unit: int) -> Ticket:
    each = ledger.rows[place]
    key = Fraction(*ledger.key.fraction(each.received + unit, each.weight))
    return int(ledger.stage[place]), key, int(ledger.tie[place])


def fits(ledger: Ledger, totals: Sequence[int], least: Sequence[int], path: Sequence[int]) -> bool:
    """Whether every group of an applicant has room for one more, what it owes to minimums set aside."""
    after = list(totals)
    add(after, path, 1)
    owed = owed_to_minimums(ledger, after, least)
    return all((most := ledger.most[group]) is None or after[group] + owed[group] <= most for group in path)
