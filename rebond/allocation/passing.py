"""How many points would have brought an applicant before another: exact and minimal, for many at once.

Every answer is a column; NO_LIMIT where no points would do.
"""

from __future__ import annotations

import numpy as np

from rebond.allocation.columns import NO_LIMIT, Column, blocks
from rebond.allocation.groups import Who
from rebond.allocation.lottery import draws_before
from rebond.allocation.problem import LARGEST
from rebond.allocation.rounds import Board
from rebond.allocation.standing import Held


def points_to_precede(board: Board, who: Who, units: Column, rival: Held | None) -> Column:
    """The fewest points with which the next ticket of each of `who` comes before another's."""
    lines = len(board.tie) if isinstance(who, slice) else len(who)
    if rival is None:
        return np.full(lines, NO_LIMIT, dtype=np.int64)
    needed = np.empty(lines, dtype=np.int64)
    for block in blocks(lines):
        needed[block] = in_class(board, block if isinstance(who, slice) else who[block], units, rival)
    return needed


def in_class(board: Board, who: Who, units: Column, rival: Held) -> Column:
    """No points lift anybody over a class that goes first."""
    if board.queue.key.one_by_one:
        needed = points_to_be_first_of_equals(board, who, rival.owner)
    else:
        needed = points_to_sink_below(board, who, units, rival)
    if not board.queue.staged:
        return needed
    applicants = board.problem.applicants
    mine, other = applicants.priority[who], int(applicants.priority[rival.owner])
    needed = np.where(mine < other, applicants.points[who] + 1, needed)
    return np.where(mine > other, NO_LIMIT, needed)


def points_to_sink_below(board: Board, who: Who, units: Column, rival: Held) -> Column:
    """A key falls as points rise: the fewest points with which it is below a level, or at it and first of equals.

    `most` is the largest number of points with which the key is still at the level or above: a guess in floating
    point, repaired by comparing products of whole numbers.
    """
    queue, applicants = board.queue, board.problem.applicants
    own, size = queue.numbers(applicants.points[who]), queue.numbers(applicants.size[who])
    ever = queue.received[who] + units[who] + 1
    above, below = queue.key.fraction(
        int(applicants.received[rival.owner]) + rival.unit,
        int(applicants.points[rival.owner]) * int(applicants.size[rival.owner]),
    )
    weightless = queue.key.fraction(ever, own * size)[0] == 0  # a first unit with a key of 0, whatever the points
    if above == 0:
        first = points_to_be_first_of_equals(board, who, rival.owner)
        return np.where(weightless, first, NO_LIMIT)

    def compare(points: Column) -> Column:
        """The key with so many points, less the level: only the sign matters."""
        one, other = queue.key.fraction(ever, points * size)
        return np.asarray(one * below - above * other)

    guess = queue.key.weight_at(above / below, ever.astype(np.float64)) / size.astype(np.float64)
    most = queue.numbers(np.clip(np.nan_to_num(guess), 0, LARGEST + 1).astype(np.int64))
    while (more := (compare(most + 1) >= 0) & (most <= LARGEST)).any():
        most = most + more
    while (fewer := (most > 0) & (compare(most) < 0)).any():
        most = most - fewer
    needed = np.maximum(most, own) + 1
    equal = (most > own) & (compare(most) == 0)
    if equal.any():
        needed = needed - (equal & first_of_equals(board, who, most, rival.owner))
    return np.where(weightless, own + 1, needed).astype(np.int64)


def first_of_equals(board: Board, who: Who, points: Column, other: int) -> Column:
    """Who comes first at the same level, had each of `who` so many points."""
    if board.drawn is None:
        return np.asarray(board.tie[who] < board.tie[other], dtype=bool)
    theirs = int(board.problem.applicants.points[other])
    lucky = draws_before(board.drawn, who, other)
    return np.asarray((points > theirs) | ((points == theirs) & lucky), dtype=bool)


def points_to_be_first_of_equals(board: Board, who: Who, other: int) -> Column:
    """The fewest points, more than one's own, with which each of `who` comes first at the same level."""
    own = board.problem.applicants.points[who]
    if board.drawn is None:
        return np.where(board.tie[who] < board.tie[other], own + 1, NO_LIMIT)
    theirs = int(board.problem.applicants.points[other])
    enough: Column = np.where(draws_before(board.drawn, who, other), theirs, theirs + 1)
    return np.where(enough > own, enough, own + 1)


def points_to_come_first(board: Board, who: Who, other: int) -> Column:
    """The fewest points with which each of `who` passes another in the tie order, where points are what orders it."""
    own, theirs = board.problem.applicants.points[who], int(board.problem.applicants.points[other])
    if board.drawn is None:
        return np.full_like(own, NO_LIMIT)
    needed = points_to_be_first_of_equals(board, who, other)
    return np.where(own <= theirs, needed, NO_LIMIT)


def points_to_change_place(board: Board) -> Column:
    """The fewest points with which each applicant passes anybody at all in the tie order."""
    points = board.problem.applicants.points
    if board.drawn is None:
        return np.full(len(points), NO_LIMIT, dtype=np.int64)
    ordered = np.sort(points)
    ahead = np.append(ordered, NO_LIMIT)[np.searchsorted(ordered, points, side="right")]
    equals = np.searchsorted(ordered, points, side="right") - np.searchsorted(ordered, points, side="left") > 1
    return np.where(equals, points + 1, ahead)
