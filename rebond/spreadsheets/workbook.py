"""A workbook as plain rows, whatever program wrote it."""

import marshal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Timer
from typing import Any, TypeAlias

import rebond
from rebond.spreadsheets import limits
from rebond.spreadsheets.containers import kind_of
from rebond.spreadsheets.unreadable import Unreadable, _

Cell: TypeAlias = str | float | date  # a moment is a datetime, which is a date
Row: TypeAlias = list[Cell]

NO_FILE = _(
    "Le fichier « %(name)s » est introuvable ou ne peut pas être ouvert. Vérifiez son chemin et vos droits de lecture."
)
TOO_MUCH = _(
    "Le fichier demande trop de mémoire ou de temps pour être lu (%(rows)s lignes et %(columns)d colonnes au plus). "
    "Gardez les lignes et les colonnes utiles, ou coupez-le en plusieurs fichiers."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows[i]` is the row that the spreadsheet program numbers i + 1, blank ones included."""

    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets of a file, and how its text was written (both empty for .xlsx)."""

    sheets: list[Sheet]
    encoding: str
    separator: str


def read_workbook(path: Path | str) -> Workbook:
    """Read every visible sheet of an .xlsx or .csv file in a child process with limits.

    Text stays text (a leading zero is kept, our own apostrophe guard is taken off), numbers are floats,
    dates are dates.

    Raises Unreadable, and nothing else, for any file whatsoever.
    """
    path = Path(path)
    try:
        kind = kind_of(path)
    except OSError as error:
        raise Unreadable(NO_FILE, name=path.name) from error
    sheets: list[Sheet] = []
    for frame in _frames(kind, path):
        match frame:
            case ("sheet", name):
                sheets.append(Sheet(name, []))
            case ("rows", rows, dates):
                for row, column, text in dates:
                    rows[row][column] = _date(text)
                sheets[-1].rows.extend(rows)
            case ("refused", sentence, facts):
                raise Unreadable(sentence, **facts)
            case ("end", encoding, separator):
                return Workbook(sheets, encoding, separator)
    raise Unreadable(TOO_MUCH, rows=limits.spoken(limits.MAX_ROWS), columns=limits.MAX_COLUMNS)


def _frames(kind: str, path: Path) -> Iterator[tuple[Any, ...]]:
    """What the child says, until it ends or is stopped."""
    command = [sys.executable, "-m", "rebond.spreadsheets.reader", kind, str(path.resolve())]
    home = str(Path(rebond.__file__).parent.parent)
    # our own module, a path that no shell parses, and an environment without our secrets
    child = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={"PYTHONPATH": home}
    )
    watchdog = Timer(limits.WALL_SECONDS, child.kill)
    watchdog.start()
    try:
        assert child.stdout is not None
        while len(length := child.stdout.read(4)) == 4:
            payload = child.stdout.read(int.from_bytes(length, "big"))
            if len(payload) < int.from_bytes(length, "big"):
                return
            yield marshal.loads(payload)  # noqa: S302  written by our own child
    finally:
        watchdog.cancel()
        child.kill()
        child.communicate()


@lru_cache(maxsize=4_096)
def _date(text: str) -> date:
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
