"""From a donor's table to rows that say what each machine is, what is wrong with it and what to do about it.

A column of 100,000 cells holds a few dozen different values: each is understood once, column by column, and the rows
are put together again at the end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import repeat
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from rebond.spreadsheets import Cell, Header, Row, Table, is_blank, plain, read_workbook
from rebond.stock.inventory.identity import (
    Category,
    category_of,
    read_brand,
    read_model,
    read_processor,
    read_serial,
)
from rebond.stock.inventory.layout import Layout, UnknownColumn, layout_of
from rebond.stock.inventory.people import mask, read_free_text, read_holder, read_place, without_people
from rebond.stock.inventory.remarks import BLOCKING, REJECTING, Remark, remark
from rebond.stock.inventory.values import (
    order_of_dates,
    read_amount,
    read_date,
    read_disk,
    read_memory,
    read_text,
    unit_in,
)
from rebond.stock.inventory.vocabulary import LENGTHS
from rebond.stock.inventory.wording import what_words_say

Why: TypeAlias = Literal["blank", "total", "headings", "note"]
Reader: TypeAlias = Callable[[Cell], tuple[Any, str]]
Corrections: TypeAlias = Mapping[int, Mapping[str, str]]  # by row of the sheet: our field, and what somebody typed


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """What the donor says of a machine, cleaned; named as the stock keeps it."""

    asset_tag: str
    barcode: str
    brand: str
    model: str
    processor: str
    memory_gb: int | None
    disk: str
    in_service_on: date | None
    warranty_until: date | None
    residual_value: Decimal | None
    site: str
    place: str
    condition: str
    remarks: str


FIELDS = tuple(DeviceFacts.__dataclass_fields__)
_WITHOUT_COLUMN = dict.fromkeys(("memory_gb", "in_service_on", "warranty_until", "residual_value"))


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """One data row: `row` is its number in the sheet. A rejected row has exactly one remark, which says why."""

    row: int
    serial: str
    category: Category
    fields: DeviceFacts
    remarks: tuple[Remark, ...]
    rejected: bool
    blocking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row that is no machine, and why."""

    row: int
    why: Why


@dataclass(frozen=True, slots=True)
class Inventory:
    """A donor's table read once: its machines, what was left aside, and how its headings were understood.

    `columns` goes from our field to the donor's heading. `headings` and `cells` (by row) are the donor's own, so that
    rejected rows can be given back to correct; `places` says where each field stands in them. `format` is the code of
    the program that wrote the file, when its headings give it away.
    """

    rows: list[InventoryRow]
    ignored: list[IgnoredRow]
    header_row: int
    places: dict[str, int]
    sheet: str
    columns: dict[str, str]
    unknown: tuple[UnknownColumn, ...]
    format: str
    headings: Row
    cells: dict[int, Row]
    corrected: frozenset[int]

    def texts_of(self, row: int) -> dict[str, str]:
        """The cells of a row that we understand, as text that a person may correct: nobody's name is in it."""
        cells = self.cells[row]
        return {
            field: without_people(field, _as_typed(cells[place]))
            for field, place in self.places.items()
            if field != "holder"
        }


def read_inventory(
    path: Path | str,
    *,
    choices: Mapping[str, str] = MappingProxyType({}),
    corrections: Corrections = MappingProxyType({}),
    heard: Callable[[int], None] = lambda rows: None,
) -> Inventory:
    """Read a donor's file, whatever its format, headings and order, with what people said of its columns and its rows.

    Raises ColumnsUnknown when somebody must say where the serial numbers are, and rebond.spreadsheets.Unreadable with
    the sentence to show.
    """
    return inventory_of(layout_of(read_workbook(path, heard), choices), corrections)


