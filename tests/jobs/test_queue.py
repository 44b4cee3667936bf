"""Asking for work, and having it done later in the city's scope."""

import errands
import pytest
from django.db import transaction

from rebond.jobs import enqueue
from rebond.jobs.models import Job
from rebond.jobs.testing import run_all
from rebond.mail.models import Mail
from rebond.tenancy.scope import OutsideScope, city_scope, every_city


def test_enqueue_runs_nothing_by_itself(marseille):
    enqueue(errands.greet, name="Inès")
    assert Mail.objects.count() == 0


def test_task_runs_in_the_city_that_asked_for_it(marseille, genoa):
    with city_scope(genoa):
        enqueue(errands.greet, name="Inès")
    run_all()
    with every_city():
        assert [mail.city for mail in Mail.objects.all()] == [genoa]


def test_enqueue_is_undone_with_the_transaction_of_its_caller(marseille):
    with transaction.atomic():
        enqueue(errands.greet, name="Inès")
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_enqueue_accepts_ids(marseille):
    enqueue(errands.greet, name=marseille.pk)
    run_all()
    assert Mail.objects.get().subject == f"Bonjour {marseille.pk}"


def test_enqueue_needs_a_city(db):
    with pytest.raises(OutsideScope):
        enqueue(errands.greet, name="Inès")


def test_job_has_a_title_for_people(marseille):
    enqueue(errands.greet, name="Inès")
    assert Job.objects.get().title == "Saluer la ville"


def test_job_whose_code_is_gone_keeps_its_technical_name(marseille):
    enqueue(errands.greet, name="Inès")
    Job.objects.update(task_path="errands.forgotten")
    assert Job.objects.get().title == "errands.forgotten"


def test_run_all_lets_errors_rise(marseille):
    enqueue(errands.stumble)
    with pytest.raises(ConnectionRefusedError):
        run_all()
