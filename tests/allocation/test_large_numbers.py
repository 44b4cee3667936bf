"""Where float64 would round: weights, histories and stocks up to the largest number that a problem may hold."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.allocation import parse_problem, solve, verify
from rebond.allocation.problem import LARGEST
from tests.allocation.cases import CROSSING, applicants, asking, problems
from tests.allocation.naive import naive

few = settings(max_examples=30, deadline=None)

NEAR = [2**26, 2**32, 2**51, 2**52, 2**52 - 1, LARGEST // 2, LARGEST]  # products pass 2^52, 2^53, 2^62, 2^64, 2^106
large = st.builds(lambda base, step: min(LARGEST, max(1, base + step)), st.sampled_from(NEAR), st.integers(-3, 3))


def large_problems():
    """Few units, so that one ticket at a time is possible; everything else may be huge."""
    rows = applicants(5, **CROSSING, points=large | st.integers(1, 6), received=st.just(0) | large, minimum=st.just(0))
    return problems(rows=rows)


@few
@given(large_problems())
def test_large_numbers_are_shared_as_one_ticket_at_a_time(case):
    result = solve(case)
    assert {row.id: row.units for row in result.allocations} == naive(case)[0]
    assert verify(case, result)


@few
@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(0, 60), st.sampled_from([2**30, 2**44, 2**49]))
def test_the_same_unit_for_points_changes_nothing(points, stock, unit):
    """Points counted in thousandths, or in anything else, share a stock alike."""
    plain = [{"id": f"A{place}", "points": each} for place, each in enumerate(points)]
    scaled = [{**row, "points": row["points"] * unit} for row in plain]
    for key in ("leximin", "sainte-lague", "dhondt", "huntington-hill"):
        one, other = (solve(asking(stock, *rows, key=key)).allocations for rows in (plain, scaled))
        assert [row.units for row in one] == [row.units for row in other]


@few
@given(st.lists(large, min_size=2, max_size=5), st.integers(2**40, LARGEST))
def test_a_huge_stock_is_shared_to_the_last_unit_and_verified(points, stock):
    case = parse_problem(asking(stock, *({"id": f"A{place}", "points": each} for place, each in enumerate(points))))
    result = solve(case)
    assert (sum(row.units for row in result.allocations), result.left) == (stock, 0)
    assert verify(case, result)
