"""How many points would have given one more unit? The smallest total, everything else unchanged.

While nobody opts out, more points never lose a unit, and nobody else's units change before the applicant gains its
next one. So the answer is read off the result: the next ticket must come before the last ticket held by somebody
else in every full group of the applicant. Where somebody may opt out, the whole rule is run again, from each number
of points at which anything could change to the next.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from rebond.allocation.floors import Admission, rank_in_walk
from rebond.allocation.keys import StrictRank
from rebond.allocation.problem import LARGEST
from rebond.allocation.rounds import (
    Board,
    Outcome,
    Round,
    admit_present,
    below_minimum,
    level_needed,
    settle,
)
from rebond.allocation.standing import Held, Standing


def points_for_one_more(board: Board, outcome: Outcome, standing: Standing, applicant: int) -> int | None:
    """The smallest total of points that gives one unit more, or None when no points would do.

    `standing` is that of the last round.
    """
    if not board.may_leave:
        return within_reach(points_for_next_unit(board, outcome.last, standing, applicant))
    had = int(outcome.last.units[applicant])
    while (points := within_reach(first_change(board, outcome, applicant))) is not None:
        board = board.with_points(applicant, points)
        outcome = settle(board)
        if int(outcome.last.units[applicant]) > had:
            return points
    return None


def within_reach(points: int | None) -> int | None:
    return points if points is not None and points <= LARGEST else None


def first_change(board: Board, outcome: Outcome, applicant: int) -> int | None:
    """The fewest points at which any round would go otherwise, as long as the applicant is still there."""
    changes: list[int | None] = []
    for played, leaver in zip(outcome.rounds, [*outcome.removed, None], strict=True):
        if board.problem.admission == "rank-stop" and not played.admission.is_open_to(applicant):
            changes.append(min(tie_changes(board, applicant), default=None))
        else:
            changes.append(points_for_next_unit(board, played, Standing.of(board, played), applicant))
        if leaver == applicant:
            changes.append(points_to_stay(board, played, applicant))
            break
    return min((points for points in changes if points is not None), default=None)


def points_for_next_unit(board: Board, played: Round, standing: Standing, applicant: int) -> int | None:
    """The fewest points with which one round gives the applicant another unit."""
    if not played.admission.is_open_to(applicant):
        return points_for_floor(board, played, applicant)
    units = int(played.units[applicant])
    if units >= int(played.takes[applicant]):
        return None
    most = 0
    for _, rival in standing.last_of_others(applicant):
        points = points_to_precede(board, applicant, units + 1, rival)
        if points is None:
            return None
        most = max(most, points)
    return most


def points_to_precede(board: Board, applicant: int, unit: int, rival: Held | None) -> int | None:
    """The fewest points with which a ticket comes before another's. None: there is no other, or it is out of reach."""
    if rival is None:
        return None
    key, me, other = board.queue.key, board.problem.applicants[applicant], board.problem.applicants[rival.owner]
    if me.priority != other.priority:
        return me.points + 1 if me.priority < other.priority else None
    if isinstance(key, StrictRank):
        return points_to_come_first(board, applicant, rival.owner)
    ever = key.numerator(me.received + unit)
    level = Fraction(key.numerator(other.received + rival.unit), key.denominator(other.weight))

    def precedes(points: int) -> bool:
        mine = Fraction(ever, key.denominator(points * me.size))
        return mine < level or (mine == level and first_of_equals(board, applicant, points, rival.owner))

    equal = key.weight_reaching(me.received + unit, level) // me.size if level else 0
    candidates = [me.points + 1, equal, equal + 1, *tie_changes(board, applicant, [rival.owner])]
    return fewest((points for points in candidates if points > me.points), precedes)


def points_for_floor(board: Board, played: Round, applicant: int) -> int | None:
    """The fewest points with which the refused floor would have come early enough to fit."""
    if board.groups.guarantee:
        return points_for_floor_by_trial(board, played, applicant)
    needed = []
    for other in in_the_way(board, played.admission, applicant):
        if other is None or rank_in_walk(board.problem, other) != rank_in_walk(board.problem, applicant):
            return None
        needed.append(points_to_come_first(board, applicant, other))
    return None if None in needed else max(points for points in needed if points is not None)


def in_the_way(board: Board, admission: Admission, applicant: int) -> Iterator[int | None]:
    """Who has to be passed in the walk: whoever made a group too full, and whoever stopped the walk.

    None where the floor is larger than all the group.
    """
    if applicant in admission.stopped:
        yield next(iter(admission.refused))
    for index in board.groups.paths[applicant]:
        most = board.groups.groups[index].most
        if most is None:
            continue
        limit, history = most - board.lots[applicant], admission.history[index]
        first_too_full = bisect_right(history, limit, key=lambda grant: grant[0])
        if limit < 0:
            yield None
        elif first_too_full < len(history):
            yield history[first_too_full][1]


def points_to_come_first(board: Board, applicant: int, other: int) -> int | None:
    """The fewest points with which one applicant passes another in the tie order."""
    return fewest(
        tie_changes(board, applicant, [other]), lambda points: first_of_equals(board, applicant, points, other)
    )


def points_for_floor_by_trial(board: Board, played: Round, applicant: int) -> int | None:
    """The same where minimums are guaranteed: what they lack depends on everybody, so the walk is taken again."""

    def granted(points: int) -> bool:
        admission = admit_present(board, played.present, board.floor_walk(applicant, points))
        return admission.granted[applicant] > 0

    candidates = sorted(tie_changes(board, applicant))
    found = bisect_left(candidates, True, key=granted)
    return candidates[found] if found < len(candidates) else None


def points_to_stay(board: Board, played: Round, applicant: int) -> int | None:
    """The fewest points with which somebody else would have opted out first."""
    applicants = board.problem.applicants
    others = [place for place in below_minimum(applicants, played.units.tolist()) if place != applicant]
    if not others:
        return None
    next_out = max(others, key=lambda place: (level_needed(applicants[place]), board.tie[place]))
    me, level = applicants[applicant], level_needed(applicants[next_out])
    needs = me.received + me.minimum - 1

    def stays(points: int) -> bool:
        mine = Fraction(needs, points * me.size)
        return mine < level or (mine == level and first_of_equals(board, applicant, points, next_out))

    equal = int(needs / level) // me.size if level else 0
    candidates = [equal, equal + 1, *tie_changes(board, applicant, [next_out])]
    return fewest((points for points in candidates if points > me.points), stays)


def tie_changes(board: Board, applicant: int, others: Iterable[int] | None = None) -> set[int]:
    """The points, above its own, at which an applicant may pass one of the others in the tie order."""
    applicants = board.problem.applicants
    if board.drawn is None:
        return set()
    rivals = range(len(applicants)) if others is None else others
    near = {applicants[place].points + step for place in rivals if place != applicant for step in (0, 1)}
    return {points for points in near if points > applicants[applicant].points}


def first_of_equals(board: Board, applicant: int, points: int, other: int) -> bool:
    """Who comes first at the same level, had the applicant so many points."""
    if board.drawn is None:
        return board.tie[applicant] < board.tie[other]
    mine, theirs = (-points, board.drawn[applicant]), (-board.problem.applicants[other].points, board.drawn[other])
    return mine < theirs


def fewest(candidates: Iterable[int], enough: Callable[[int], bool]) -> int | None:
    """The smallest candidate that is enough."""
    return next((points for points in sorted(candidates) if enough(points)), None)
