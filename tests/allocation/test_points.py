"""The smallest number of points that would have given one more unit, against trying them one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.allocation import solve
from tests.allocation.cases import nested_problems, problem, problems, with_applicant
from tests.allocation.naive import naive

BEYOND = 30  # how far to try in vain before believing that no points would do


@settings(max_examples=12, deadline=None)
@given(st.one_of(problems(), nested_problems(), problems(quotas=st.just([]))))
def test_points_for_one_more_are_exact_and_minimal(case):
    result = solve(case)
    for place, applicant in enumerate(case.applicants):
        found = result.by_id[applicant.id].points_for_one_more
        units = result.by_id[applicant.id].units
        tried = range(applicant.points + 1, (found or applicant.points + BEYOND) + 1)
        enough = (points for points in tried if gets(case, place, points) > units)
        assert next(enough, None) == found


def gets(case, place, points):
    return naive(with_applicant(case, place, points=points))[0][case.applicants[place].id]


def test_points_at_the_level_are_enough_when_the_lottery_says_so():
    """B and C are equal; one more point than the tie needs is asked only of the one that the lottery puts last."""
    rows = [{"id": "A", "points": 4}, {"id": "B", "points": 2, "request": 9}, {"id": "C", "points": 2, "request": 9}]
    result = solve(problem(5, *rows))
    assert [result.by_id[name].units for name in "ABC"] == [3, 1, 1]
    assert [result.by_id[name].points_for_one_more for name in "ABC"] == [None, 3, 3]


def test_no_points_can_help_past_the_request():
    assert solve(problem(9, {"id": "A", "points": 1, "request": 3})).by_id["A"].points_for_one_more is None


def test_points_that_would_have_admitted_a_floor():
    """The lottery of this seed puts B before C: to have come early enough C needed one point more than B."""
    lots = [{"id": name, "points": points, "floor": 10} for name, points in (("A", 60), ("B", 50), ("C", 40))]
    assert solve(problem(25, *lots, seed="vague-1")).by_id["C"].points_for_one_more == 51


def test_points_with_strict_rank_pass_only_those_in_the_way():
    """A comes before C already, in a group that C fills; B alone is in A's way, and the lottery puts A before B."""
    rows = [
        {"id": "A", "points": 5, "groups": {"district": "D1", "size": "S"}},
        {"id": "B", "points": 9, "request": 4, "groups": {"district": "D1"}},
        {"id": "C", "points": 2, "request": 3, "groups": {"size": "S"}},
    ]
    quotas = [{"group": "district", "value": "D1", "max": 4}, {"group": "size", "value": "S", "max": 3}]
    assert solve(problem(20, *rows, key="rank", quotas=quotas)).by_id["A"].points_for_one_more == 9
