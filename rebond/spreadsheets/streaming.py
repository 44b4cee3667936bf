"""Text tables of any length, row by row in constant memory: national registers have millions of rows."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rebond.spreadsheets import limits
from rebond.spreadsheets.containers import EMPTY, NO_FILE
from rebond.spreadsheets.text import CELL_TOO_LONG, NUL, decode, separator_of
from rebond.spreadsheets.unreadable import Unreadable

BLOCK = 1024 * 1024
SAMPLE = 64 * 1024


@contextmanager
def stream_rows(path: Path | str) -> Iterator[Iterator[list[str]]]:
    """The rows of a text table as a spreadsheet numbers them, blank ones included, none kept in memory.

    Encoding, byte-order mark and separator are found out. Raises Unreadable, also while the rows are read.
    """
    try:
        encoding = encoding_of(path)
        file = open(path, encoding=encoding, errors="replace", newline="")  # noqa: SIM115  closed below
    except OSError as error:
        raise Unreadable(NO_FILE, name=str(path)) from error
    with file:
        sample = file.read(SAMPLE)
        if not sample.strip():
            raise Unreadable(EMPTY)
        file.seek(0)
        yield _rows(file, separator_of(sample))


def encoding_of(path: Path | str) -> str:
    """UTF-8 when the whole file is, else the one-byte encoding that its first foreign block looks like."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open(path, "rb") as file:
        start = file.read(4)
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        file.seek(0)
        while block := file.read(BLOCK):
            if b"\0" in block:
                raise Unreadable(NUL)
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return decode(block)[1] if not _is_utf8(block) else "cp1252"
    return "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"


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
    except csv.Error as error:
        raise Unreadable(CELL_TOO_LONG, row=row + 1, characters=limits.spoken(limits.MAX_CELL)) from error
