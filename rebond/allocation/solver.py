"""The door: from a problem to the one allocation that its rule gives, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rebond import __version__
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
    applicants = board.problem.applicants
    units = outcome.last.units.tolist()
    return Result(
        problem_sha256=board.problem.sha256,
        engine=__version__,
        level=level_of(board, outcome, standing),
        left=board.problem.stock - sum(units),
        removed=tuple(applicants[place].id for place in outcome.removed),
        reserved=tuple(
            Reserve(applicant.id, units[place]) for place, applicant in enumerate(applicants) if applicant.phantom
        ),
        allocations=tuple(
            explain(board, outcome, standing, place)
            for place, applicant in enumerate(applicants)
            if not applicant.phantom
        ),
    )


def explain(board: Board, outcome: Outcome, standing: Standing, place: int) -> Allocation:
    """What one applicant receives, what stopped it there, and how many points would have given one unit more."""
    applicant, units = board.problem.applicants[place], int(outcome.last.units[place])
    reason, binding = reason_for(board, outcome, standing, place)
    return Allocation(
        id=applicant.id,
        units=units,
        reason=reason,
        binding=binding,
        last_level=published_key(board, place, units) if units else None,
        next_level=published_key(board, place, units + 1) if reason in ("stock", "quota") else None,
        points_for_one_more=points_for_one_more(board, outcome, standing, place),
        tie=board.tie[place],
    )


def reason_for(board: Board, outcome: Outcome, standing: Standing, place: int) -> tuple[str, str | None]:
    """Why an applicant has no more: the reason, and the group that was full."""
    applicant, played = board.problem.applicants[place], outcome.last
    units = int(played.units[place])
    if place in outcome.removed:
        return "below-minimum", "minimum"
    if place in played.admission.refused:
        return "floor-did-not-fit", played.admission.refused[place]
    if place in played.admission.stopped:
        return "not-admitted", None
    if units == applicant.ceiling:
        return ("granted-in-full", "request") if units == applicant.request else ("wave-cap", "cap")
    binding = standing.blocking(place, board.queue.ticket(place, units + 1))[0]
    return ("stock" if binding == "stock" else "quota"), binding


def level_of(board: Board, outcome: Outcome, standing: Standing) -> str | None:
    """The key of the first ticket refused for want of stock."""
    refused = []
    for place in range(len(board.problem.applicants)):
        if reason_for(board, outcome, standing, place)[0] == "stock":
            unit = int(outcome.last.units[place]) + 1
            refused.append((board.queue.ticket(place, unit), place, unit))
    if not refused:
        return None
    _, place, unit = min(refused)
    return published_key(board, place, unit)


def published_key(board: Board, place: int, unit: int) -> str | None:
    applicant = board.problem.applicants[place]
    return board.queue.key.published(applicant.received + unit, applicant.weight)
