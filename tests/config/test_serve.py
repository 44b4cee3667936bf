"""`rebond serve`: it says where it answers, keeps its worker alive, and leaves nothing behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from rebond.jobs.models import Heartbeat


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


@pytest.fixture
def serve(shared_database, tmp_path) -> Iterator:
    """Starts `rebond serve` from another folder than the project's."""
    environment = os.environ | {"DATABASE_URL": shared_database, "REBOND_DATA_DIR": str(tmp_path)}
    environment.pop("REBOND_STARTED", None)
    started = []

    def start(*arguments: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "rebond", "serve", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen(command, env=environment, cwd=tmp_path, **pipes))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def is_open(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.processes
def test_serve_answers_revives_its_worker_and_stops_cleanly(serve):
    port = free_port()
    house = serve("--port", str(port))
    assert house.stdout.readline() == f"Rebond répond sur http://127.0.0.1:{port}. Ctrl-C pour arrêter.\n"
    door = http.client.HTTPConnection("127.0.0.1", port)
    door.request("GET", "/compte/login/")
    answer = door.getresponse()
    assert (answer.status < 500, len(answer.read()) > 0) == (True, True)

    first = living_worker()
    os.kill(int(first.split("-")[-2]), signal.SIGKILL)
    assert living_worker(other_than=first) != first

    time.sleep(2)  # a quiet connection is not closed under the next request
    door.request("GET", "/compte/login/")
    assert door.getresponse().status < 500

    house.send_signal(signal.SIGINT)
    assert house.wait(timeout=30) == 0
    assert (is_open(port), Heartbeat.objects.exclude(pk=first).count()) == (False, 0)


def living_worker(other_than: str = "") -> str:
    """The name of the worker that beats, as soon as there is one."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if found := Heartbeat.objects.exclude(pk=other_than).first():
            return found.worker
        time.sleep(0.1)
    raise AssertionError("no worker beats")


@pytest.mark.processes
def test_serve_says_when_the_port_is_taken(serve):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        house = serve("--port", str(port))
        assert house.wait(timeout=30) == 2
    assert house.stderr.read().endswith(
        f"Le port {port} est déjà pris\u00a0: choisissez-en un autre avec --port (make demo PORT=8001).\n"
    )
