"""A worker killed in the middle of an import leaves all of it or nothing, and the next one does it once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rebond.jobs import enqueue
from rebond.stock import tasks
from rebond.stock.actions import confirm_file, read_file, upload_file
from rebond.stock.models import Device, StockFile
from rebond.tenancy.actions import found_city
from rebond.tenancy.scope import city_scope
from tests.factories.accounts import person
from tests.factories.stock import MONDAY, inventory_file, machine

ROWS = 20_000


def eventually(condition: Callable[[], bool], seconds: float = 90) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.processes
def test_a_worker_killed_while_it_imports_leaves_all_or_nothing(shared_database, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    environment = os.environ | {
        "DATABASE_URL": shared_database,
        "REBOND_DATA_DIR": str(tmp_path),
        "REBOND_TASK_LEASE": "2",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }

    def worker() -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "-m", "rebond", "work"], env=environment)

    with city_scope(found_city(slug="marseille", name="Marseille")):
        content = inventory_file(*(machine(f"CZC{number}") for number in range(ROWS)))
        sent = {"name": "parc.xlsx", "content": content, "content_type": "", "kind": "inventory"}
        file = upload_file(**sent, lot_reference="L1", donor_name="Orange", by=person("ines"), at=MONDAY)
        read_file(file=file, at=MONDAY)
        confirm_file(file=StockFile.objects.get(), by=person("ines"), at=MONDAY)
        enqueue(tasks.apply_file, file=file.pk, by=person("ines").pk)
        first = worker()
        try:
            assert eventually(lambda: StockFile.objects.get().heard > ROWS - 4_000)
            time.sleep(0.4)  # in the middle of its transaction, as a rule
            first.send_signal(signal.SIGKILL)
            first.wait()
            assert Device.objects.count() == (ROWS if StockFile.objects.get().state == "applied" else 0)
        finally:
            first.kill()
        second = worker()
        try:
            assert eventually(lambda: StockFile.objects.get().state == "applied")
        finally:
            second.terminate()
            second.wait(timeout=30)
        assert Device.objects.count() == ROWS
