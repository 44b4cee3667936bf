"""How a donor's table is laid out: where its headings are, which program wrote it, which columns we do not know.

What a person said of a column comes before what the program means by it, and that before our own vocabulary.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from rebond.spreadsheets import (
    NO_HEADINGS,
    Header,
    Row,
    Sheet,
    Table,
    Unreadable,
    Workbook,
    find_table,
    header_at,
    is_blank,
    meanings_of,
    plain,
    title_in,
)
from rebond.stock.inventory.formats import recognise
from rebond.stock.inventory.people import mask
from rebond.stock.inventory.values import read_text
from rebond.stock.inventory.vocabulary import HEADINGS

FIRST_ROWS = 30  # where a heading row is looked for when no heading is known
LOOKED_AT = 500  # rows in which samples are looked for
SAMPLES = 3
KEY = 120


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column that the vocabulary does not know: its heading, its plain words, some of its values without people."""

    title: str
    key: str
    samples: tuple[str, ...]


class ColumnsUnknown(Unreadable):
    """No column is known to hold the serial numbers; somebody may say which one does."""

    def __init__(self, columns: tuple[UnknownColumn, ...]):
        super().__init__(NO_HEADINGS, titles=f"«\u00a0{HEADINGS['serial'][0]}\u00a0»")
        self.columns = columns


@dataclass(frozen=True, slots=True)
class Layout:
    """A table with its headings understood. `format` is the code of the program that wrote it, or nothing."""

    table: Table
    format: str
    unknown: tuple[UnknownColumn, ...]


def layout_of(workbook: Workbook, choices: Mapping[str, str]) -> Layout:
    """Find the table and understand its headings; `choices` are a person's, by plain heading ("" leaves one aside).

    Raises ColumnsUnknown when nothing is known to be the serial number and a person could tell; Unreadable otherwise.
    """
    try:
        table = find_table(workbook, HEADINGS, required=["serial"])
    except Unreadable:
        table = _unknown_table(workbook)
    row = table.sheet.rows[table.header.row - 1]
    known = recognise(title_in(cell) for cell in row)
    meanings = meanings_of(HEADINGS) | (known.meanings if known else {}) | choices
    header = _chosen_first(table.header.row, row, meanings, choices)
    # what somebody spoke of stays in view, so that it can be said otherwise
    spoken = tuple(title for cell in row if (title := title_in(cell)) and plain(title)[:KEY] in choices)
    unknown = tuple(_column(table.sheet, header, title) for title in dict.fromkeys([*header.unknown, *spoken]))
    if "serial" not in header.columns:
        raise ColumnsUnknown(unknown)
    return Layout(Table(table.sheet, header), known.code if known else "", unknown)


def _chosen_first(number: int, row: Row, meanings: Mapping[str, str], choices: Mapping[str, str]) -> Header:
    """A column that a person chose for a field takes it from any other that our words would give it."""
    taken = {field for cell in row if (field := choices.get(plain(title_in(cell))[:KEY]))}
    others = {heading: field for heading, field in meanings.items() if field not in taken}
    return header_at(number, row, others | dict(choices))


def _unknown_table(workbook: Workbook) -> Table:
    """The table of a file none of whose headings is known: its fullest row of texts, with something under it."""
    found = [
        (sum(bool(title_in(cell)) for cell in row), -number, sheet)
        for sheet in workbook.sheets
        for number, row in enumerate(sheet.rows[:FIRST_ROWS], start=1)
        if number < len(sheet.rows)
    ]
    titles, number, sheet = max(found, key=lambda one: one[:2], default=(0, 0, None))
    if sheet is None or titles < 2:
        raise Unreadable(NO_HEADINGS, titles=f"«\u00a0{HEADINGS['serial'][0]}\u00a0»")
    return Table(sheet, Header(-number, {}, {}, ()))


def _column(sheet: Sheet, header: Header, title: str) -> UnknownColumn:
    """The column under a heading, with its first different values."""
    row = sheet.rows[header.row - 1]
    place = next(index for index, cell in enumerate(row) if title_in(cell) == title)
    below = islice(sheet.rows, header.row, header.row + LOOKED_AT)
    cells = (cells[place] for cells in below if len(cells) > place and not is_blank([cells[place]]))
    values = dict.fromkeys(mask(read_text(cell)[0])[:60] for cell in cells)
    return UnknownColumn(title[:KEY], plain(title)[:KEY], tuple(islice((value for value in values if value), SAMPLES)))
