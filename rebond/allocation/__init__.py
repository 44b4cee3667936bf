"""The allocation engine: one stock, many associations, a rule that anyone can check.

Pure Python and numpy. `solve(problem)` gives the one allocation of the rule; `verify(problem, result)` checks it
without the solver. `docs/fairness.md` says the rule in words.
"""

from rebond.allocation.groups import Quota
from rebond.allocation.nonsense import Nonsense
from rebond.allocation.problem import Applicant, Problem, canonical_bytes, parse_problem
from rebond.allocation.record import verify_record
from rebond.allocation.result import Allocation, Reserve, Result, parse_result
from rebond.allocation.sentences import sentence
from rebond.allocation.solver import solve
from rebond.allocation.verifier import Verdict, verify

__all__ = [
    "Allocation",
    "Applicant",
    "Nonsense",
    "Problem",
    "Quota",
    "Reserve",
    "Result",
    "Verdict",
    "canonical_bytes",
    "parse_problem",
    "parse_result",
    "sentence",
    "solve",
    "verify",
    "verify_record",
]
