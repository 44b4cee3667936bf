"""Find the table in a workbook: which sheet, which row holds the headings, which column means what."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from rebond.spreadsheets.unreadable import Unreadable, _
from rebond.spreadsheets.workbook import Cell, Row, Sheet, Workbook, read_workbook

Vocabulary: TypeAlias = Mapping[str, Collection[str]]

SEARCHED = 60  # titles, logos and warnings never push the headings further down than this
NO_HEADINGS = _(
    "Aucune ligne de titres n’a été reconnue. Le tableau doit avoir une ligne de titres avec au moins : %(titles)s. "
    "Ajoutez-la ou renommez les colonnes, puis déposez le fichier."
)

_SMALL_WORDS = frozenset(["de", "du", "des", "d", "la", "le", "les", "l", "of", "the", "en"])
_NUMBER_WORDS = frozenset(["n", "no", "nr", "num", "numero", "number", "nb"])
_words = re.compile(r"[a-z0-9]+").findall
_parenthesis = re.compile(r"\s*[(\[].*?[)\]]")


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a table: `row` as the spreadsheet numbers it, and the column of each known field."""

    row: int
    columns: dict[str, int]
    titles: dict[str, str]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The best table of a workbook."""

    sheet: Sheet
    header: Header

    def numbered_rows(self) -> Iterator[tuple[int, Row]]:
        """The rows under the headings with their number in the sheet; blank rows at the very end do not count."""
        rows = self.sheet.rows
        last = len(rows)
        while last > self.header.row and is_blank(rows[last - 1]):
            last -= 1
        return zip(range(self.header.row + 1, last + 1), rows[self.header.row : last], strict=True)


def read_table(path: Path | str, vocabulary: Vocabulary, *, required: Collection[str]) -> Table:
    """Read the file and find its table; `required` are the fields without which there is none.

    Raises Unreadable.
    """
    return find_table(read_workbook(path), vocabulary, required=required)


def find_table(workbook: Workbook, vocabulary: Vocabulary, *, required: Collection[str]) -> Table:
    """The sheet whose headings are best understood; of two equals, the longer one.

    Raises Unreadable when no sheet has all the required fields.
    """
    tables = [
        Table(sheet, header)
        for sheet in workbook.sheets
        if (header := find_header(sheet.rows, vocabulary)) and header.columns.keys() >= set(required)
    ]
    if not tables:
        titles = ", ".join(f"«\u00a0{next(iter(vocabulary[field]))}\u00a0»" for field in required)
        raise Unreadable(NO_HEADINGS, titles=titles)
    return max(tables, key=lambda table: (len(table.header.columns), len(table.sheet.rows)))


def find_header(rows: list[Row], vocabulary: Vocabulary) -> Header | None:
    """The row, among the first ones, in which most headings are known; None when no row has any."""
    meanings = meanings_of(vocabulary)
    headers = [header_at(number, row, meanings) for number, row in enumerate(rows[:SEARCHED], start=1)]
    best = max(headers, key=lambda header: len(header.columns), default=None)
    return best if best and best.columns else None


def meanings_of(vocabulary: Vocabulary) -> dict[str, str]:
    """The field that each heading of a vocabulary means, by the heading reduced to its plain words."""
    return {plain(title): field for field, titles in vocabulary.items() for title in titles}


def header_at(number: int, row: Row, meanings: Mapping[str, str]) -> Header:
    """A row read as headings. A heading that means "" is known, and says nothing that we keep."""
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    unknown = []
    for column, cell in enumerate(row):
        title = title_in(cell)
        field = meanings.get(plain(title), meanings.get(plain(_parenthesis.sub("", title))))
        if field and field not in columns:
            columns[field] = column
            titles[field] = title
        elif title and field != "":
            unknown.append(title)
    return Header(number, columns, titles, tuple(unknown))


def title_in(cell: Cell) -> str:
    """A heading on one line; a number or a date is none."""
    return " ".join(cell.split()) if isinstance(cell, str) else ""


@lru_cache(maxsize=4_096)
def plain(title: str) -> str:
    """A heading or a word reduced to what two people would write alike.

    No accents, case, punctuation or small words; every way to write "number" is `n`: « N° de série » and « Numéro
    série » are both `n serie`.
    """
    bare = unicodedata.normalize("NFKD", title.replace("°", " ").replace("œ", "oe")).casefold()
    ascii_only = "".join(letter for letter in bare if not unicodedata.combining(letter))
    words = (word for word in _words(ascii_only.replace("'", " ").replace("’", " ")) if word not in _SMALL_WORDS)
    return " ".join("n" if word in _NUMBER_WORDS else word for word in words)


def is_blank(row: Row) -> bool:
    """Nothing in any cell but spaces."""
    return not any(_has_content(cell) for cell in row)


def _has_content(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True
