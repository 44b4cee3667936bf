"""`rebond serve`: the web server and the worker, started, watched and stopped together."""

import ctypes
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from django.core.checks import Tags
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from rebond.tenancy.commands import Nonsense, SentenceCommand

PATIENCE = 30  # seconds that a stopping child has to finish what it began
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(SentenceCommand):
    help = "Démarre le site et le travail de fond, jusqu'à Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", metavar="ADRESSE", help="adresse d'écoute (127.0.0.1)")
        parser.add_argument("--port", default=8000, type=int, help="port d'écoute (8000)")

    def handle(self, *args, host, port, **options):
        require_free(host, port)
        require_migrated()
        self.check(tags=[Tags.database], databases=["default"])
        connection.close()
        self.stopping = False
        for number in STOPPING:
            signal.signal(number, self.note_signal)
        self.web, self.worker = start(web_server(host, port)), start(background_worker())
        try:
            self.announce(host, port)
            self.watch()
        finally:
            stop(self.web, self.worker)

    def note_signal(self, *_: object) -> None:
        self.stopping = True

    def announce(self, host: str, port: int) -> None:
        """Say where Rebond answers, once it does."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  where to knock, not where to listen
        while not (self.stopping or has_stopped(self.web) or answers(host, port)):
            time.sleep(0.1)
        if not (self.stopping or has_stopped(self.web)):
            self.stdout.write(f"Rebond répond sur http://{bracketed(host)}:{port}{since_start()}. Ctrl-C pour arrêter.")
            self.stdout.flush()

    def watch(self) -> None:
        """Until a signal: start the worker again when it dies; without the web server, stop everything."""
        while not self.stopping:
            if has_stopped(self.web):
                raise CommandError("Le site s'est arrêté\u00a0: Rebond s'arrête. La raison est écrite au-dessus.")
            if has_stopped(self.worker):
                self.stderr.write("Le travail de fond s'est interrompu\u00a0: il repart.")
                time.sleep(1)
                self.worker = start(background_worker())
            time.sleep(0.2)


def since_start() -> str:
    """How long it took, where whoever started all this noted when (REBOND_STARTED, in seconds)."""
    started = os.environ.get("REBOND_STARTED", "")
    return f" (prêt en {time.time() - int(started):.0f}\u00a0s)" if started.isdigit() else ""


def start(command: list[str]) -> subprocess.Popen:
    """Start a child in its own session, so that Ctrl-C reaches this process only, which then stops each in order."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=stop_with_parent)  # noqa: S603


def stop_with_parent() -> None:
    """On Linux, have the kernel stop the child should this process be killed outright."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def stop(*children: subprocess.Popen) -> None:
    """Ask each child to stop; what is still there after a while is killed, which Rebond survives."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        child.kill()
        child.wait()


def has_stopped(child: subprocess.Popen) -> bool:
    return child.poll() is not None


def web_server(host: str, port: int) -> list[str]:
    """gunicorn with threads: one process where SQLite lets one writer in at a time, else two (reliability.md R4).

    Its control socket stays closed: nothing here speaks to it. A quiet connection stays open longer than a proxy or a
    browser keeps one, else it may be closed under a request that is on its way.
    """
    processes = 1 if connection.vendor == "sqlite" else 2
    return [
        *(sys.executable, "-m", "gunicorn", "rebond.config.wsgi:application"),
        *("--bind", f"{bracketed(host)}:{port}"),
        *("--worker-class", "gthread", "--workers", str(processes), "--threads", "4"),
        *("--timeout", "60", "--graceful-timeout", "20", "--keep-alive", "75"),
        *("--log-level", "warning", "--no-control-socket"),
    ]


def background_worker() -> list[str]:
    return [sys.executable, "-m", "rebond", "work"]


def require_free(host: str, port: int) -> None:
    """Raise Nonsense when nobody could listen there."""
    if not 0 < port < 65536:
        raise Nonsense(f"Le port {port} n'existe pas\u00a0: choisissez un nombre entre 1 et 65535.")
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Nonsense(
                f"Le port {port} est déjà pris\u00a0: choisissez-en un autre avec --port (make demo PORT=8001)."
            ) from error
        raise Nonsense(f"Impossible d'écouter sur {host}, port {port}\u00a0: {error.strerror}.") from error


def require_migrated() -> None:
    """Raise Nonsense when the database does not answer, or lacks tables."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise Nonsense(f"La base de données ne répond pas\u00a0: {error}".strip()) from error
    if missing:
        raise Nonsense("La base de données n'est pas à jour\u00a0: lancez d'abord «\u00a0rebond migrate\u00a0».")


def answers(host: str, port: int) -> bool:
    """Whether somebody answers there in HTTP, whatever the answer."""
    try:
        door = http.client.HTTPConnection(host, port, timeout=30)
        door.request("GET", "/")
        door.getresponse()
    except OSError:
        return False
    return True


def bracketed(host: str) -> str:
    """An address as it stands in a URL: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host
