"""How many points would have given one more unit? The smallest total, everything else unchanged.

While nobody opts out, more points never lose a unit, and nobody else's units change before the applicant gains its
next one. So the answer is read off the result: the next ticket must come before the last ticket held by somebody
else in every full group of the applicant. Where somebody may opt out, the whole rule is run again, from each number
of points at which anything could change to the next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from rebond.allocation.columns import NO_LIMIT, Column
from rebond.allocation.groups import Who
from rebond.allocation.lottery import draws_before
from rebond.allocation.passing import points_to_change_place, points_to_come_first, points_to_precede
from rebond.allocation.problem import LARGEST
from rebond.allocation.refusals import obstacles
from rebond.allocation.rounds import (
    Board,
    Outcome,
    Round,
    admit_present,
    below_minimum,
    last_to_be_useful,
    level_needed,
    play,
    settle,
    who_leaves,
)
from rebond.allocation.standing import Wall, ask, walls


def points_for_one_more(board: Board, outcome: Outcome, standing: list[Wall]) -> Column:
    """For each applicant the smallest total of points that gives one unit more; NO_LIMIT when no points would do.

    `standing` is that of the last round.
    """
    if not board.may_leave:
        return within_reach(points_for_next_unit(board, outcome.last, standing))
    first = first_changes(board, outcome)
    return np.array([by_trial(board, outcome, place, changes) for place, changes in enumerate(first)], dtype=np.int64)


def by_trial(board: Board, outcome: Outcome, place: int, changes: list[int]) -> int:
    """Try more and more points, each time as many as change a round, until they give a unit more.

    `changes` says for each round from how many points it goes otherwise; the others are not played again.
    """
    had = outcome.last.units[place]
    while (points := min(changes)) <= LARGEST:
        board = board.with_points(place, points)
        outcome, changes = played_again(board, outcome, place, changes)
        if outcome.last.units[place] > had:
            return points
    return NO_LIMIT


def played_again(board: Board, outcome: Outcome, place: int, changes: list[int]) -> tuple[Outcome, list[int]]:
    """The outcome with the points of a board, and when its rounds would change next.

    A round depends on who is there and on the points. So the rounds from one that opts another out are all played.
    """
    points = int(board.problem.applicants.points[place])
    rounds, changed = list[Round](), list[int]()
    leavers = [*outcome.removed, None]
    for turn, (played, change) in enumerate(zip(outcome.rounds, changes, strict=False)):
        if points < change:
            rounds.append(walked_again(board, played))
            changed.append(change)
            continue
        rounds.append(play(board, played.present))
        if who_leaves(board, rounds[-1]) != leavers[turn]:
            outcome = settle(board, rounds, outcome.removed[:turn])
            later = zip(outcome.rounds[turn:], [*outcome.removed[turn:], None], strict=True)
            changed += [change_of(board, each, leaver, place) for each, leaver in until_gone(later, place)]
            return outcome, changed
        changed.append(change_of(board, rounds[-1], leavers[turn], place))
    return Outcome([*rounds, *outcome.rounds[len(rounds) :]], outcome.removed), changed


def until_gone(rounds: Iterable[tuple[Round, int | None]], place: int) -> Iterator[tuple[Round, int | None]]:
    """The rounds in which an applicant takes part."""
    for played, leaver in rounds:
        yield played, leaver
        if leaver == place:
            return


def walked_again(board: Board, played: Round) -> Round:
    """A round in which nothing changed but somebody's place in the walk of the floors."""
    walk = board.walk[played.present[board.walk]]
    return replace(played, admission=replace(played.admission, walk=walk))


def within_reach(points: Column) -> Column:
    np.putmask(points, points > LARGEST, NO_LIMIT)
    return points


def first_changes(board: Board, outcome: Outcome) -> list[list[int]]:
    """For each applicant, the fewest points at which each round that it takes part in would go otherwise."""
    leavers = [*outcome.removed, None]
    rounds = np.array(
        [
            changes_of_round(board, played, leaver, points_for_next_unit(board, played, walls(board, played)))
            for played, leaver in zip(outcome.rounds, leavers, strict=True)
        ]
    )
    changes: list[list[int]] = rounds.T.tolist()
    for turn, leaver in enumerate(outcome.removed):
        del changes[leaver][turn + 1 :]
    return changes


