"""Each measure on outcomes small enough to count on one's fingers."""

import numpy as np
import pytest

from rebond.waves.simulation.metrics import (
    Comparison,
    delivered_late,
    envy_between_waves,
    fair_outcome,
    gini_of_fill,
    moved_from_fair,
    waste,
    with_nothing,
    worst_share,
)
from rebond.waves.simulation.policies import Outcome
from tests.waves.simulation.futures import future

# 20 computers; two associations in the first wave, two in the second, all alike: five each would be fair.
FOUR_ALIKE = future(20, (0, 10, 10), (0, 10, 10), (1, 10, 10), (1, 10, 10))


def compared(units: list[int], of=FOUR_ALIKE, late: int = 0) -> Comparison:
    outcome = Outcome(np.array(units), late)
    return Comparison(of.crowd, of.scenario.stock, fair_outcome(of), outcome)


def test_the_fair_outcome_knows_no_waves():
    assert fair_outcome(FOUR_ALIKE).tolist() == [5, 5, 5, 5]


def test_the_fair_outcome_keeps_the_floor_of_each_wave():
    of = future(25, (0, 60, 20), (0, 50, 20), (1, 40, 20), (1, 30, 4), floor=10, cap=20)
    assert fair_outcome(of).tolist() == [11, 10, 0, 4]


@pytest.mark.parametrize(
    ("units", "moved", "nothing", "worst"),
    [
        ([5, 5, 5, 5], 0, 0, 1),
        ([10, 10, 0, 0], 10, 2, 0),
        ([7, 6, 4, 3], 3, 0, 0.6),
        ([5, 5, 5, 0], 5, 1, 0),
        ([6, 6, 6, 6], 0, 0, 1),
    ],
)
def test_distance_from_the_fair_outcome(units, moved, nothing, worst):
    found = compared(units)
    assert (moved_from_fair(found), with_nothing(found), worst_share(found)) == (moved, nothing, worst)


def test_who_would_have_nothing_in_the_fair_outcome_does_not_count_as_worst_share():
    of = future(25, (0, 60, 20), (0, 50, 20), (1, 40, 20), (1, 30, 4), floor=10, cap=20)
    assert worst_share(compared([11, 10, 0, 4], of)) == 1


def test_worst_share_where_there_is_nothing_to_share_is_whole():
    assert worst_share(compared([], future(20))) == 1


@pytest.mark.parametrize(
    ("units", "gini"),
    [([5, 5, 5, 5], 0), ([10, 10, 0, 0], 0.5), ([10, 0, 0, 0], 0.75), ([0, 0, 0, 0], 0), ([8, 6, 4, 2], 0.25)],
)
def test_gini_of_fill(units, gini):
    assert gini_of_fill(compared(units)) == pytest.approx(gini)


def test_gini_of_fill_compares_with_what_each_could_have():
    of = future(20, (0, 10, 10), (1, 10, 4))
    assert gini_of_fill(compared([10, 4], of)) == 0


@pytest.mark.parametrize(
    ("units", "wasted"),
    [([5, 5, 5, 5], 0), ([5, 5, 5, 0], 5), ([0, 0, 0, 0], 20)],
)
def test_waste_is_what_somebody_still_wanted(units, wasted):
    assert waste(compared(units)) == wasted


def test_what_nobody_wants_is_not_wasted():
    assert waste(compared([3, 4], future(20, (0, 10, 3), (1, 10, 4)))) == 0


def test_envy_forgives_one_unit():
    assert envy_between_waves(compared([6, 5, 5, 4])) == 0 + 1  # the last sees a sixth unit, and has four
    assert envy_between_waves(compared([6, 5, 5, 5])) == 0


def test_envy_is_felt_between_waves_only():
    assert envy_between_waves(compared([9, 1, 5, 5])) == 3  # the second sees 5 in wave 2; wave 2 sees 9 in wave 1


def test_who_has_all_it_asked_envies_nobody():
    of = future(20, (0, 10, 10), (1, 10, 4))
    assert envy_between_waves(compared([10, 4], of)) == 0


def test_a_useful_lot_is_not_envied():
    of = future(20, (0, 5, 10), (1, 50, 20), floor=10)
    assert envy_between_waves(compared([10, 10], of)) == 0


def test_nobody_envies_anybody_in_the_fair_outcome():
    of = future(97, (0, 73, 26), (0, 20, 30), (0, 41, 8), (1, 66, 30), (1, 25, 30), (1, 80, 12))
    assert envy_between_waves(compared(fair_outcome(of).tolist(), of)) == 0


def test_late_units_are_those_of_the_settlement():
    assert delivered_late(compared([5, 5, 5, 5], late=4)) == 4