def inventory_of(layout: Layout, corrections: Corrections = MappingProxyType({})) -> Inventory:
    """Read every row of a table. Of two machines with the same serial number the first one is kept."""
    table = layout.table
    header = table.header
    machines, ignored = _split(table)
    if corrections:
        _correct(machines, header, corrections)
    columns = _columns(header, [cells for _number, cells in machines])
    if "site" in columns:
        _carry_down(columns["site"], machines, after={row.row for row in ignored})
    problems = _problems(columns)
    rows = []
    rows_of_serials: dict[str, int] = {}
    for index, ((number, cells), category, facts, said) in enumerate(
        zip(machines, _categories(columns), _facts(columns, len(machines)), _what_is_said(columns), strict=False)
    ):
        serial, code = read_serial(cells[header.columns["serial"]])
        first = number if code in REJECTING else rows_of_serials.setdefault(serial, number)
        code = code if first == number else "serial-duplicate"
        if code in REJECTING:
            why = remark(code, number, title=header.titles["serial"], value=serial, first=first)
            rows.append(InventoryRow(number, serial, category, facts, (why,), rejected=True, blocking=()))
            continue
        remarks: tuple[Remark, ...] = ()
        if code or said or not facts.model or index in problems:
            remarks = tuple(_remarks(number, serial, code, facts, problems.get(index, ()), said))
        rows.append(InventoryRow(number, serial, category, facts, remarks, rejected=False, blocking=_blocking(remarks)))
    return Inventory(
        rows=rows,
        ignored=ignored,
        header_row=header.row,
        places=header.columns,
        sheet=table.sheet.name,
        columns=header.titles,
        unknown=layout.unknown,
        format=layout.format,
        headings=table.sheet.rows[header.row - 1],
        cells=dict(machines),
        corrected=frozenset(corrections),
    )


# --- which rows are machines -------------------------------------------------------------------------------------


def _split(table: Table) -> tuple[list[tuple[int, Row]], list[IgnoredRow]]:
    """The rows that are machines, as wide as the table, and those that are none."""
    width = max(table.header.columns.values()) + 1
    machines: list[tuple[int, Row]] = []
    ignored: list[IgnoredRow] = []
    for number, row in table.numbered_rows():
        cells = row if len(row) >= width else [*row, *repeat("", width - len(row))]
        if why := _why_ignored(cells, table.header):
            ignored.append(IgnoredRow(number, why))
        else:
            machines.append((number, cells))
    return machines, ignored


def _as_typed(cell: Cell) -> str:
    """A cell as a person would type it."""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else read_text(cell)[0]


def _correct(machines: list[tuple[int, Row]], header: Header, corrections: Corrections) -> None:
    """Put what somebody typed in the place of what the file says."""
    for index, (number, cells) in enumerate(machines):
        if number in corrections:
            typed = {
                header.columns[field]: text for field, text in corrections[number].items() if field in header.columns
            }
            machines[index] = (number, [typed.get(place, cell) for place, cell in enumerate(cells)])


def _why_ignored(cells: Row, header: Header) -> Why | None:
    """Where a serial number stands there is a machine. Else a total says so, and a note has next to no cell."""
    serial = cells[header.columns["serial"]]
    if not isinstance(serial, str):
        return None
    if serial and not serial.isspace():
        return "headings" if serial.strip() == header.titles["serial"] else None
    filled = [cell for cell in cells if not is_blank([cell])]
    if not filled:
        return "blank"
    if any(isinstance(cell, str) and plain(cell).startswith(_TOTALS) for cell in filled):
        return "total"
    naming = [cells[header.columns[field]] for field in ("type", "brand", "model") if field in header.columns]
    return "note" if len(filled) <= 2 and is_blank(naming) else None


_TOTALS = ("total", "sous total", "subtotal", "sub total", "grand total", "somme")


# --- columns -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Column:
    """One column understood: a value per machine, and the cells about which there is something to say."""

    title: str
    cells: Sequence[Cell]
    values: list[Any]
    codes: dict[Cell, str]


def _columns(header: Header, rows: list[Row]) -> dict[str, _Column]:
    return {
        field: _column(field, header.titles[field], [cells[place] for cells in rows])
        for field, place in header.columns.items()
        if field != "serial"
    }


