"""The door: from a problem to the one allocation that its rule gives, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rebond import __version__
from rebond.allocation.columns import Column, total
from rebond.allocation.explain import explain
from rebond.allocation.problem import Problem, parse_problem
from rebond.allocation.result import Reserve, Result
from rebond.allocation.rounds import Board, settle


def solve(problem: Problem | Mapping[str, Any]) -> Result:
    """Share the stock by the rule of the problem.

    Useful lots first, then the queue of tickets up to the same level, again after each opt-out. The answer is
    unique, does not depend on the order of the input, and can be checked by `verify` without this code.

    Raises Nonsense when the problem makes no sense.
    """
    board = Board.of(parse_problem(problem))
    outcome = settle(board)
    allocations, level = explain(board, outcome)
    applicants, units = board.problem.applicants, allocations.units
    reserved = np.flatnonzero(applicants.phantom).tolist()
    return Result(
        problem_sha256=board.problem.sha256,
        engine=__version__,
        level=level,
        left=board.problem.stock - total(units),
        removed=tuple(applicants.ids[place] for place in outcome.removed),
        reserved=tuple(Reserve(applicants.ids[place], int(units[place])) for place in reserved),
        allocations=allocations.where(~applicants.phantom),
    )


def share(problem: Problem | Mapping[str, Any]) -> Column:
    """The units alone, in the order of `problem.applicants` (sorted by id, phantoms included): no reasons."""
    return settle(Board.of(parse_problem(problem))).last.units.astype(np.int64)