def change_of(board: Board, played: Round, leaver: int | None, place: int) -> int:
    """The same for one round and one applicant."""
    changes = points_for_next_unit(board, played, walls(board, played, place), place)
    return int(changes_of_round(board, played, leaver, changes)[place])


def changes_of_round(board: Board, played: Round, leaver: int | None, changes: Column) -> Column:
    """The fewest points for a unit more, for another place in a walk that stops, or for somebody else's opt-out."""
    if board.problem.admission == "rank-stop":
        changes = np.where(played.admission.shut_out, points_to_change_place(board), changes)
    if leaver is not None:
        changes[leaver] = min(int(changes[leaver]), points_to_stay(board, played, leaver))
    return changes


def points_for_next_unit(board: Board, played: Round, standing: list[Wall], only: int | None = None) -> Column:
    """The fewest points with which one round gives each applicant another unit."""
    needed = np.zeros(len(board.tie), dtype=np.int64)

    def passing(who: Who, rival: Column) -> Column:
        return points_to_precede(board, who, played.units, rival)

    for meeting in ask(standing, len(needed), passing):
        meeting.tell(needed, np.maximum, meeting.said)
    np.putmask(needed, played.units >= played.takes, NO_LIMIT)
    shut_out = played.admission.shut_out
    if shut_out.any():
        needed[shut_out] = points_for_floor(board, played, only)[shut_out]
    return needed


def points_for_floor(board: Board, played: Round, only: int | None) -> Column:
    """The fewest points with which each refused floor would have come early enough to fit."""
    if board.groups.guarantee:
        return points_for_floor_by_trial(board, played, only)
    needed = np.zeros(len(board.tie), dtype=np.int64)
    for who, owner in obstacles(board.groups, played.admission, board.lots):
        if owner is None:
            needed[who] = NO_LIMIT
        else:
            same_rank = board.rank[who] == board.rank[owner]
            passing = np.where(same_rank, points_to_come_first(board, who, np.array([owner])), NO_LIMIT)
            needed[who] = np.maximum(needed[who], passing)
    return needed


def points_for_floor_by_trial(board: Board, played: Round, only: int | None) -> Column:
    """The same where minimums are guaranteed: what they lack depends on everybody, so the walk is taken again."""
    needed = np.full(len(board.tie), NO_LIMIT, dtype=np.int64)
    if board.drawn is None:
        return needed
    points = board.problem.applicants.points
    for place in np.flatnonzero(played.admission.shut_out).tolist() if only is None else [only]:
        others = np.delete(points, place)
        candidates = np.unique([others, others + 1])
        candidates = candidates[candidates > points[place]].tolist()

        def granted(total: int, place: int = place) -> bool:
            admission = admit_present(board, played.present, board.walk_with_points(place, total))
            return bool(admission.granted[place] > 0)

        found = bisect_left(candidates, True, key=granted)
        needed[place] = candidates[found] if found < len(candidates) else NO_LIMIT
    return needed


def points_to_stay(board: Board, played: Round, leaver: int) -> int:
    """The fewest points with which somebody else would have opted out first."""
    others = [place for place in below_minimum(board, played) if place != leaver]
    if not others:
        return NO_LIMIT
    next_out = last_to_be_useful(board, others)
    applicants, level = board.problem.applicants, level_needed(board, next_out)
    own, size = int(applicants.points[leaver]), int(applicants.size[leaver])
    theirs = int(applicants.points[next_out])
    needs = int(applicants.received[leaver]) + int(applicants.minimum[leaver]) - 1

    def stays(points: int) -> bool:
        mine = Fraction(needs, points * size)
        if mine != level:
            return mine < level
        if board.drawn is None:
            return bool(board.tie[leaver] < board.tie[next_out])
        lucky = bool(draws_before(board.drawn, np.array([leaver]), np.array([next_out]))[0])
        return points > theirs or (points == theirs and lucky)

    equal = int(needs / level) // size if level else 0
    candidates = sorted({equal, equal + 1, *((theirs, theirs + 1) if board.drawn is not None else ())})
    return next((points for points in candidates if points > own and stays(points)), NO_LIMIT)
