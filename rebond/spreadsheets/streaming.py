"""Tables row by row as texts: text in constant memory, for national registers have millions of rows; workbooks too."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import dropwhile
from pathlib import Path
from typing import BinaryIO

from rebond.spreadsheets import limits
from rebond.spreadsheets.containers import EMPTY, NO_FILE
from rebond.spreadsheets.packed import BROKEN, DAMAGED_ZIP, Opener, is_archive, is_workbook, opener_of
from rebond.spreadsheets.tables import is_blank
from rebond.spreadsheets.text import CELL_TOO_LONG, NUL, decode, separator_of
from rebond.spreadsheets.unreadable import Unreadable
from rebond.spreadsheets.workbook import Cell, read_workbook

BLOCK = 1024 * 1024
SAMPLE = 64 * 1024


@contextmanager
def stream_rows(path: Path | str) -> Iterator[Iterator[list[str]]]:
    """The rows of a table as texts, in the order of the file, blank ones included.

    A text table, as it is or alone in a .zip, is read in constant memory; encoding, byte-order mark and separator are
    found out. A workbook gives the rows of its first sheet that has any. Raises Unreadable, also while rows are read.
    """
    path = Path(path)
    if is_archive(path) and is_workbook(path):
        yield _rows_of_workbook(path)
        return
    try:
        open_again = opener_of(path)
        encoding = encoding_of(open_again)
        file = io.TextIOWrapper(open_again(), encoding=encoding, errors="replace", newline="")
    except OSError as error:
        raise Unreadable(NO_FILE, name=str(path)) from error
    with file:
        sample = _beginning(open_again, encoding)
        if not sample.strip():
            raise Unreadable(EMPTY)
        yield _rows(file, separator_of(sample))


def _beginning(open_again: Opener, encoding: str) -> str:
    with io.TextIOWrapper(open_again(), encoding=encoding, errors="replace", newline="") as file:
        return file.read(SAMPLE)


def encoding_of(open_again: Opener) -> str:
    """UTF-8 when the whole file is, else the one-byte encoding that its first foreign block looks like."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_again() as file:
        start = block = _read_block(file)
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        while block:
            if b"\0" in block:
                raise Unreadable(NUL)
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return decode(block)[1] if not _is_utf8(block) else "cp1252"
            block = _read_block(file)
    return "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"


def _read_block(file: BinaryIO) -> bytes:
    try:
        return file.read(BLOCK)
    except BROKEN as error:
        raise Unreadable(DAMAGED_ZIP) from error


def _is_utf8(block: bytes) -> bool:
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rows(file: io.TextIOBase, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(limits.MAX_CELL)
    row = 0
    try:
        for row, cells in enumerate(csv.reader(file, delimiter=separator), start=1):  # noqa: B007
            yield cells
    except BROKEN as error:
        raise Unreadable(DAMAGED_ZIP) from error
    except csv.Error as error:
        raise Unreadable(CELL_TOO_LONG, row=row + 1, characters=limits.spoken(limits.MAX_CELL)) from error


def _rows_of_workbook(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet that has any, from its first one that is not blank."""
    rows = next((sheet.rows for sheet in read_workbook(path).sheets if sheet.rows), [])
    for row in dropwhile(is_blank, rows):
        yield [as_text(cell) for cell in row]


def as_text(cell: Cell) -> str:
    """A cell as a text table would have written it."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell if isinstance(cell, str) else cell.isoformat()
