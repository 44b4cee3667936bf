"""Solve, and solve again while somebody opts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from rebond.allocation.columns import Column
from rebond.allocation.floors import Admission, admit, useful_lots, walk_order, walk_rank
from rebond.allocation.groups import Groups
from rebond.allocation.lottery import draw_lots, places, tie_order
from rebond.allocation.problem import Problem
from rebond.allocation.queue import Queue
from rebond.allocation.quotas import fill
from rebond.allocation.room import room_in


@dataclass(frozen=True, slots=True)
class Board:
    """A problem laid out for solving: tie order, columns, groups."""

    problem: Problem
    drawn: Column | None  # the lottery, unless the tie order is given
    tie: Column  # place of each applicant in the tie order
    ceiling: Column  # the most that each may have, and at most the stock
    lots: Column  # the effective floors
    rank: Column  # of each applicant in the walk of the floors, ties aside
    walk: Column
    may_leave: bool  # whether anybody's own minimum could ever be missed by what it receives
    queue: Queue
    groups: Groups

    @classmethod
    def of(cls, problem: Problem) -> Board:
        return cls.lay(problem, draw_lots(problem), Groups.of(problem.applicants, problem.quotas, problem.stock))

    @classmethod
    def lay(cls, problem: Problem, drawn: Column | None, groups: Groups) -> Board:
        applicants = problem.applicants
        order = tie_order(applicants, drawn)
        tie, lots = places(order), useful_lots(problem)
        rank = walk_rank(applicants, lots, problem.admission)
        queue = Queue.of(problem, tie)
        return cls(
            problem=problem,
            drawn=drawn,
            tie=tie,
            ceiling=queue.numbers(np.minimum(applicants.ceiling, problem.stock)),
            lots=lots,
            rank=rank,
            walk=walk_order(rank, lots, order),
            may_leave=bool((applicants.minimum > np.maximum(1, lots)).any()),
            queue=queue,
            groups=groups,
        )

    def with_points(self, applicant: int, points: int) -> Board:
        """The same board, had one applicant scored otherwise."""
        changed = replace(self.problem, applicants=self.problem.applicants.with_points(applicant, points))
        return self.lay(changed, self.drawn, self.groups)

    def walk_with_points(self, applicant: int, points: int) -> Column:
        """The walk of the floors, had one applicant scored otherwise."""
        order = tie_order(self.problem.applicants.with_points(applicant, points), self.drawn)
        return walk_order(self.rank, self.lots, order)


@dataclass(frozen=True, slots=True)
class Round:
    """What the rule gives to those who are still there."""

    present: Column  # who has not opted out
    admission: Admission
    takes: Column  # the most that each may have in the queue
    promised: list[int]
    units: Column


@dataclass(frozen=True, slots=True)
class Outcome:
    """The last round, and the rounds before it, each ended by one opt-out."""

    rounds: list[Round]
    removed: list[int]

    @property
    def last(self) -> Round:
        return self.rounds[-1]


def settle(board: Board, known: Sequence[Round] = (), gone: Sequence[int] = ()) -> Outcome:
    """Solve; while somebody has something but less than its own minimum, remove one and solve everything again.

    The first rounds may be known, with those whom all but the last of them removed.
    """
    rounds, removed = [*known], [*gone]
    if not rounds:
        rounds.append(play(board, np.ones(len(board.tie), dtype=bool)))
    while (leaver := who_leaves(board, rounds[-1])) is not None:
        present = rounds[-1].present.copy()
        present[leaver] = False
        removed.append(leaver)
        rounds.append(play(board, present))
    return Outcome(rounds, removed)


def who_leaves(board: Board, played: Round) -> int | None:
    """Of those who have something but less than their own minimum, the one who would have needed the highest level.

    That is the largest `(received + minimum - 1) / weight`; among equals the last in the tie order.
    """
    short = below_minimum(board, played) if board.may_leave else []
    return last_to_be_useful(board, short) if short else None


def play(board: Board, present: Column) -> Round:
    """Floors first, then the queue. Minimums are softened to what those who are there, then the admitted, can take."""
    admission = admit_present(board, present, board.walk)
    takes = np.where(present & ~admission.shut_out, board.ceiling, 0)
    promised = board.groups.promises(takes)
    low = board.queue.numbers(admission.granted)
    return Round(present, admission, takes, promised, fill(board.queue, board.groups, low, takes, promised))


def admit_present(board: Board, present: Column, walk: Column) -> Admission:
    """Phase A among those who have not opted out."""
    promised = board.groups.promises(np.where(present, board.ceiling, 0))
    here = walk if present.all() else walk[present[walk]]
    return admit(board.lots, here, room_in(board.groups, promised), board.problem.admission)


def below_minimum(board: Board, played: Round) -> list[int]:
    """Who has something, but less than the quantity it called useful."""
    units = played.units
    return np.flatnonzero((units > 0) & (units < board.problem.applicants.minimum)).tolist()


def last_to_be_useful(board: Board, short: list[int]) -> int:
    """Whom the highest level would be needed for."""
    return max(short, key=lambda place: (level_needed(board, place), board.tie[place]))


def level_needed(board: Board, place: int) -> Fraction:
    """How high the water would have to rise to give an applicant its own minimum."""
    applicants = board.problem.applicants
    missing = int(applicants.received[place]) + int(applicants.minimum[place]) - 1
    return Fraction(missing, int(applicants.points[place]) * int(applicants.size[place]))
