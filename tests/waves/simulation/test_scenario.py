"""What is expected of a programme, and the futures that are drawn from it."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import rebond.demo
from rebond.waves.simulation import Refusal, named_scenario, read_scenario
from rebond.waves.simulation.casting import draw_future
from rebond.waves.simulation.scenario import NAMED, REFERENCE, WavePlan
from tests.waves.simulation.futures import scenario

DATA = Path(rebond.demo.__file__).parent / "data"


@pytest.mark.parametrize("name", NAMED)
def test_a_scenario_reads_back_what_it_writes(name):
    assert read_scenario(json.dumps(named_scenario(name).as_dict())) == named_scenario(name)


def test_values_that_were_seen_are_kept_one_by_one():
    seen = replace(REFERENCE, waves=(WavePlan(3, 1, 9, points=(20, 20, 71), requests=(1, 4, 4)),))
    assert seen.as_dict()["waves"][0]["requests"] == [1, 4, 4]
    assert read_scenario(seen.as_dict()) == seen


def test_the_reference_has_the_stock_floors_and_caps_of_the_demonstration():
    definition = json.loads((DATA / "marseille-programme.json").read_text(encoding="utf-8"))
    assert REFERENCE.stock == definition["announced_devices"]
    assert [(plan.floor, plan.cap) for plan in REFERENCE.waves] == [
        (wave["floor"], wave["cap"]) for wave in definition["waves"]
    ]
    with (DATA / "associations-demo.csv").open(encoding="utf-8") as file:
        first = sum(row["vague"] == "1" for row in csv.DictReader(file))
    assert REFERENCE.waves[0].expected == first


def test_the_first_wave_is_counted_and_the_others_forecast():
    assert [REFERENCE.number_in(0, chance) for chance in (-2, 0, 2)] == [27, 27, 27]
    assert [REFERENCE.number_in(1, chance) for chance in (-6, -2, 0, 2)] == [0, 15, 25, 35]


def test_a_surprise_moves_what_comes_and_not_what_was_forecast():
    rush = named_scenario("late-rush")
    assert rush.number_in(2, 0) == 20  # 15 and 30 %, to the even number
    assert rush.forecast_of(2, 80) == REFERENCE.forecast_of(2, 80) == 18


@pytest.mark.parametrize(("quantile", "number"), [(1, 14), (50, 25), (80, 30), (95, 34)])
def test_the_forecast_at_a_quantile(quantile, number):
    assert REFERENCE.forecast_of(1, quantile) == number


def test_a_perfect_forecast_is_the_same_at_every_quantile():
    assert [scenario(10, 2, 7).forecast_of(1, quantile) for quantile in (1, 50, 99)] == [7, 7, 7]


def test_a_future_depends_on_its_seed_and_number_alone():
    first, again, other = (draw_future(REFERENCE, *which) for which in ((1, 7), (1, 7), (2, 7)))
    for name in first.crowd.__slots__:
        assert np.array_equal(getattr(first.crowd, name), getattr(again.crowd, name))
    assert not np.array_equal(first.crowd.lot[:27], other.crowd.lot[:27])


def test_a_future_holds_what_its_waves_admit():
    crowd = draw_future(REFERENCE, 1, 0).crowd
    assert (crowd.wave == 0).sum() == 27
    assert ((crowd.request >= crowd.floor) & (crowd.request <= crowd.cap)).all()
    assert ((crowd.points >= 20) & (crowd.points <= 80)).all()


WAVE = {"expected": 3, "cap": 9}
RANGE_NEEDED = '“waves[1].points” must be a range {"from": 20, "to": 80} or a list of numbers.'


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"format": "autre"}, "The format of the scenario is “autre”; “rebond.waves.scenario/1” is expected."),
        ({"stock": -1}, "“stock” is -1; a whole number from 1 to 100000 is expected."),
        ({"stock": "1000"}, "“stock” is 1000; a whole number from 1 to 100000 is expected."),
        ({"stock": True}, "“stock” is True; a whole number from 1 to 100000 is expected."),
        ({"stock": None}, "“stock” is None; a whole number from 1 to 100000 is expected."),
        ({"forecast_error": 101}, "“forecast_error” is 101; a whole number from 0 to 100 is expected."),
        ({"colour": "blue"}, "“colour” is an unknown name; possible names: format, label, stock, forecast_error, "
         "surprise, waves."),
        ({"waves": []}, "“waves” must be a list of 1 to 12 waves."),
        ({"waves": {}}, "“waves” must be a list of 1 to 12 waves."),
        ({"waves": [3]}, "“waves[1]” must be a JSON object, in braces."),
        ({"waves": [WAVE, WAVE | {"floor": 10}]}, "“waves[2].cap” is 9; a whole number from 10 to 100000 is expected."),
        ({"waves": [WAVE | {"points": "many"}]}, RANGE_NEEDED),
        ({"waves": [WAVE | {"points": []}]}, RANGE_NEEDED),
        ({"waves": [WAVE | {"requests": [4, 0]}]}, "“waves[1].requests” is 0; a whole number from 1 to 100000 is "
         "expected."),
        ({"waves": [WAVE | {"points": {"from": 9, "to": 3}}]}, "“waves[1].points.to” is 3; a whole number from 9 to "
         "100009 is expected."),
        ({"label": 3}, "“label” must be text of 200 characters at most."),
    ],
)  # fmt: skip
def test_a_scenario_that_makes_no_sense_gets_one_sentence(change, sentence):
    given = {"format": "rebond.waves.scenario/1", "stock": 10, "waves": [WAVE]} | change
    with pytest.raises(Refusal) as refused:
        read_scenario(given)
    assert refused.value.sentence("en") == sentence


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"[]", b"12"])
def test_a_file_that_is_no_scenario_is_refused(text):
    with pytest.raises(Refusal):
        read_scenario(text)
