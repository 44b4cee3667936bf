"""How many points would have brought an applicant before another: exact and minimal, for many at once.

Every answer is a column; NO_LIMIT where no points would do.
"""

from __future__ import annotations

import numpy as np

from rebond.allocation.columns import NO_LIMIT, Column
from rebond.allocation.groups import Who
from rebond.allocation.lottery import draws_before
from rebond.allocation.problem import LARGEST
from rebond.allocation.rounds import Board
from rebond.allocation.standing import NOBODY


def points_to_precede(board: Board, who: Who, units: Column, rival: Column) -> Column:
    """The fewest points with which the next ticket of each of `who` comes before the last one of its rival."""
    return np.where(rival == NOBODY, NO_LIMIT, in_class(board, who, units, rival))


def in_class(board: Board, who: Who, units: Column, rival: Column) -> Column:
    """No points lift anybody over a class that goes first."""
    if board.queue.key.one_by_one:
        needed = points_to_be_first_of_equals(board, who, rival)
    else:
        needed = points_to_sink_below(board, who, units, rival)
    if not board.queue.staged:
        return needed
    applicants = board.problem.applicants
    mine, other = applicants.priority[who], applicants.priority[rival]
    needed = np.where(mine < other, applicants.points[who] + 1, needed)
    return np.where(mine > other, NO_LIMIT, needed)


def points_to_sink_below(board: Board, who: Who, units: Column, rival: Column) -> Column:
    """A key falls as points rise: the fewest points with which it is below a level, or at it and first of equals.

    `most` is the largest number of points with which the key is still at the level or above: a guess in floating
    point, repaired by comparing products of whole numbers.
    """
    queue, applicants = board.queue, board.problem.applicants
    own, size = queue.numbers(applicants.points[who]), queue.numbers(applicants.size[who])
    ever = queue.received[who] + units[who] + 1
    above, below = queue.key.fraction(queue.received[rival] + units[rival], queue.weight[rival])

    def compare(points: Column) -> Column:
        """The key with so many points, less the level: only the sign matters."""
        one, other = queue.key.fraction(ever, points * size)
        return np.asarray(one * below - above * other)

    level = (np.maximum(above, 1) / below).astype(np.float64)
    guess = queue.key.weight_at(level, ever.astype(np.float64)) / size.astype(np.float64)
    most = queue.numbers(np.minimum(np.maximum(guess, 0), LARGEST + 1).astype(np.int64))
    while (more := (compare(most + 1) >= 0) & (most <= LARGEST) & (above > 0)).any():
        most = most + more
    while (fewer := ((behind := compare(most)) < 0) & (most > 0)).any():
        most = most - fewer
    needed = np.maximum(most, own) + 1
    equal = np.flatnonzero((most > own) & (behind == 0))
    if len(equal):
        those = some(who, equal)
        needed[equal] -= first_of_equals(board, those, most[equal], rival if len(rival) == 1 else rival[equal])
    weightless = queue.key.fraction(ever, own * size)[0] == 0  # a first unit with a key of 0, whatever the points
    if weightless.any():
        needed = np.where(weightless, own + 1, needed)
    if not above.all():
        first = points_to_be_first_of_equals(board, who, rival)
        needed = np.where(above > 0, needed, np.where(weightless, first, NO_LIMIT))
    return needed.astype(np.int64)


def some(who: Who, lines: Column) -> Column:
    """The places on some lines of `who`; a slice runs without gaps."""
    return lines + (who.start or 0) if isinstance(who, slice) else who[lines]


def first_of_equals(board: Board, who: Who, points: Column, other: Column) -> Column:
    """Who comes first at the same level, had each of `who` so many points."""
    if board.drawn is None:
        return np.asarray(board.tie[who] < board.tie[other], dtype=bool)
    theirs = board.problem.applicants.points[other]
    lucky = draws_before(board.drawn, who, other)
    return np.asarray((points > theirs) | ((points == theirs) & lucky), dtype=bool)


def points_to_be_first_of_equals(board: Board, who: Who, other: Column) -> Column:
    """The fewest points, more than one's own, with which each of `who` comes first at the same level."""
    own = board.problem.applicants.points[who]
    if board.drawn is None:
        return np.where(board.tie[who] < board.tie[other], own + 1, NO_LIMIT)
    theirs = board.problem.applicants.points[other]
    enough: Column = np.where(draws_before(board.drawn, who, other), theirs, theirs + 1)
    return np.where(enough > own, enough, own + 1)


def points_to_come_first(board: Board, who: Who, other: Column) -> Column:
    """The fewest points with which each of `who` passes another in the tie order, where points are what orders it."""
    own, theirs = board.problem.applicants.points[who], board.problem.applicants.points[other]
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
