"""Tasks of dead workers and failed tasks come back, five times in all."""

from datetime import UTC, datetime, timedelta

import errands
import pytest

from rebond.jobs import enqueue
from rebond.jobs.models import Heartbeat, Job
from rebond.jobs.sweep import sweep, wait_after

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LONG_AGO = NOON - timedelta(minutes=2)
JUST_NOW = NOON - timedelta(seconds=5)


def a_job(**state) -> Job:
    enqueue(errands.greet, name="Inès")
    Job.objects.update(**state)
    return Job.objects.get()


@pytest.fixture
def workers(db) -> None:
    Heartbeat.objects.create(worker="alive", beat_at=JUST_NOW)
    Heartbeat.objects.create(worker="dead", beat_at=LONG_AGO)


def test_task_of_a_dead_worker_is_ready_again(marseille, workers):
    job = a_job(status="RUNNING", worker_ids=["dead"], started_at=LONG_AGO)
    sweep(at=NOON)
    job.refresh_from_db()
    assert (job.status, job.run_after, job.attempts) == ("READY", NOON, 1)


def test_task_of_a_live_worker_is_left_alone(marseille, workers):
    job = a_job(status="RUNNING", worker_ids=["dead", "alive"], started_at=LONG_AGO)
    sweep(at=NOON)
    job.refresh_from_db()
    assert job.status == "RUNNING"


def test_task_of_a_worker_that_took_leave_is_ready_again(marseille, workers):
    job = a_job(status="RUNNING", worker_ids=["gone"], started_at=JUST_NOW)
    sweep(at=NOON)
    job.refresh_from_db()
    assert job.status == "READY"


def test_task_that_killed_five_workers_waits_for_somebody(marseille, workers):
    job = a_job(status="RUNNING", worker_ids=["dead"] * 5, started_at=LONG_AGO)
    sweep(at=NOON)
    job = Job.objects.get()
    assert (job.status, job.needs_somebody, job.error_name) == ("FAILED", True, "WorkerDied")


def test_failed_task_waits_longer_after_each_attempt(marseille):
    job = a_job(status="FAILED", worker_ids=["alive"] * 3, finished_at=JUST_NOW)
    sweep(at=NOON)
    job.refresh_from_db()
    assert job.status == "READY"
    assert timedelta(minutes=4.8) <= job.run_after - JUST_NOW <= timedelta(minutes=7.2)


def test_task_that_failed_while_no_worker_was_there_for_days_is_tried_again(marseille):
    job = a_job(status="FAILED", worker_ids=["gone"], finished_at=NOON - timedelta(days=5))
    sweep(at=NOON)
    job.refresh_from_db()
    assert (job.status, job.run_after < NOON) == ("READY", True)


def test_fifth_failure_is_the_last(marseille):
    job = a_job(status="FAILED", worker_ids=["alive"] * 5, finished_at=JUST_NOW)
    sweep(at=NOON)
    job = Job.objects.get()
    assert (job.status, job.needs_somebody) == ("FAILED", True)


def test_waits_grow_sixfold_and_are_spread():
    waits = {attempts: [wait_after(attempts).total_seconds() for _ in range(50)] for attempts in (1, 2, 3, 4)}
    for attempts, seconds in waits.items():
        middle = 10 * 6 ** (attempts - 1)
        assert 0.8 * middle <= min(seconds) < max(seconds) <= 1.2 * middle


def test_traces_of_long_dead_workers_are_swept_away(workers):
    Heartbeat.objects.create(worker="forgotten", beat_at=NOON - timedelta(days=1))
    sweep(at=NOON)
    assert sorted(Heartbeat.objects.values_list("worker", flat=True)) == ["alive", "dead"]
