"""A key is one small file: a made-up one goes through the same door as those of the house."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rebond.allocation import Nonsense, parse_problem, solve, verify
from rebond.allocation.keys import KEYS, Key
from tests.allocation import naive
from tests.allocation.cases import asking, nested_problems, problems

few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Dean(Key):
    """The harmonic mean of the units before and after: `2 n (n - 1) / (2 n - 1) / w`. Its level is written in words."""

    name = "dean"

    def fraction(self, units, weight):
        return 2 * units * (units - 1), (2 * units - 1) * weight

    def units_at(self, level, weight):
        reach = level * weight
        return (1 + reach + (1 + reach * reach) ** 0.5) / 2

    def weight_at(self, level, units):
        return 2 * units * (units - 1) / (2 * units - 1) / level

    def published(self, fraction):
        return f"mean {fraction}"


@pytest.fixture
def dean(monkeypatch):
    monkeypatch.setitem(KEYS, "dean", Dean())
    monkeypatch.setitem(naive.KEYS, "dean", lambda n, w: Fraction(2 * n * (n - 1), 2 * n - 1) / w)


def test_key_that_nobody_added_is_refused():
    with pytest.raises(Nonsense):
        parse_problem(asking(1, {"id": "A", "points": 1}, key="dean"))


@few
@given(st.data())
def test_added_key_agrees_with_one_ticket_at_a_time(dean, data):
    case = data.draw(st.one_of(problems(keys=["dean"]), nested_problems(keys=["dean"])))
    result = solve(case)
    units, removed = naive.naive(case)
    assert ({each.id: each.units for each in result.allocations}, list(result.removed)) == (units, removed)
    assert verify(case, result)


def test_added_key_publishes_its_own_levels(dean):
    rows = [{"id": "A", "points": 3}, {"id": "B", "points": 2}, {"id": "C", "points": 1}]
    result = solve(asking(7, *rows, key="dean"))
    assert [each.units for each in result.allocations] == [4, 2, 1]
    assert (result.level, result.by_id["A"].last_level) == ("mean 6/5", "mean 8/7")


@pytest.mark.parametrize("key", [*KEYS.values(), Dean()], ids=lambda key: key.name)
def test_key_rises_with_units_and_falls_with_weight(key):
    for n in range(1, 9):
        for w in range(1, 9):
            here, more, heavier = (Fraction(*key.fraction(*at)) for at in ((n, w), (n + 1, w), (n, w + 1)))
            assert here < more
            assert heavier < here or key.one_by_one or here == 0


@pytest.mark.parametrize("key", [*KEYS.values(), Dean()], ids=lambda key: key.name)
def test_guesses_come_close(key):
    """To within one unit and one point of weight; whatever is off is repaired by comparing fractions."""
    for n in (2, 3, 40, 5_000):
        for w in (1, 7, 900):
            level = float(Fraction(*key.fraction(n, w)))
            assert abs(key.units_at(level, float(w)) - n) < 1
            assert key.one_by_one or abs(key.weight_at(level, float(n)) - w) < 1
