"""What a wave asks of the engine."""

import random

import pytest

from rebond.allocation import parse_problem, solve
from rebond.allocation.problem import canonical_bytes
from rebond.applications.models import Application
from rebond.programmes.models import Wave
from rebond.waves.problem import build_problem
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.factories.waves import contested_wave, published

pytestmark = pytest.mark.django_db


def test_build_problem_says_all_that_decides(marseille):
    closed = wave(state=Wave.State.CLOSED, stock=20)
    application(closed, association(), points=50, requested=12, minimum=8, answers={"theme": "illettrisme"})
    assert build_problem(closed) == {
        "format": "rebond.allocation.problem/1",
        "label": "Vague 1",
        "stock": 20,
        "rule": {"key": "leximin", "admission": "rank"},
        "lottery": {"seed": "vague-1"},
        "applicants": [
            {
                "id": "V1-001",
                "points": 50,
                "request": 12,
                "cap": 30,
                "floor": 10,
                "received": 0,
                "groups": {"district": "13203", "theme": "illettrisme"},
            }
        ],
    }


def test_build_problem_leaves_out_what_is_not_eligible(marseille):
    closed = wave(state=Wave.State.CLOSED)
    for state in Application.State.values:
        application(closed, state=state)
    eligible = closed.applications.eligible().get()
    assert [row["id"] for row in build_problem(closed)["applicants"]] == [eligible.reference]


def test_build_problem_leaves_out_groups_that_are_not_known(marseille):
    closed = wave(state=Wave.State.CLOSED)
    application(closed, association(district_code=""), answers={})
    assert build_problem(closed)["applicants"][0]["groups"] == {}


def test_build_problem_counts_what_published_waves_gave(marseille):
    given = {row.application.association: row.units for row in published(contested_wave()).allocations.all()}
    second = wave(2, state=Wave.State.CLOSED)
    for applicant in given:
        application(second, applicant)
    received = {row["id"]: row["received"] for row in build_problem(second)["applicants"]}
    assert received == {one.reference: given[one.association] for one in second.applications.all()}
    assert sorted(received.values()) == [0, 4, 10, 11]


def test_build_problem_ignores_what_is_only_proposed(marseille):
    first = contested_wave()
    second = wave(2, state=Wave.State.CLOSED)
    application(second, first.applications.first().association)
    assert build_problem(second)["applicants"][0]["received"] == 0


def test_a_wave_gives_the_same_bytes_whatever_the_order_of_its_rows(marseille):
    problem = build_problem(contested_wave())
    answers = set()
    for seed in range(20):
        random.Random(seed).shuffle(problem["applicants"])
        answers.add((canonical_bytes(parse_problem(problem)), solve(problem).as_bytes()))
    assert len(answers) == 1
