"""A worker's signs of life: it beats, sweeps and does the chores beside its tasks."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection

from rebond.jobs.chores import CHORES, Chore
from rebond.jobs.models import Heartbeat
from rebond.safeguards.clock import now

log = logging.getLogger("rebond.jobs")


class Repeater(threading.Thread):
    """Does one chore at its interval until told to stop, so that neither a task nor another chore delays it.

    What goes wrong is logged when it begins, kept in `trouble` while it lasts, and tried again.
    """

    def __init__(self, chore: Chore):
        super().__init__(name=chore.name, daemon=True)
        self.chore = chore
        self.stopped = threading.Event()
        self.trouble = ""

    def run(self) -> None:
        while not self.stopped.is_set():
            self.do_once()
            self.stopped.wait(self.chore.interval.total_seconds())

    def do_once(self) -> None:
        try:
            self.chore.do()
        except Exception as error:
            if not self.trouble:
                log.exception("%s fails", self.chore.name)
            self.trouble = f"{self.chore.name}: {type(error).__name__}"
        else:
            self.trouble = ""
        finally:
            connection.close()


def new_worker_name() -> str:
    """A name that no other worker has or had: machine, process, and chance."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


@contextmanager
def signs_of_life(worker: str) -> Iterator[None]:
    """Beat three times per lease, and do the chores, until the block ends; then take leave.

    The first beat comes before the block, that is before the first task.
    """
    chores = [Repeater(chore) for chore in CHORES]

    def beat() -> None:
        trouble = "\n".join(one.trouble for one in chores if one.trouble)
        Heartbeat.objects.update_or_create(worker=worker, defaults={"beat_at": now(), "trouble": trouble})

    repeaters = [Repeater(Chore(timedelta(seconds=settings.TASK_LEASE / 3), beat)), *chores]
    try:  # from here on a signal may end the block at any line
        beat()
        for one in repeaters:
            one.start()
        yield
    finally:
        for one in repeaters:
            one.stopped.set()
        for one in repeaters:
            if one.ident is not None:
                one.join(timeout=10)
        Heartbeat.objects.filter(worker=worker).delete()
