"""Trying a failed task again, and forgetting what served its time."""

import uuid
from datetime import UTC, datetime, timedelta

import errands
import pytest

from rebond.jobs import enqueue
from rebond.jobs.actions import forget_old_traces, retry_job
from rebond.jobs.models import Job
from rebond.journal.models import Entry
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.models import FormReceipt
from tests.factories.accounts import person

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def failed(marseille) -> Job:
    enqueue(errands.greet, name="Inès")
    Job.objects.update(status="FAILED", worker_ids=["one"] * 5, finished_at=NOON)
    return Job.objects.get()


def test_retry_job_gives_five_new_attempts(failed):
    retry_job(job=failed, by=person("ines"), at=NOON)
    failed = Job.objects.get()
    assert (failed.status, failed.attempts, failed.run_after) == ("READY", 0, NOON)


def test_retry_job_is_in_the_journal(failed):
    retry_job(job=failed, by=person("ines"), at=NOON)
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_id, entry.facts) == ("job_retried", str(failed.pk), {"task": "errands.greet"})


def test_retry_job_twice_has_one_effect(failed):
    retry_job(job=failed, by=person("ines"), at=NOON)
    with pytest.raises(SomebodyElseWasFirst):
        retry_job(job=failed, by=person("karim"), at=NOON)


def test_done_tasks_are_forgotten_after_fourteen_days(marseille):
    for days in (13, 15):
        job = Job.objects.get(pk=enqueue(errands.greet, name="Inès"))
        Job.objects.filter(pk=job.pk).update(status="SUCCESSFUL", finished_at=NOON - timedelta(days=days))
    forget_old_traces(at=NOON)
    assert [job.finished_at for job in Job.objects.all()] == [NOON - timedelta(days=13)]


def test_answers_to_forms_are_forgotten_after_sixty_days(db):
    for days in (59, 61):
        FormReceipt.objects.create(sender="x", key=uuid.uuid4(), received_at=NOON - timedelta(days=days))
    forget_old_traces(at=NOON)
    assert [receipt.received_at for receipt in FormReceipt.objects.all()] == [NOON - timedelta(days=59)]
