"""What each policy gives, wave after wave, where the answer can be told without a computer."""

import pytest

from rebond.waves.simulation import Refusal, default_policies, read_policy
from rebond.waves.simulation.policies import play, proportional_tranches
from rebond.waves.simulation.scenario import REFERENCE, WavePlan
from tests.waves.simulation.futures import crowd, future, scenario

# 20 computers, two associations of the first wave, two of the second, all alike. The forecast was right.
ROWS = ((0, 10, 10), (0, 10, 10), (1, 10, 10), (1, 10, 10))
EXPECTED = (crowd(), crowd((1, 10, 10), (1, 10, 10), (1, 10, 10)))


def played(code: str, of=None) -> tuple[list[int], int]:
    of = of or future(20, *ROWS, phantoms=EXPECTED)
    outcome = play(read_policy(code, of.scenario), of)
    return outcome.units.tolist(), outcome.late


@pytest.mark.parametrize(
    ("code", "units", "late"),
    [
        ("first-come", [10, 10, 0, 0], 0),
        ("no-reserve", [10, 10, 0, 0], 0),
        ("tranches=10-10", [5, 5, 5, 5], 0),
        ("tranches=8-8", [4, 4, 4, 4], 0),
        ("tranches=8-8+settlement", [5, 5, 5, 5], 4),
        ("q50", [5, 5, 5, 5], 0),
        ("q80+settlement", [5, 5, 5, 5], 0),
    ],
)
def test_policies_on_four_alike(code, units, late):
    assert played(code) == (units, late)


def test_first_come_serves_in_the_order_of_arrival_and_cuts_the_last():
    assert played("first-come", future(15, *ROWS)) == ([10, 5, 0, 0], 0)


def test_no_reserve_follows_the_rule_inside_a_wave():
    assert played("no-reserve", future(9, (0, 20, 10), (0, 10, 10), (1, 90, 10))) == ([6, 3, 0], 0)


def test_no_reserve_leaves_the_rest_to_the_next_wave():
    assert played("no-reserve", future(15, (0, 10, 10), (1, 10, 10), (1, 10, 10))) == ([10, 3, 2], 0)


def test_a_tranche_that_is_not_used_waits_for_the_settlement():
    of = future(20, (0, 10, 2), (1, 10, 10), (1, 10, 10))
    assert played("tranches=10-10", of) == ([2, 5, 5], 0)
    assert played("tranches=10-10+settlement", of) == ([2, 9, 9], 8)


def test_phantoms_who_do_not_come_leave_their_units_to_the_settlement():
    of = future(20, *ROWS[:2], phantoms=EXPECTED)
    assert played("q50", of) == ([10, 10], 0)  # the forecast of this future expects nobody
    expecting_two = future(20, *ROWS, phantoms=EXPECTED)
    absent = type(of)(expecting_two.scenario, of.crowd, EXPECTED)
    assert played("q50", absent) == ([5, 5], 0)
    assert played("q50+settlement", absent) == ([10, 10], 10)


def test_a_higher_quantile_keeps_for_more_associations():
    plan = scenario(30, 2, 2, forecast_error=40)
    of = type(future(30))(plan, crowd(*ROWS), EXPECTED)
    assert (plan.forecast_of(1, 50), plan.forecast_of(1, 80)) == (2, 3)
    assert played("q50", of)[0] == [8, 7, 8, 7]
    assert played("q80", of)[0] == [6, 6, 9, 9]


def test_the_settlement_counts_what_was_received():
    of = future(20, (0, 10, 10), (0, 10, 10), (1, 10, 10))
    assert played("tranches=6-4+settlement", of) == ([7, 7, 6], 10)


def test_the_settlement_grants_a_floor_that_did_not_fit_before():
    of = future(30, (0, 20, 20), (0, 10, 20), (1, 10, 20), floor=10)
    assert played("tranches=15-10", of) == ([15, 0, 10], 0)
    assert played("tranches=15-10+settlement", of) == ([20, 0, 10], 5)  # five are no useful lot
    assert played("tranches=12-8+settlement", of) == ([20, 10, 0], 18)


def test_nobody_passes_its_request_or_the_cap_with_the_settlement():
    of = future(100, (0, 10, 40), (1, 10, 7), cap=30)
    assert played("tranches=5-5+settlement", of) == ([30, 7], 27)


@pytest.mark.parametrize(
    "code", ["first-come", "no-reserve", "tranches=486-400-114+settlement", "q80", "q95+settlement"]
)
def test_a_policy_reads_back_its_own_name(code):
    assert read_policy(code, REFERENCE).code == code


def test_tranches_without_sizes_follow_the_expected_demand():
    assert read_policy("tranches", scenario(100, 3, 1)).code == "tranches=75-25"
    assert proportional_tranches(scenario(10, 1, 1, 1)) == (4, 3, 3)
    assert proportional_tranches(scenario(10, 0, 0)) == (10, 0)


def test_the_expected_demand_stops_at_the_cap():
    assert WavePlan(10, floor=1, cap=9, points=(10,), requests=(5, 30)).demand == 70


def test_the_default_compares_six_policies():
    assert [policy.code for policy in default_policies(REFERENCE)] == [
        "first-come",
        "no-reserve",
        "tranches=486-400-114+settlement",
        "q80",
        "q80+settlement",
        "q95+settlement",
    ]
    assert default_policies(scenario(20, 1, 1))[2].code == "tranches=10-10+settlement"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("q5", "the policy “q5” is unknown"),
        ("Q80", "the policy “Q80” is unknown"),
        ("q80+settlement+settlement", "is unknown"),
        ("q00", "q0 is not possible; choose from q01 to q99"),
        ("tranches=5-5-5", "are 3, the waves 2"),
        ("tranches=50-50", "make 100 computers, the stock 20"),
        ("tranches=-5-5", "is unknown"),
        ("", "is unknown"),
        ("x" * 5000, "is unknown"),
    ],
)
def test_a_policy_that_makes_no_sense_gets_one_sentence(code, sentence):
    with pytest.raises(Refusal) as refused:
        read_policy(code, scenario(20, 1, 1))
    assert sentence.lower() in refused.value.sentence("en").lower()
    assert "\n" not in refused.value.sentence("fr")
