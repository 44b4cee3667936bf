"""Start the child process that reads somebody's file, listen to it, and never wait for ever."""

import marshal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import rebond
from rebond.spreadsheets import limits
from rebond.spreadsheets.unreadable import Unreadable, _

TOO_MUCH = _(
    "Le fichier demande trop de mémoire ou de temps pour être lu (%(rows)s lignes et %(columns)d colonnes au plus). "
    "Gardez les lignes et les colonnes utiles, ou coupez-le en plusieurs fichiers."
)


def frames(kind: str, path: Path) -> Iterator[tuple[Any, ...]]:
    """What the child says of the file, up to its frame "end". See `reader` for the frames.

    Raises Unreadable when the child refuses the file, or dies of it.
    """
    command = [sys.executable, "-P", "-m", "rebond.spreadsheets.reader", kind, str(path.resolve())]
    home = str(Path(rebond.__file__).parent.parent)
    # our own module (-P: never one of the folder that we stand in), a path that no shell parses, and an environment
    # without our secrets
    child = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": home},
    )
    watchdog = Timer(limits.WALL_SECONDS, child.kill)
    watchdog.start()
    try:
        while frame := _next_frame(child):
            if frame[0] == "refused":
                raise Unreadable(frame[1], **frame[2])
            yield frame
            if frame[0] == "end":
                return
    finally:
        watchdog.cancel()
        child.kill()
        child.communicate()
    raise Unreadable(TOO_MUCH, rows=limits.spoken(limits.MAX_ROWS), columns=limits.MAX_COLUMNS)


def _next_frame(child: "subprocess.Popen[bytes]") -> tuple[Any, ...] | None:
    """Four bytes of length, then a marshalled tuple; None when the child fell silent."""
    assert child.stdout is not None
    length = int.from_bytes(child.stdout.read(4), "big")
    payload = child.stdout.read(length)
    if not length or len(payload) < length:
        return None
    frame: tuple[Any, ...] = marshal.loads(payload)  # noqa: S302  written by our own child
    return frame
