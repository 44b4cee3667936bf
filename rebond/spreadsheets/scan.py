"""What calamine does not tell of an .xlsx: the cells that hold an error, and early enough that there are too many rows.

One pass over the XML of the sheets, in the child process, without building anything.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from rebond.spreadsheets import limits
from rebond.spreadsheets.unreadable import Unreadable, _

TOO_MANY_ROWS = _(
    "Le fichier compte plus de %(rows)s lignes. Coupez-le en plusieurs fichiers, puis déposez-les l’un après l’autre."
)

Errors: TypeAlias = Mapping[int, list[tuple[int, str]]]  # by row from 0: column from 0, and the error's text

_BLOCK = 1024 * 1024
_LONGEST_CELL = 64 * 1024
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_error_cells = re.compile(rb'<c\s([^>]*\bt="e"[^>]*)>(.*?)</c>', re.DOTALL).finditer
_place = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"').search
_shown = re.compile(rb"<v>(#[^<]{1,20})</v>").search


def errors_by_sheet(path: str) -> dict[str, Errors]:
    """The error cells of each sheet, by its name.

    Raises Unreadable when a big sheet has more rows with values than we take: loading it first would cost a minute.
    """
    with zipfile.ZipFile(path) as archive:
        return {name: _errors_in(archive, part) for name, part in _parts_of_sheets(archive)}


def _parts_of_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the file in the archive that holds it."""
    names = set(archive.namelist())
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True).iter():
        target = targets.get(element.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if element.tag.endswith("}sheet") and part in names:
            yield element.get("name", ""), part


def _errors_in(archive: zipfile.ZipFile, part: str) -> Errors:
    errors: dict[int, list[tuple[int, str]]] = defaultdict(list)
    is_big = archive.getinfo(part).file_size > limits.ROWS_COUNTED_FROM
    rows = 0
    for region in _regions(archive, part):
        if is_big:
            rows += sum(b"<v" in row or b"<is" in row for row in region.split(b"<row")[1:])
            if rows > limits.MAX_ROWS:
                raise Unreadable(TOO_MANY_ROWS, rows=limits.spoken(limits.MAX_ROWS))
        if b't="e"' in region:
            for cell in _error_cells(region):
                place, shown = _place(cell[1]), _shown(cell[2])
                if place and shown:
                    errors[int(place[2]) - 1].append((_column(place[1]), shown[1].decode("ascii", "replace")))
    return errors


def _regions(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The file in blocks that end between two rows."""
    rest = b""
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            block = rest + block
            cut = block.rfind(b"<row")
            if cut <= 0:
                cut = max(0, len(block) - _LONGEST_CELL) if len(block) > 2 * _BLOCK else 0
            rest = block[cut:]
            yield block[:cut]
    yield rest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
