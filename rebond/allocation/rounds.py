"""Solve, and solve again while somebody opts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from rebond.allocation.floors import Admission, Room, admit, useful_lots, walk_order
from rebond.allocation.groups import Groups
from rebond.allocation.lottery import draw_lots, places, tie_order
from rebond.allocation.problem import Applicant, Problem
from rebond.allocation.queue import Column, Queue
from rebond.allocation.quotas import fill


@dataclass(frozen=True, slots=True)
class Board:
    """A problem laid out for solving: tie order, columns, groups."""

    problem: Problem
    drawn: list[bytes] | None  # the lottery, unless the tie order is given
    tie: list[int]  # place of each applicant in the tie order
    walk: list[int]
    lots: list[int]  # the effective floors
    may_leave: bool  # whether anybody's own minimum could ever be missed by what it receives
    queue: Queue
    groups: Groups

    @classmethod
    def of(cls, problem: Problem) -> Board:
        groups_of = [applicant.groups for applicant in problem.applicants]
        return cls.lay(problem, draw_lots(problem), Groups.of(groups_of, problem.quotas, problem.stock))

    @classmethod
    def lay(cls, problem: Problem, drawn: list[bytes] | None, groups: Groups) -> Board:
        tie = places(tie_order(problem, drawn))
        lots = useful_lots(problem)
        may_leave = any(
            applicant.minimum > max(1, lot) for applicant, lot in zip(problem.applicants, lots, strict=True)
        )
        return cls(problem, drawn, tie, walk_order(problem, tie), lots, may_leave, Queue.of(problem, tie), groups)

    def with_points(self, applicant: int, points: int) -> Board:
        """The same board, had one applicant scored otherwise."""
        applicants = list(self.problem.applicants)
        applicants[applicant] = replace(applicants[applicant], points=points)
        return self.lay(replace(self.problem, applicants=tuple(applicants)), self.drawn, self.groups)

    def floor_walk(self, applicant: int, points: int) -> list[int]:
        """The walk of the floors, had one applicant scored otherwise."""
        applicants = list(self.problem.applicants)
        applicants[applicant] = replace(applicants[applicant], points=points)
        problem = replace(self.problem, applicants=tuple(applicants))
        return walk_order(problem, places(tie_order(problem, self.drawn)))


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


def settle(board: Board) -> Outcome:
    """Solve; while somebody has something but less than its own minimum, remove one and solve everything again.

    The one removed would have needed the highest level: the largest `(received + minimum - 1) / weight`, the last
    in the tie order among equals.
    """
    present = np.ones(len(board.problem.applicants), dtype=bool)
    rounds = [play(board, present)]
    removed: list[int] = []
    while (leaver := first_to_leave(board, rounds[-1])) is not None:
        present = present.copy()
        present[leaver] = False
        removed.append(leaver)
        rounds.append(play(board, present))
    return Outcome(rounds, removed)


def play(board: Board, present: Column) -> Round:
    """Floors first, then the queue. Minimums are softened to what those who are there, then the admitted, can take."""
    takes = np.where(present, board.queue.ceiling, 0)
    admission = admit_present(board, present, board.walk)
    takes[[*admission.refused, *admission.stopped]] = 0
    promised = board.groups.promises(takes.tolist())
    low = np.array(admission.granted, dtype=takes.dtype)
    return Round(present, admission, takes, promised, fill(board.queue, board.groups, low, takes, promised))


def admit_present(board: Board, present: Column, walk: Sequence[int]) -> Admission:
    """Phase A among those who have not opted out."""
    takes = np.where(present, board.queue.ceiling, 0)
    room = Room(board.groups, board.groups.promises(takes.tolist()))
    here = [place for place in walk if present[place]]
    return admit(board.lots, here, room, board.problem.admission)


def below_minimum(applicants: Sequence[Applicant], units: Sequence[int]) -> list[int]:
    """Who has something, but less than the quantity it called useful."""
    return [place for place, applicant in enumerate(applicants) if 0 < units[place] < applicant.minimum]


def first_to_leave(board: Board, played: Round) -> int | None:
    applicants = board.problem.applicants
    short = below_minimum(applicants, played.units.tolist())
    return max(short, key=lambda place: (level_needed(applicants[place]), board.tie[place]), default=None)


def level_needed(applicant: Applicant) -> Fraction:
    """How high the water would have to rise to give an applicant its own minimum."""
    return Fraction(applicant.received + applicant.minimum - 1, applicant.weight)