def _column(field: str, title: str, cells: list[Cell]) -> _Column:
    different = set(cells)
    read = _reader(field, title, different)
    meanings = {cell: _shortened(read(cell), LENGTHS.get(field)) for cell in different}
    values = [meanings[cell][0] for cell in cells]
    return _Column(title, cells, values, {cell: code for cell, (_value, code) in meanings.items() if code})


_READERS: dict[str, Reader] = {
    "brand": read_brand,
    "model": read_model,
    "processor": read_processor,
    "residual_value": read_amount,
    "remarks": read_free_text,
    "site": read_place,
    "place": read_place,
    "condition": read_place,
    "erasure": read_free_text,
    "holder": read_holder,
}


def _reader(field: str, title: str, different: set[Cell]) -> Reader:
    """How to read a column: quantities depend on its heading, dates on all that stands in it."""
    if field in ("in_service_on", "warranty_until"):
        return partial(read_date, order=order_of_dates(different))
    if field == "memory_gb":
        return partial(read_memory, unit=unit_in(title))
    if field == "disk":
        return partial(read_disk, unit=unit_in(title))
    return _READERS.get(field, read_text)


def _shortened(meaning: tuple[Any, str], length: int | None) -> tuple[Any, str]:
    value, code = meaning
    if length is None or len(value) <= length:
        return meaning
    return value[:length], code or "text-shortened"


def _carry_down(site: _Column, machines: list[tuple[int, Row]], *, after: set[int]) -> None:
    """Merged cells give their text to their first row only: an empty site is the one above.

    They do not reach across a total or a blank row, and a cell that holds something unreadable is not a merged one.
    """
    above = ""
    for index, (number, _cells) in enumerate(machines):
        if number - 1 in after:
            above = ""
        if not site.values[index] and is_blank([site.cells[index]]):
            site.values[index] = above
        above = site.values[index]


# --- rows put together again -----------------------------------------------------------------------------------------


def _values(columns: dict[str, _Column], field: str) -> Sequence[Any] | Iterator[Any]:
    return columns[field].values if field in columns else repeat(_WITHOUT_COLUMN.get(field, ""))


def _facts(columns: dict[str, _Column], count: int) -> Iterator[DeviceFacts]:
    for _index, *values in zip(range(count), *(_values(columns, field) for field in FIELDS), strict=False):
        yield DeviceFacts(*values)


def _categories(columns: dict[str, _Column]) -> Iterator[Category]:
    return map(category_of, _values(columns, "type"), _values(columns, "model"))


def _what_is_said(columns: dict[str, _Column]) -> Iterator[tuple[tuple[str, str], ...]]:
    """What the donor's words mean together: a removed disk, for one, answers a column that denies its erasure."""
    fields = ("remarks", "condition", "substate", "erasure")
    return map(what_words_say, *(_values(columns, field) for field in fields))


def _problems(columns: dict[str, _Column]) -> dict[int, list[tuple[str, dict[str, object]]]]:
    """By index of machine, the codes of its cells and the facts of their sentences."""
    problems: dict[int, list[tuple[str, dict[str, object]]]] = defaultdict(list)
    for field, column in columns.items():
        if not column.codes:
            continue
        for index, cell in enumerate(column.cells):
            if code := column.codes.get(cell):
                value = mask(" ".join(str(cell).split()))[:60]
                facts = {"title": column.title, "value": value, "length": LENGTHS.get(field)}
                if code == "date-ambiguous":
                    facts["read"] = f"{column.values[index]:%d/%m/%Y}"
                problems[index].append((code, facts))
    return problems


def _remarks(
    number: int,
    serial: str,
    code: str,
    facts: DeviceFacts,
    problems: Sequence[tuple[str, dict[str, object]]],
    said: tuple[tuple[str, str], ...],
) -> Iterator[Remark]:
    if code:
        yield remark(code, number, value=serial)
    if not facts.model:
        yield remark("model-missing", number)
    for problem, details in problems:
        yield remark(problem, number, **details)
    for word, quoted in said:
        yield remark(word, number, value=quoted)


def _blocking(remarks: tuple[Remark, ...]) -> tuple[str, ...]:
    return tuple(sorted(said.code for said in remarks if said.code in BLOCKING)) if remarks else ()
