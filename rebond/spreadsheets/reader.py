"""The child process that parses somebody's file, so that whatever is in it can harm nothing else.

It is started by `child.frames`, limits its own memory and time, and answers on its standard output with
frames: four bytes of length, then a marshalled tuple ("sheet", name), ("rows", rows, dates), ("element", element),
("refused", sentence, facts) or ("end", encoding, separator). Marshal carries no dates: they travel apart as
(row, column, ISO text).
"""

import gc
import marshal
import resource
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from rebond.spreadsheets import limits
from rebond.spreadsheets.containers import DAMAGED
from rebond.spreadsheets.guard import unguard
from rebond.spreadsheets.scan import TOO_MANY_ROWS, Errors, errors_by_sheet
from rebond.spreadsheets.text import CELL_TOO_LONG, NUL, decode, records
from rebond.spreadsheets.unreadable import Unreadable, _

TOO_MANY_COLUMNS = _(
    "Ligne %(row)d : la feuille compte plus de %(columns)s colonnes. "
    "Gardez les colonnes utiles, puis déposez le fichier."
)
NO_SHEET = _(
    "Le classeur n’a aucune feuille visible. "
    "Affichez celle qui contient le tableau, enregistrez, puis déposez le fichier."
)
BROKEN_XML = _(
    "Le fichier XML est abîmé ou incomplet. Exportez-le de nouveau depuis l’outil d’effacement, puis déposez-le."
)
XML_DECLARES_TYPES = _(
    "Le fichier XML contient une déclaration DOCTYPE ou ENTITY\u00a0: il n’a pas été ouvert. "
    "Exportez-le de nouveau depuis l’outil d’effacement, puis déposez-le."
)

CHUNK = 4_000


def main(kind: str, path: str) -> None:
    """Read one file and answer on standard output."""
    _take_limits()
    gc.disable()  # nothing here lives in cycles, and millions of cells would be visited again and again
    try:
        encoding, separator = _SENDERS[kind](path)
    except Unreadable as refusal:
        _send(("refused", refusal.sentence, refusal.facts))
    except MemoryError:
        raise
    except BaseException:  # the parser is Rust: its panics are not Exceptions
        _send(("refused", DAMAGED, {}))
    else:
        _send(("end", encoding, separator))


def _take_limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _send(frame: tuple[Any, ...]) -> None:
    payload = marshal.dumps(frame)
    sys.stdout.buffer.write(len(payload).to_bytes(4, "big"))
    sys.stdout.buffer.write(payload)


def _send_text(path: str) -> tuple[str, str]:
    text, encoding = decode(Path(path).read_bytes())
    separator, rows = records(text)
    _send(("sheet", ""))
    _send_rows(rows, {}, left=0, already=0)
    return encoding, separator


def _send_xlsx(path: str) -> tuple[str, str]:
    return _send_workbook(path, errors_by_sheet(path))


def _send_workbook(path: str, errors: Mapping[str, Errors] | None = None) -> tuple[str, str]:
    """Send the visible sheets. Only an .xlsx has its error cells looked for apart."""
    workbook = CalamineWorkbook.from_path(path)
    visible = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    if not visible:
        raise Unreadable(NO_SHEET)
    sent = 0
    for name in visible:
        sheet = workbook.get_sheet_by_name(name)
        start = sheet.start or (0, 0)
        _send(("sheet", name))
        # calamine gives back the empty rows above the table, and not the empty columns at its left
        sent += _send_rows(sheet.iter_rows(), (errors or {}).get(name, {}), left=start[1], already=sent)
    return "", ""


def _send_elements(path: str) -> tuple[str, str]:
    """Send each element under the root as soon as it is complete, and forget it."""
    depth, root = 0, None
    try:
        for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                root = element if root is None else root
                depth += 1
                if depth > limits.MAX_DEPTH:
                    raise Unreadable(BROKEN_XML)
                continue
            depth -= 1
            if depth == 1 and root is not None:
                _send(("element", _plain_element(element)))
                root.clear()
    except DefusedXmlException as error:
        raise Unreadable(XML_DECLARES_TYPES) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(BROKEN_XML) from error
    return "", ""


def _plain_element(element: Element) -> tuple[Any, ...]:
    text = (element.text or "").strip()
    tag = element.tag.rpartition("}")[2]
    return (tag, dict(element.attrib), text[: limits.MAX_CELL], [_plain_element(child) for child in element])


def _send_rows(rows: Iterable[list[Any]], errors: Errors, *, left: int, already: int) -> int:
    """Send the rows of one sheet in chunks and return how many there were."""
    source = iter(rows)
    sent = 0
    while chunk := list(islice(source, CHUNK)):
        if already + sent + len(chunk) > limits.MAX_ROWS:
            raise Unreadable(TOO_MANY_ROWS, rows=limits.spoken(limits.MAX_ROWS))
        dates = _make_plain(chunk, left=left, first=sent + 1)
        _put_back(errors, chunk, first=sent)
        _send(("rows", chunk, dates))
        sent += len(chunk)
    return sent


def _make_plain(chunk: list[list[Any]], *, left: int, first: int) -> list[tuple[int, int, str]]:
    """Leave only text and numbers in the rows, in place, and return the dates that were there.

    Equal texts become one object: marshal then writes each once and the reader keeps each once.
    """
    dates = []
    same: dict[str, str] = {}
    share = same.setdefault
    for index, row in enumerate(chunk):
        if left:
            row[:0] = [""] * left
        if len(row) > limits.MAX_COLUMNS:
            raise Unreadable(TOO_MANY_COLUMNS, row=first + index, columns=limits.MAX_COLUMNS)
        for column, value in enumerate(row):
            kind = type(value)
            if kind is str:
                if len(value) > 200:
                    _check_length(value, first + index)
                row[column] = share(value, value if value[:1] != "'" else unguard(value))
            elif kind is date or kind is datetime:
                dates.append((index, column, value.isoformat()))
                row[column] = ""
            elif kind is bool:
                row[column] = "VRAI" if value else "FAUX"  # as the sheet shows it
            elif kind is int:
                row[column] = float(value)  # only an .xls has whole numbers
            elif kind is not float:
                row[column] = str(value)  # hours and durations mean nothing to us
    if any("\0" in text for text in same):  # written _x0000_ in an .xlsx
        raise Unreadable(NUL)
    return dates


def _put_back(errors: Errors, chunk: list[list[Any]], *, first: int) -> None:
    """Write #N/A and its like where calamine left an empty cell."""
    if errors:
        for row, cells in enumerate(chunk, start=first):
            for column, shown in errors.get(row, ()):
                if column < len(cells):
                    cells[column] = shown


def _check_length(value: str, row: int) -> None:
    if len(value) > limits.MAX_CELL:
        raise Unreadable(CELL_TOO_LONG, row=row, characters=limits.spoken(limits.MAX_CELL))


_SENDERS: Mapping[str, Callable[[str], tuple[str, str]]] = {
    "xlsx": _send_xlsx,
    "ods": _send_workbook,
    "xls": _send_workbook,
    "csv": _send_text,
    "xml": _send_elements,
}

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
