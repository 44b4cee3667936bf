"""Write tables that spreadsheet programs open well, row by row, so that an export never sits in memory."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, TypeAlias

import xlsxwriter  # type: ignore[import-untyped]

from rebond.spreadsheets.guard import guard

Value: TypeAlias = str | int | float | Decimal | bool | date | datetime | None


def stream_csv(header: Sequence[str], rows: Iterable[Sequence[Value]], *, separator: str = ";") -> Iterator[bytes]:
    """A CSV file piece by piece: UTF-8 with its mark, semicolons, as a French Excel opens it; cells that cannot run."""
    line = _Line()
    writer = csv.writer(line, delimiter=separator, lineterminator="\r\n")
    writer.writerow([guard(title) for title in header])
    yield b"\xef\xbb\xbf" + line.take()
    for row in rows:
        writer.writerow([_as_text(value) for value in row])
        yield line.take()


def write_csv(
    path: Path | str, header: Sequence[str], rows: Iterable[Sequence[Value]], *, separator: str = ";"
) -> None:
    """Write a CSV file; see `stream_csv`."""
    with Path(path).open("wb") as file:
        file.writelines(stream_csv(header, rows, separator=separator))


def write_xlsx(
    target: Path | str | IO[bytes], header: Sequence[str], rows: Iterable[Sequence[Value]], *, sheet: str
) -> None:
    """Write an .xlsx file of one sheet: bold frozen headings, text typed as text, dates as dates, constant memory."""
    write_sheets(target, [(sheet, header, rows)])


def write_sheets(
    target: Path | str | IO[bytes], sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Value]]]]
) -> None:
    """Write an .xlsx file of several sheets, each with its name, headings and rows, one after another."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as workbook:
        formats = {
            date: workbook.add_format({"num_format": "dd/mm/yyyy"}),
            datetime: workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        bold = workbook.add_format({"bold": True})
        for sheet, header, rows in sheets:
            page = workbook.add_worksheet(sheet)
            page.freeze_panes(1, 0)
            for column, title in enumerate(header):
                page.write_string(0, column, guard(title), bold)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    write_cell(page, number, column, value, formats)


def write_cell(page: Any, number: int, column: int, value: Value, formats: Mapping[type[date], Any]) -> None:
    """A value in its own type; nothing where there is none."""
    if isinstance(value, str):
        page.write_string(number, column, guard(value))
    elif isinstance(value, bool):
        page.write_boolean(number, column, value)
    elif isinstance(value, date):
        page.write_datetime(number, column, _naive(value), formats[type(value)])
    elif value is not None:
        page.write_number(number, column, value)


class _Line:
    """Where csv.writer leaves one line for us to take."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def take(self) -> bytes:
        line, self.text = self.text, ""
        return line.encode("utf-8")


def _as_text(value: Value) -> Value:
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def _naive(value: date) -> datetime:
    """Spreadsheets know no time zones: the caller gives local moments."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())
