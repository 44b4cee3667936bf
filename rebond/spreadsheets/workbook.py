"""A workbook as plain rows, whatever program wrote it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from rebond.spreadsheets.child import frames
from rebond.spreadsheets.containers import kind_of

Cell: TypeAlias = str | float | date  # a moment is a datetime, which is a date
Row: TypeAlias = list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows[i]` is the row that the spreadsheet program numbers i + 1, blank ones included."""

    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets of a file, and how its text was written (both empty for a workbook)."""

    sheets: list[Sheet]
    encoding: str
    separator: str


def read_workbook(path: Path | str, heard: Callable[[int], None] = lambda rows: None) -> Workbook:
    """Read every visible sheet of a workbook or a .csv file in a child process with limits.

    `heard` is told now and then how many rows have come; what it raises stops the reading.

    Text stays text (a leading zero is kept, our own apostrophe guard is taken off), numbers are floats,
    dates are dates.

    Raises Unreadable, and nothing else, for any file whatsoever.
    """
    path = Path(path)
    kind = kind_of(path)
    sheets: list[Sheet] = []
    so_far = 0
    for frame in frames(kind, path):
        match frame:
            case ("sheet", name):
                sheets.append(Sheet(name, []))
            case ("rows", rows, dates):
                for row, column, text in dates:
                    rows[row][column] = _date(text)
                sheets[-1].rows.extend(rows)
                so_far += len(rows)
                heard(so_far)
            case ("end", encoding, separator):
                return Workbook(sheets, encoding, separator)
    raise AssertionError("the child always says how it ended")


@lru_cache(maxsize=4_096)
def _date(text: str) -> date:
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
