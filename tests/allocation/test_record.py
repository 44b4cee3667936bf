"""A published record stands by itself: problem, result, and a reason for every decision that departs from it."""

import json

import pytest

from rebond.allocation import Nonsense, solve, verify_record
from tests.allocation.cases import problem

CASE = problem(10, {"id": "A", "points": 3}, {"id": "B", "points": 2, "request": 10}, {"id": "C", "points": 1})


def record(*decisions, **members):
    result = solve(CASE)
    proposed = [decision(each.id, each.units, each.units) for each in result.allocations]
    return {
        "format": "rebond.waves.record/1",
        "wave": {"slug": "vague-1"},
        "problem": CASE.as_dict(),
        "result": result.as_dict(),
        "decisions": list(decisions) or proposed,
        **members,
    }


def decision(name, proposed, decided, reason=""):
    return {"id": name, "proposed": proposed, "decided": decided, "reason": reason}


def test_record_that_follows_its_proposal_verifies():
    assert verify_record(json.dumps(record()))


def test_record_with_a_reasoned_change_verifies():
    assert verify_record(record(decision("A", 5, 3, "Salle trop petite"), decision("B", 3, 3), decision("C", 2, 2)))


@pytest.mark.parametrize(
    ("decisions", "code"),
    [
        ([decision("A", 5, 3), decision("B", 3, 3), decision("C", 2, 2)], "decision-without-reason"),
        ([decision("A", 5, 3, "  "), decision("B", 3, 3), decision("C", 2, 2)], "decision-without-reason"),
        ([decision("A", 4, 4), decision("B", 3, 3), decision("C", 2, 2)], "decision-misquotes"),
        ([decision("A", 5, 5), decision("B", 3, 3)], "decisions-not-everybody-once"),
        ([decision("A", 5, 5)] * 2 + [decision("B", 3, 3), decision("C", 2, 2)], "decisions-not-everybody-once"),
        ([decision("A", 5, 6, "Urgence"), decision("B", 3, 3), decision("C", 2, 2)], "decisions-exceed-stock"),
        ([decision("A", 5, -1, "Erreur"), decision("B", 3, 3), decision("C", 2, 2)], "decision-negative"),
    ],
)
def test_record_that_does_not_hold_says_why(decisions, code):
    verdict = verify_record(record(*decisions))
    assert (bool(verdict), verdict.code) == (False, code)


def test_record_of_another_problem_does_not_hold():
    other = problem(11, {"id": "A", "points": 3}, {"id": "B", "points": 2}, {"id": "C", "points": 1})
    assert verify_record(record(problem=other.as_dict())).code == "another-problem"


@pytest.mark.parametrize(
    "broken",
    [
        [],
        record(format="record/9"),
        record(result=None),
        record(decisions={}),
        record({"id": "A", "proposed": 5}),
        record(decision("A", True, 5)),
        record(decision("A", 5, 5, 7)),
    ],
)
def test_what_is_no_record_is_refused(broken):
    with pytest.raises(Nonsense):
        verify_record(broken)
