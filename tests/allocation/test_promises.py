"""What `docs/fairness.md` says the rule keeps with useful lots, and what they cost: properties and small cases."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.allocation import solve
from tests.allocation.cases import CROSSING, applicants, problem, problems, with_applicant

few = settings(max_examples=60, deadline=None)


def units_of(case) -> dict[str, int]:
    return {allocation.id: allocation.units for allocation in solve(case).allocations}


def with_floors(quotas=None, **fixed):
    """Useful lots by rank, then the level: the rule of the waves, without opt-outs. Maximums cross, unless told."""
    rows = applicants(6, minimum=st.just(0), **CROSSING, **fixed)
    return problems(rows=rows, quotas=quotas, keys=["leximin"], admissions=["rank"])


@few
@given(with_floors(), st.data())
def test_more_points_never_cost_a_unit_even_with_floors(case, data):
    place = data.draw(st.integers(0, len(case.applicants) - 1))
    applicant = case.applicants[place]
    richer = with_applicant(case, place, points=applicant.points + data.draw(st.integers(1, 9)))
    assert units_of(richer)[applicant.id] >= units_of(case)[applicant.id]


@few
@given(with_floors(), st.data())
def test_asking_for_more_never_pays_even_with_floors(case, data):
    """Whoever asked for its floor at least, and was not granted in full, gets the same for a larger request."""
    place = data.draw(st.integers(0, len(case.applicants) - 1))
    applicant = case.applicants[place]
    before = units_of(case)[applicant.id]
    if applicant.request is None or applicant.request < applicant.floor or before == applicant.request:
        return
    asking_more = with_applicant(case, place, request=applicant.request + data.draw(st.integers(1, 9)))
    assert units_of(asking_more)[applicant.id] == before


@few
@given(with_floors(quotas=st.just([]), **{"class": st.just(0)}))
def test_nobody_is_more_than_one_unit_ahead_of_the_level_above_its_lot(case):
    result = solve(case)
    if result.level is None:
        return
    for applicant in case.applicants:
        units = result.by_id[applicant.id].units
        if units > applicant.useful_lot:
            assert applicant.received + units - 1 <= Fraction(result.level) * applicant.weight


def lots(*asked, stock):
    """Applicants A, B, C… by (points, useful lot, request)."""
    rows = [
        {"id": name, "points": points, "floor": floor, "request": request}
        for name, (points, floor, request) in zip("ABC", asked, strict=False)
    ]
    return problem(stock, *rows)


def test_a_floor_may_make_one_more_machine_cost_somebody_units():
    """With 9, B's lot of 5 does not fit beside A's, who takes the rest; with 10 it does."""
    case = lots((2, 5, 10), (1, 5, 5), stock=9)
    assert units_of(case) == {"A": 9, "B": 0}
    assert units_of(replace(case, stock=10)) == {"A": 5, "B": 5}


def test_a_floor_may_make_a_departure_cost_somebody_units():
    """While B is there, C's lot of 10 does not fit; when B leaves it does, and takes from A."""
    case = lots((3, 10, 20), (2, 4, 4), (1, 10, 10), stock=20)
    assert units_of(case) == {"A": 16, "B": 4, "C": 0}
    stayed = replace(case, applicants=tuple(each for each in case.applicants if each.id != "B"))
    assert units_of(stayed) == {"A": 10, "C": 10}


def test_a_floor_may_make_two_waves_give_what_one_would_not():
    """In one wave of 10 both have their lot; first 9 then 1, and A has nine before anybody looks at B."""
    case = lots((2, 5, 10), (1, 5, 5), stock=10)
    assert units_of(case) == {"A": 5, "B": 5}
    first = units_of(replace(case, stock=9))
    second = replace(
        case,
        stock=1,
        applicants=tuple(
            replace(each, received=first[each.id], request=each.request - first[each.id]) for each in case.applicants
        ),
    )
    assert {name: first[name] + units for name, units in units_of(second).items()} == {"A": 10, "B": 0}


def test_asking_for_less_than_the_floor_may_bring_something():
    """Case b: the third asks for 20 and gets nothing; asking for the 5 that are left, it gets them."""
    rows = [
        {"id": name, "points": points, "request": 20, "floor": 10, "cap": 20}
        for name, points in (("A", 60), ("B", 50), ("C", 40))
    ]
    assert units_of(problem(25, *rows))["C"] == 0
    assert units_of(problem(25, *rows[:2], rows[2] | {"request": 5}))["C"] == 5


def test_quotas_that_cross_may_make_a_departure_cost_a_third_one():
    """A and B share a theme, B and C a district. A fills the theme and keeps B out, which leaves the district to C."""
    case = crossing(("A", 9, "D1", "T1"), ("B", 8, "D2", "T1"), ("C", 7, "D2", "T2"))
    assert units_of(case) == {"A": 1, "B": 0, "C": 1}
    stayed = replace(case, applicants=tuple(each for each in case.applicants if each.id != "A"))
    assert units_of(stayed) == {"B": 1, "C": 0}


def crossing(*rows):
    """One unit for each applicant, at most one for T1 and one for D2."""
    return problem(
        3,
        *[
            {"id": name, "points": points, "request": 1, "groups": {"district": district, "theme": theme}}
            for name, points, district, theme in rows
        ],
        quotas=[{"group": "district", "value": "D2", "max": 1}, {"group": "theme", "value": "T1", "max": 1}],
        admission="none",
    )
