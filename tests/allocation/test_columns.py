"""Columns inside, rows for whoever reads: the same applicants, the same answers, whatever their number."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rebond.allocation import (
    Applicant,
    Applicants,
    Problem,
    Quota,
    floors,
    parse_problem,
    quotas,
    share,
    solve,
    standing,
    verify,
    waterfill,
)
from rebond.allocation import columns as column_module
from tests.allocation.cases import asking, nested_problems, problems
from tests.allocation.naive import naive

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROWS = (
    Applicant("A", 7, size=2, request=9, floor=3, groups={"district": "D1", "theme": "T1"}),
    Applicant("B", 5, cap=4, minimum=2, received=1, groups={"district": "D2"}),
    Applicant("C", 2**53 - 1, priority=3, phantom=True),
)


@pytest.fixture
def as_if_many(monkeypatch):
    """What is meant for a million applicants happens from a handful on."""
    monkeypatch.setattr(quotas, "WALKED", 6)
    monkeypatch.setattr(waterfill, "LISTED", 6)
    monkeypatch.setattr(waterfill, "SAMPLED", 3)
    monkeypatch.setattr(floors, "AT_FIRST", 2)
    monkeypatch.setattr(floors, "AT_MOST", 8)
    monkeypatch.setattr(column_module, "BLOCK", 4)
    monkeypatch.setattr(standing, "BLOCK", 1)


@few
@given(case=st.one_of(problems(), nested_problems()))
def test_ways_for_many_give_the_same_bytes_as_ways_for_few(case, as_if_many):
    many = solve(case)
    with pytest.MonkeyPatch.context() as ample:
        ample.setattr(quotas, "WALKED", 4096)
        ample.setattr(waterfill, "LISTED", 4096)
        ample.setattr(standing, "BLOCK", 4096)
        few_at_once = solve(case)
    assert many.as_bytes() == few_at_once.as_bytes()
    assert ({each.id: each.units for each in many.allocations}, list(many.removed)) == naive(case)


def test_applicants_read_as_rows():
    table = Applicants.of(ROWS)
    assert (tuple(table), table[0], table[-1], len(table)) == (ROWS, ROWS[0], ROWS[-1], 3)
    assert (table == ROWS, table[1:] == ROWS[1:], table == ROWS[:2]) == (True, True, False)


def test_applicants_from_columns_are_those_from_rows():
    table = Applicants.of_columns(
        ["A", "B", "C"],
        np.array([7, 5, 2**53 - 1]),
        size=[2, 1, 1],
        request=[9, None, None],
        cap=[None, 4, None],
        floor=np.array([3, 0, 0]),
        minimum=[0, 2, 0],
        received=[0, 1, 0],
        priority=[0, 0, 3],
        phantom=[False, False, True],
        families={"theme": ["T1", None, None], "district": ["D1", "D2", None]},
    )
    assert table == ROWS
    with pytest.raises(TypeError):
        Applicants.of_columns(["A"], [1], flor=[3])


def test_weight_beyond_the_machine_is_exact():
    assert Applicants.of([Applicant("A", 2**53 - 1, size=2**53 - 1)]).weight.tolist() == [(2**53 - 1) ** 2]


@few
@given(case=st.one_of(problems(), nested_problems()))
def test_share_gives_the_units_of_the_result(case):
    assert share(case).tolist() == [each.units for each in solve(case).allocations]


def test_share_counts_phantoms_in_their_place():
    case = asking(9, {"id": "Z", "points": 5}, {"id": "A", "points": 10, "phantom": True})
    assert [each.id for each in parse_problem(case).applicants] == ["A", "Z"]
    assert share(case).tolist() == [6, 3]


def crowd(count, **rule):
    """So many applicants in three kinds of groups, from a fixed seed."""
    random = np.random.default_rng(20_260_101)
    request = random.integers(1, 31, count)
    kinds = {kind: [f"{kind}{number}" for number in random.integers(0, 3, count)] for kind in ("d", "t", "s")}
    applicants = Applicants.of_columns(
        [f"A{place:06}" for place in range(count)],
        random.integers(1, 60, count),
        request=request,
        floor=random.integers(0, 6, count),
        received=random.integers(0, 3, count),
        families=kinds,
    )
    caps = tuple(
        Quota(kind, f"{kind}{number}", int(request.sum()) // (5 + number)) for kind in kinds for number in (0, 1, 2)
    )
    return parse_problem(Problem(int(request.sum()) // 2, applicants, seed="vague-1", quotas=caps, **rule))


@pytest.mark.parametrize("rule", [{}, {"key": "huntington-hill"}, {"key": "rank"}, {"admission": "max-served"}])
def test_thousands_are_shared_and_verified(rule):
    """Enough of them for samples, brackets, windows and blocks; the certificate allows one answer only."""
    case = crowd(20_000, **rule)
    result = solve(case)
    assert verify(case, result)
    assert result.units.sum() + result.left == case.stock
    units = result.units.copy()
    giver, taker = np.flatnonzero(units)[0], np.flatnonzero(units)[-1]
    units[giver] -= 1
    units[taker] += 1
    moved = type(result.allocations)(
        **{name: getattr(result.allocations, name) for name in result.allocations.__slots__} | {"units": units}
    )
    assert not verify(case, type(result)(**{**vars_of(result), "allocations": moved}))


def vars_of(result):
    return {name: getattr(result, name) for name in result.__slots__}


def test_no_row_is_made_for_an_applicant_that_nobody_reads():
    """Two hundred bytes for each of them at most, names included: a million fit in a small machine."""
    tracemalloc.start()
    try:
        crowd(20_000)
        kept, _ = tracemalloc.get_traced_memory()
        solve(crowd(20_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < peak < 20_000 * 1_000
