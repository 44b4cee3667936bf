"""The page of tasks: whose, in which state, and the button that tries again."""

import uuid
from datetime import UTC, datetime

import errands
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.jobs import enqueue
from rebond.jobs.models import Heartbeat, Job
from rebond.safeguards.clock import now
from rebond.tenancy.scope import city_scope
from tests.factories.accounts import person

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PAGE = "/taches/"


@pytest.fixture
def officer(client, marseille):
    client.force_login(person("ines"))
    return client


def failed_job() -> Job:
    pk = enqueue(errands.greet, name="Inès")
    Job.objects.filter(pk=pk).update(
        status="FAILED",
        worker_ids=["one"] * 5,
        finished_at=NOON,
        exception_class_path="builtins.ConnectionRefusedError",
    )
    return Job.objects.get(pk=pk)


def test_page_shows_the_tasks_of_the_city_only(officer, genoa):
    enqueue(errands.greet, name="Inès")
    with city_scope(genoa):
        enqueue(errands.greet, name="Giulia")
    assert len(officer.get(PAGE).context["unfinished"]) == 1


def test_failed_task_has_a_button_that_tries_it_again(officer):
    job = failed_job()
    again = reverse("jobs:retry", args=[job.pk])
    assert f'action="{again}"' in officer.get(PAGE).content.decode()
    assert officer.post(again).status_code == 302
    assert Job.objects.get().status == "READY"


def test_task_that_waits_has_no_button(officer):
    enqueue(errands.greet, name="Inès")
    assert "reessayer" not in officer.get(PAGE).content.decode()


def test_page_says_when_nobody_works(officer):
    sentence = "Personne n’exécute les tâches en ce moment"
    assert sentence in officer.get(PAGE).content.decode()
    Heartbeat.objects.create(worker="one", beat_at=now())
    assert sentence not in officer.get(PAGE).content.decode()


def test_page_names_the_chores_that_fail(officer):
    Heartbeat.objects.create(worker="one", beat_at=now(), trouble="deliver_mails: OSError")
    assert officer.get(PAGE).context["troubles"] == ["deliver_mails: OSError"]


def test_task_of_another_city_is_absent(officer, genoa):
    with city_scope(genoa):
        job = failed_job()
    assert officer.post(reverse("jobs:retry", args=[job.pk])).status_code == 404
    assert officer.post(reverse("jobs:retry", args=[uuid.uuid4()])).status_code == 404


def test_page_costs_as_many_queries_for_three_tasks_as_for_one(officer):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            enqueue(errands.greet, name="Inès")
        with CaptureQueriesContext(connection) as queries:
            officer.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
