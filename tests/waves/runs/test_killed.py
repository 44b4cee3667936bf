"""A worker killed in the middle of a simulation: the next one does it again, and there is one report."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from rebond.jobs import enqueue
from rebond.jobs.models import Job
from rebond.tenancy.actions import found_city
from rebond.tenancy.scope import city_scope
from rebond.waves.models import SimulationRun
from rebond.waves.runs import tasks
from rebond.waves.runs.actions import compute_report
from tests.factories.waves import asked_simulation


def eventually(condition: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.processes
def test_a_simulation_survives_kill_9(shared_database, tmp_path):
    environment = os.environ | {
        "DATABASE_URL": shared_database,
        "REBOND_DATA_DIR": str(tmp_path),
        "REBOND_TASK_LEASE": "2",
    }
    started = []

    def start() -> subprocess.Popen:
        started.append(subprocess.Popen([sys.executable, "-m", "rebond", "work"], env=environment))
        return started[-1]

    with city_scope(found_city(slug="marseille", name="Marseille")):
        run = asked_simulation(replications=2_000)
        enqueue(tasks.simulate_waves, run=run.pk)
        try:
            first = start()
            assert eventually(lambda: SimulationRun.objects.get().done > 0)
            first.send_signal(signal.SIGKILL)
            assert first.wait() == -signal.SIGKILL
            assert (SimulationRun.objects.get().state, Job.objects.get().status) == ("running", "RUNNING")

            start()
            assert eventually(lambda: Job.objects.get().status == "SUCCESSFUL")
        finally:
            for process in started:
                process.kill()
                process.wait()
        report = SimulationRun.objects.get().report
        assert report == compute_report(run=asked_simulation(replications=2_000)).as_text()
