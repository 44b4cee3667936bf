"""Check a result without the solver: bounds, sums, floors walked again, and one test per refused ticket.

Nothing here fills anything up. Exactly one allocation passes: if two did, take the first ticket of the queue on which
they differ; the one that refuses it needs a group full of earlier tickets, which the other holds as well.

It reads problems, results and the definitions of the keys, which belong to the rule; nothing that computes an
allocation is within its reach.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rebond.allocation.columns import total
from rebond.allocation.problem import Problem, parse_problem
from rebond.allocation.result import Result, parse_result
from rebond.allocation.verifier.certificate import Certificate
from rebond.allocation.verifier.explanations import check_explanations
from rebond.allocation.verifier.ledger import Ledger
from rebond.allocation.verifier.replay import check_opt_outs
from rebond.allocation.verifier.verdict import Verdict, Wrong, require, require_all

__all__ = ["Certificate", "Ledger", "Verdict", "Wrong", "require", "verify"]


def verify(
    problem: Problem | str | bytes | Mapping[str, Any], result: Result | str | bytes | Mapping[str, Any]
) -> Verdict:
    """Is this the one result that the rule gives to this problem? Raises Nonsense when either cannot be read."""
    case, answer = parse_problem(problem), parse_result(result)
    try:
        check(case, answer)
    except Wrong as wrong:
        return wrong.verdict
    return Verdict()


def check(problem: Problem, result: Result) -> None:
    require(result.problem_sha256 == problem.sha256, "another-problem")
    ledger = Ledger(problem, said=None if len(result.reserved) else result.allocations.tie)
    units = ledger.units_in(result)
    left = problem.stock - total(units)
    require(result.left == left, "left", left=result.left, expected=left)
    removed = check_opt_outs(ledger, result)
    useful = (units == 0) | (units >= problem.applicants.minimum)
    require_all(useful, "opt-out-missing", lambda place: {"id": ledger.ids[place]})
    certificate = Certificate(ledger, removed, units, ledger.shut_out_in(result))
    certificate.check_units()
    check_explanations(certificate, result)
