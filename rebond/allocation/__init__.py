"""The allocation engine: one stock, many associations, a rule that anyone can check.

Pure Python and numpy. `solve(problem)` gives the one allocation of the rule; `verify(problem, result)` checks it
without the solver. `docs/fairness.md` says the rule in words.
"""

from rebond.allocation.allocations import Allocation, Allocations
from rebond.allocation.applicants import Applicant, Applicants
from rebond.allocation.groups import Quota
from rebond.allocation.nonsense import Nonsense
from rebond.allocation.problem import Problem, canonical_bytes, parse_problem
from rebond.allocation.record import verify_record
from rebond.allocation.result import Reserve, Result, parse_result
from rebond.allocation.sentences import sentence
from rebond.allocation.solver import share, solve
from rebond.allocation.verifier import Verdict, verify

__all__ = [
    "Allocation",
    "Allocations",
    "Applicant",
    "Applicants",
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
    "share",
    "solve",
    "verify",
    "verify_record",
]
