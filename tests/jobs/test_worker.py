"""A real worker, in its own process, and what happens when it is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import errands
import pytest

from rebond.jobs import enqueue
from rebond.jobs.chores import Chore
from rebond.jobs.models import Heartbeat, Job
from rebond.jobs.worker import Repeater
from rebond.mail.models import Mail
from rebond.tenancy.actions import found_city
from rebond.tenancy.scope import city_scope

LEASE = 2


def eventually(condition: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def start(shared_database, tmp_path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts a command of the house on the test database; kills at the end what still runs."""
    environment = os.environ | {
        "DATABASE_URL": shared_database,
        "REBOND_DATA_DIR": str(tmp_path),
        "REBOND_TASK_LEASE": str(LEASE),
        "PYTHONPATH": str(Path(errands.__file__).parent),
    }
    started = []

    def start_command(*arguments: str) -> subprocess.Popen:
        started.append(subprocess.Popen([sys.executable, "-m", "rebond", *arguments], env=environment))
        return started[-1]

    yield start_command
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.processes
def test_task_of_a_killed_worker_is_done_once_by_the_next(start, tmp_path):
    """`kill -9` in the middle of a task. django-tasks-db alone leaves the task running for ever; our sweep does not."""
    attempts = tmp_path / "attempts"
    with city_scope(found_city(slug="marseille", name="Marseille")):
        enqueue(errands.greet_slowly, folder=str(tmp_path))
        first = start("work")
        assert eventually(attempts.exists)
        first.send_signal(signal.SIGKILL)
        assert first.wait() == -signal.SIGKILL
        assert (Job.objects.get().status, Mail.objects.count()) == ("RUNNING", 0)

        assert start("db_worker", "--batch", "--no-startup-delay").wait() == 0
        assert Job.objects.get().status == "RUNNING"

        start("work")
        assert eventually(lambda: Job.objects.get().status == "SUCCESSFUL", seconds=60)
        assert (attempts.read_text(), Mail.objects.count()) == ("begun\nbegun\n", 1)


@pytest.mark.processes
def test_worker_told_to_stop_finishes_its_task_and_takes_leave(start, tmp_path):
    with city_scope(found_city(slug="marseille", name="Marseille")):
        enqueue(errands.greet_slowly, folder=str(tmp_path))
        worker = start("work")
        assert eventually((tmp_path / "attempts").exists)
        worker.terminate()
        assert worker.wait(timeout=30) == 0
        assert (Job.objects.get().status, Heartbeat.objects.count()) == ("SUCCESSFUL", 0)


def test_chore_that_fails_is_tried_again_and_its_trouble_ends(db):
    outcomes = iter([ConnectionRefusedError, None])

    def fetch() -> None:
        if error := next(outcomes):
            raise error

    repeater = Repeater(Chore(timedelta(hours=1), fetch))
    repeater.do_once()
    assert repeater.trouble.endswith("fetch: ConnectionRefusedError")
    repeater.do_once()
    assert repeater.trouble == ""
