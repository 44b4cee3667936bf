"""The door: from a problem to the one allocation that its rule gives, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from rebond import __version__
from rebond.allocation.groups import STOCK
from rebond.allocation.points import points_for_one_more
from rebond.allocation.problem import Problem, parse_problem
from rebond.allocation.result import Allocation, Reserve, Result
from rebond.allocation.rounds import Board, Outcome, settle
from rebond.allocation.standing import Standing


def solve(problem: Problem | Mapping[str, Any]) -> Result:
    """Share the stock by the rule of the problem.

    Useful lots first, then the queue of tickets up to the same level, again after each opt-out. The answer is
    unique, does not depend on the order of the input, and can be checked by `verify` without this code.

    Raises Nonsense when the problem makes no sense.
    """
    board = Board.of(parse_problem(problem))
    outcome = settle(board)
    standing = Standing.of(board, outcome.last)
    applicants, units = board.problem.applicants, outcome.last.units.tolist()
    reasons = [reason_for(board, outcome, standing, place) for place in range(len(applicants))]
    return Result(
        problem_sha256=board.problem.sha256,
        engine=__version__,
        level=level_of(board, units, reasons),
        left=board.problem.stock - sum(units),
        removed=tuple(applicants[place].id for place in outcome.removed),
        reserved=tuple(
            Reserve(applicant.id, units[place]) for place, applicant in enumerate(applicants) if applicant.phantom
        ),
        allocations=tuple(
            Allocation(
                id=applicant.id,
                units=units[place],
                reason=reasons[place].code,
                binding=reasons[place].binding,
                last_level=published_key(board, place, units[place]) if units[place] else None,
                next_level=published_key(board, place, units[place] + 1) if reasons[place].waits else None,
                points_for_one_more=points_for_one_more(board, outcome, standing, place),
                tie=board.tie[place],
            )
            for place, applicant in enumerate(applicants)
            if not applicant.phantom
        ),
    )


class Reason(NamedTuple):
    """Why an applicant has no more, and what was full."""

    code: str
    binding: str | None

    @property
    def waits(self) -> bool:
        """Whether it still had a ticket in the queue."""
        return self.code in ("stock", "quota")


def reason_for(board: Board, outcome: Outcome, standing: Standing, place: int) -> Reason:
    applicant, played = board.problem.applicants[place], outcome.last
    units = int(played.units[place])
    if place in outcome.removed:
        return Reason("below-minimum", "minimum")
    if place in played.admission.refused:
        return Reason("floor-did-not-fit", played.admission.refused[place])
    if place in played.admission.stopped:
        return Reason("not-admitted", None)
    if units == applicant.request:
        return Reason("granted-in-full", "request")
    if units == applicant.cap:
        return Reason("wave-cap", "cap")
    binding = standing.blocking(place, board.queue.ticket(place, units + 1))[0]
    return Reason("stock" if binding == STOCK else "quota", binding)


def level_of(board: Board, units: Sequence[int], reasons: Sequence[Reason]) -> str | None:
    """The key of the first ticket refused for want of stock."""
    refused = [
        (board.queue.ticket(place, units[place] + 1), place)
        for place, reason in enumerate(reasons)
        if reason.code == "stock"
    ]
    if not refused:
        return None
    _, place = min(refused)
    return published_key(board, place, units[place] + 1)


def published_key(board: Board, place: int, unit: int) -> str | None:
    applicant = board.problem.applicants[place]
    return board.queue.key.published(applicant.received + unit, applicant.weight)
