"""The instances as the engine takes them, and the steps of the engine that are measured."""

from collections.abc import Callable

import numpy as np

from benchmarks.allocation.instances import CAP, DISTRICTS, FLOOR, THEMES, Columns, quotas
from rebond.allocation import Applicants, Problem, Quota, parse_problem, share, solve, verify
from rebond.allocation.columns import NO_LIMIT, Labels
from rebond.allocation.explain import explain
from rebond.allocation.groups import EVERYBODY
from rebond.allocation.lottery import draw_lots
from rebond.allocation.rounds import Board, settle
from rebond.allocation.waterfill import waterfill

Step = Callable[[], object]


def plain_problem(given: Columns) -> Problem:
    """The queue alone: requests, caps, history; no floor, no quota."""
    return problem_of(given, admission="none", families={}, limits=())


def full_problem(given: Columns) -> Problem:
    """Floors by rank, and 21 quotas that cross."""
    families = {
        "district": Labels(given.district.astype(np.int32), tuple(DISTRICTS)),
        "theme": Labels(given.theme.astype(np.int32), tuple(THEMES)),
    }
    limits = tuple(Quota(each["group"], each["value"], each["max"]) for each in quotas(given))
    return problem_of(given, admission="rank", families=families, limits=limits)


def problem_with_order(given: Columns) -> Problem:
    """The queue alone, in a tie order that the problem gives: no lottery to draw again."""
    order = np.random.RandomState(2).permutation(given.count)
    return problem_of(given, admission="none", families={}, limits=(), tie=order)


def problem_of(
    given: Columns,
    *,
    admission: str,
    families: dict,
    limits: tuple[Quota, ...],
    stock: int | None = None,
    cap: int | None = CAP,
    tie: np.ndarray | None = None,
) -> Problem:
    applicants = Applicants.of_columns(
        given.ids,
        given.points,
        families=families,
        request=given.request,
        cap=np.full(given.count, NO_LIMIT if cap is None else cap),
        floor=np.full(given.count, FLOOR if admission != "none" else 0),
        received=given.received,
        tie=tie,
    )
    case = Problem(
        given.stock if stock is None else stock, applicants, admission=admission, seed="bench", quotas=limits
    )
    return parse_problem(case)


def steps_for(given: Columns, full: Problem) -> dict[str, Step]:
    """Everything that is timed at one size, by the name it has in the report."""
    plain, ordered = plain_problem(given), problem_with_order(given)
    board, full_board = Board.of(plain), Board.of(full)
    outcome, full_outcome = settle(board), settle(full_board)
    result, full_result, ordered_result = solve(plain), solve(full), solve(ordered)
    zero = board.queue.numbers(np.zeros(given.count, dtype=np.int64))
    shuffled = np.random.RandomState(1).random_sample(given.count)
    return {
        "argsort": lambda: np.argsort(shuffled, kind="stable"),
        "kernel": lambda: waterfill(board.queue, EVERYBODY, zero, board.ceiling, plain.stock),
        "lottery": lambda: draw_lots(plain),
        "rule": lambda: settle(board),
        "rule from the problem": lambda: share(plain),
        "rule, floors and quotas": lambda: settle(full_board),
        "the same from the problem": lambda: share(full),
        "explanations": lambda: explain(board, outcome),
        "explanations, floors and quotas": lambda: explain(full_board, full_outcome),
        "verify, tie order given": lambda: require(verify(ordered, ordered_result)),
        "verify": lambda: require(verify(plain, result)),
        "verify, floors and quotas": lambda: require(verify(full, full_result)),
        "solve": lambda: solve(full),
    }


def require(verdict: object) -> None:
    if not verdict:
        raise SystemExit(f"the verifier refuses a result: {verdict}")
