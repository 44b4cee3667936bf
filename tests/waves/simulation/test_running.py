"""Many futures: the same figures for the same question, and the order of policies that the study found."""

import pytest

from rebond.waves.simulation import Refusal, default_policies, read_policy, simulate
from rebond.waves.simulation.casting import draw_future
from rebond.waves.simulation.metrics import Comparison, fair_outcome, moved_from_fair
from rebond.waves.simulation.policies import play
from rebond.waves.simulation.report import Estimate, report_from
from rebond.waves.simulation.scenario import REFERENCE
from tests.waves.simulation.futures import scenario

SMALL = scenario(20, 2, 2)


def ran(codes=("no-reserve", "q80+settlement"), *, of=SMALL, **options):
    policies = [read_policy(code, of) for code in codes]
    return simulate(of, policies, **{"replications": 4, "seed": 1} | options)


def test_a_future_without_chance_has_no_error():
    moved = ran().lines[0]["moved"]
    assert moved == Estimate(10, 0, 10)


def test_the_same_question_gives_the_same_text():
    assert ran(of=REFERENCE).as_text() == ran(of=REFERENCE).as_text()


def test_another_seed_gives_other_figures():
    assert ran(of=REFERENCE).lines != ran(of=REFERENCE, seed=2).lines


def test_figures_do_not_depend_on_the_other_policies():
    alone = ran(("q80+settlement",), of=REFERENCE).lines[0]
    among = ran(("q95", "q80", "first-come", "q80+settlement"), of=REFERENCE).lines[3]
    assert alone == among


def test_replications_do_not_depend_on_how_many_are_run():
    """Six are the same first four, then two more."""
    four, six = (ran(of=REFERENCE, replications=number).lines[0]["moved"].mean for number in (4, 6))
    policy, more = read_policy("no-reserve", REFERENCE), 0.0
    for replication in (4, 5):
        future = draw_future(REFERENCE, 1, replication)
        outcome = play(policy, future)
        more += moved_from_fair(Comparison(future.crowd, REFERENCE.stock, fair_outcome(future), outcome))
    assert 6 * six == pytest.approx(4 * four + more)


def test_the_listener_hears_every_replication():
    heard = []
    ran(tell=heard.append)
    assert heard == [1, 2, 3, 4]


def test_what_the_listener_raises_ends_the_simulation():
    class Enough(Exception):
        pass

    def stop(done):
        raise Enough

    with pytest.raises(Enough):
        ran(tell=stop)


def test_one_replication_has_no_standard_error():
    assert ran(replications=1).lines[0]["moved"] == Estimate(10, None, 10)


def test_the_standard_error_is_that_of_the_mean():
    assert Estimate.of([1, 2, 3, 4]) == Estimate(2.5, round((5 / 3 / 4) ** 0.5, 6), 4)


def test_a_report_reads_back_what_it_writes():
    report = ran(of=REFERENCE)
    assert report_from(report.as_text()) == report


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"replications": 0}, "“replications” is 0; a whole number from 1 to 100000 is expected."),
        ({"seed": -1}, "“seed” is -1; a whole number from 0 to 9007199254740991 is expected."),
        ({"codes": ("q80", "q80")}, "The policy “q80” is asked for twice."),
        ({"codes": ()}, "Choose one policy at least."),
    ],
)
def test_a_simulation_that_makes_no_sense_gets_one_sentence(options, sentence):
    with pytest.raises(Refusal) as refused:
        ran(**options)
    assert refused.value.sentence("en") == sentence


def test_programmes_without_anybody_are_measured_too():
    report = ran(default_codes(scenario(20, 0, 0)), of=scenario(20, 0, 0), replications=2)
    assert {line["moved"].mean for line in report.lines} == {0}
    assert {line["worst"].mean for line in report.lines} == {1}


def default_codes(of) -> list[str]:
    return [policy.code for policy in default_policies(of)]


@pytest.fixture(scope="module")
def reference():
    """The reference scenario, a hundred replications, a fixed seed."""
    codes = ["first-come", "no-reserve", "tranches=486-400-114+settlement", "q80", "q80+settlement"]
    report = ran(codes, of=REFERENCE, replications=100, seed=2026)
    return {line.policy: line for line in report.lines}


def test_the_reference_orders_policies_as_the_study_did(reference):
    """Units moved from fair: first come 111, no reserve 71, tranches 22 and phantoms 18.5 with settlement."""
    order = ["first-come", "no-reserve", "tranches=486-400-114+settlement", "q80+settlement"]
    moved = [reference[code]["moved"].mean for code in order]
    assert moved == sorted(moved, reverse=True)
    assert moved[1] > 2 * moved[2]


@pytest.mark.parametrize(
    ("code", "moved", "nothing"),
    [
        ("first-come", 111, 14.5),
        ("no-reserve", 71, 10.1),
        ("tranches=486-400-114+settlement", 22, 0),
        ("q80+settlement", 18.5, 0),
    ],
)
def test_the_reference_finds_the_figures_of_the_study_within_noise(reference, code, moved, nothing):
    """Within three standard errors of the hundred replications, the study's own two thousand being nearly exact."""
    for metric, studied in (("moved", moved), ("nothing", nothing)):
        found = reference[code][metric]
        assert abs(found.mean - studied) <= 3 * found.error


def test_the_reference_says_what_a_settlement_is_for(reference):
    with_it, without = reference["q80+settlement"], reference["q80"]
    assert (with_it["waste"].mean, without["late"].mean) == (0, 0)
    assert with_it["late"].mean == pytest.approx(without["waste"].mean)
    assert with_it["worst"].mean > without["worst"].mean


def test_a_reserve_leaves_nobody_with_nothing(reference):
    assert reference["q80"]["nothing"].largest == 0
    assert reference["no-reserve"]["nothing"].largest > 10
