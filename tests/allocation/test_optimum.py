"""Against every allocation there is: nothing here knows how the rule is computed.

Small problems, all feasible vectors of units written down. Exactly one passes the verifier; and where quotas nest, it
is the one that shares everything and whose tickets, from the latest to the earliest, come as early as can be: the
decreasingly minimal one (Frank and Murota 2022).
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rebond.allocation import solve, verify
from tests.allocation.cases import CROSSING, NESTED, applicants, crossing_quotas, nested_quotas, problems
from tests.allocation.naive import KEYS, cap, ties

few = settings(max_examples=25, deadline=None)
SMALL = {"request": st.integers(0, 4), "cap": st.none()}
WRONG_UNITS = {
    "left",
    "opt-out-missing",
    "out-of-bounds",
    "over-the-maximum",
    "under-the-minimum",
    "ticket-refused-too-early",
}


def small(groups, quotas, **fields):
    return problems(rows=applicants(4, **groups, **SMALL, **fields), quotas=quotas, stock=st.integers(4, 12))


def vectors(case):
    """Every way to give nobody more than asked and nothing beyond the stock."""
    ranges = [range(min(cap(each), case.stock) + 1) for each in case.applicants]
    return [units for units in product(*ranges) if sum(units) <= case.stock]


def members(case, quota):
    return [place for place, each in enumerate(case.applicants) if each.groups.get(quota.group) == quota.value]


@few
@given(st.one_of(small(CROSSING, crossing_quotas()), small(NESTED, nested_quotas())))
def test_exactly_one_allocation_passes_the_verifier(case):
    """The reasons are left as they are: units alone must be enough to tell right from wrong."""
    result = solve(case)
    right = tuple(allocation.units for allocation in result.allocations)
    for units in vectors(case):
        rows = [replace(row, units=given) for row, given in zip(result.allocations, units, strict=True)]
        verdict = verify(case, replace(result, allocations=tuple(rows), left=case.stock - sum(units)))
        assert bool(verdict) == (units == right)
        assert verdict or verdict.code in WRONG_UNITS


@few
@given(small(NESTED, nested_quotas(), floor=st.just(0), minimum=st.just(0)))
def test_nested_quotas_give_the_decreasingly_minimal_allocation(case):
    within = [
        units for units in vectors(case) if all(sum_of(units, case, quota) <= top(quota) for quota in case.quotas)
    ]
    least = {quota.name: min(quota.least, max(sum_of(units, case, quota) for units in within)) for quota in case.quotas}
    feasible = [
        units for units in within if all(sum_of(units, case, quota) >= least[quota.name] for quota in case.quotas)
    ]
    assume(feasible)
    most = max(map(sum, feasible))
    best = min((units for units in feasible if sum(units) == most), key=lambda units: tickets(case, units))
    assert tuple(allocation.units for allocation in solve(case).allocations) == best


def sum_of(units, case, quota):
    return sum(units[place] for place in members(case, quota))


def top(quota):
    return 99 if quota.most is None else quota.most


def tickets(case, units):
    """Class, key and tie place of every unit given, the latest first."""
    order, key = ties(case), KEYS[case.key]
    return sorted(
        (
            (each.priority, *level(case, key, each, unit, order[each.id]))
            for each, given in zip(case.applicants, units, strict=True)
            for unit in range(1, given + 1)
        ),
        reverse=True,
    )


def level(case, key, each, unit, place):
    """With strict rank the place goes before the unit."""
    if case.key == "rank":
        return place, Fraction(unit)
    return key(each.received + unit, each.points * each.size), place
