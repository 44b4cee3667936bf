"""A simulation from the question to the report: once, whoever dies, cancels or comes twice on the way."""

import pytest
from django.db import IntegrityError, transaction

from rebond.jobs import enqueue
from rebond.jobs.models import Job
from rebond.jobs.testing import run_all
from rebond.journal.models import Entry
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.waves.models import SimulationRun
from rebond.waves.runs import actions, tasks
from rebond.waves.runs.actions import NotUnderWay, cancel_simulation, compute_report, keep_report
from tests.factories.accounts import person
from tests.factories.waves import TUESDAY, WEDNESDAY, asked_simulation, finished_simulation

pytestmark = pytest.mark.django_db


def fresh(run: SimulationRun) -> SimulationRun:
    return SimulationRun.objects.get(pk=run.pk)


def moved(run: SimulationRun) -> list[float]:
    return [line["moved"].mean for line in fresh(run).findings.lines]


def test_a_task_finishes_what_was_asked(marseille):
    run = asked_simulation()
    assert (run.state, run.report) == ("waiting", "")
    enqueue(tasks.simulate_waves, run=run.pk)
    run_all()
    run = fresh(run)
    assert (run.state, run.done, run.ended_at is None) == ("done", 4, False)
    assert moved(run) == [10, 0]


def test_the_question_is_written_into_the_journal(marseille):
    run = asked_simulation()
    entry = Entry.objects.get(verb="simulation_asked")
    assert (entry.subject_id, entry.facts) == (str(run.pk), {"policies": 2, "replications": 4, "seed": 1})


def test_a_task_done_again_changes_nothing(marseille):
    """A worker that died between the effect and its acknowledgement: the report stays, byte for byte."""
    run = finished_simulation()
    before = SimulationRun.objects.filter(pk=run.pk).values().get()
    enqueue(tasks.simulate_waves, run=run.pk)
    run_all()
    assert SimulationRun.objects.filter(pk=run.pk).values().get() == before
    assert Job.objects.get().status == "SUCCESSFUL"


def test_a_run_whose_worker_died_starts_again_and_ends_the_same(marseille, monkeypatch):
    run = asked_simulation(replications=6)

    class Killed(Exception):
        pass

    def die(run, done):
        told(run, done)
        if done == 3:
            raise Killed

    told = actions.tell_progress
    monkeypatch.setattr(actions, "tell_progress", die)
    with pytest.raises(Killed):
        compute_report(run=run)
    assert (fresh(run).state, fresh(run).done) == ("running", 3)

    monkeypatch.setattr(actions, "tell_progress", told)
    enqueue(tasks.simulate_waves, run=run.pk)
    run_all()
    never_killed = asked_simulation(replications=6)
    enqueue(tasks.simulate_waves, run=never_killed.pk)
    run_all()
    assert fresh(run).report == fresh(never_killed).report


def test_of_two_workers_on_one_run_the_second_changes_nothing(marseille):
    """One was frozen for longer than the lease: both computed, one report is kept."""
    run = asked_simulation()
    first, second = fresh(run), fresh(run)
    report = compute_report(run=first)
    assert compute_report(run=second).as_text() == report.as_text()
    keep_report(run=first, report=report, at=TUESDAY)
    with pytest.raises(SomebodyElseWasFirst):
        keep_report(run=second, report=report, at=WEDNESDAY)
    assert fresh(run).ended_at == TUESDAY


def test_a_run_says_how_far_it_is(marseille, monkeypatch):
    heard = []
    monkeypatch.setattr(actions, "tell_progress", lambda run, done: heard.append(done))
    compute_report(run=asked_simulation(replications=200))
    assert heard == list(range(4, 201, 4))


def test_a_run_cancelled_before_its_turn_is_never_computed(marseille):
    run = asked_simulation()
    enqueue(tasks.simulate_waves, run=run.pk)
    cancel_simulation(run=run, by=person("lucie"), at=TUESDAY)
    run_all()
    assert (fresh(run).state, fresh(run).done, fresh(run).report) == ("cancelled", 0, "")
    assert Entry.objects.get(verb="simulation_cancelled").subject_id == str(run.pk)


def test_a_run_cancelled_on_the_way_stops_at_its_next_step(marseille, monkeypatch):
    run = asked_simulation(replications=6)
    told = actions.tell_progress

    def cancel_after_two(run, done):
        told(run, done)
        if done == 2:
            cancel_simulation(run=fresh(run), by=person("lucie"), at=TUESDAY)

    monkeypatch.setattr(actions, "tell_progress", cancel_after_two)
    enqueue(tasks.simulate_waves, run=run.pk)
    run_all()
    assert (fresh(run).state, fresh(run).done, fresh(run).report) == ("cancelled", 2, "")
    assert Job.objects.get().status == "SUCCESSFUL"


def test_a_run_cancelled_at_the_last_moment_keeps_no_report(marseille):
    run = asked_simulation()
    report = compute_report(run=run)
    cancel_simulation(run=fresh(run), by=person("lucie"), at=TUESDAY)
    with pytest.raises(SomebodyElseWasFirst):
        keep_report(run=run, report=report, at=TUESDAY)
    assert fresh(run).report == ""


def test_what_is_over_cannot_be_cancelled(marseille):
    run = finished_simulation()
    with pytest.raises(NotUnderWay):
        cancel_simulation(run=run, by=person("lucie"), at=WEDNESDAY)
    assert fresh(run).state == "done"


@pytest.mark.parametrize(
    "change",
    [
        {"state": "done"},
        {"state": "done", "ended_at": TUESDAY},
        {"state": "cancelled"},
        {"state": "asleep"},
        {"report": "{}"},
        {"done": 5},
    ],
)
def test_the_database_refuses_a_run_that_cannot_be(marseille, change):
    run = asked_simulation()
    with pytest.raises(IntegrityError), transaction.atomic():
        SimulationRun.objects.filter(pk=run.pk).update(**change)
