"""A register, read as it comes: entries of the area and refused rows, in constant memory. No database here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rebond.countries import Area, Country, RegisterEntry, RegisterReader, RowMisread
from rebond.spreadsheets import Unreadable, stream_rows

MOST_REFUSALS = 1_000


def _(sentence: str) -> str:
    """Mark a sentence for translation; this module knows no Django, so its callers translate."""
    return sentence


UNKNOWN_REGISTER = _(
    "Ce fichier n’est d’aucun registre connu. Sont lus\u00a0: le RNA (waldec ou import), les extraits SIRENE "
    "(établissements ou unités légales) et les lieux de médiation numérique (32 colonnes)."
)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken: its number in the file, the heading of the cell, and why."""

    row: int
    field: str
    reason: str


@dataclass
class Register:
    """A register that is being read. `rows_read` grows as it goes; the first refusals are kept, all are counted."""

    name: str
    reader: RegisterReader
    rows: Iterator[list[str]]
    rows_read: int = 0
    refused: int = 0
    refusals: list[RefusedRow] = field(default_factory=list)

    def entries(self) -> Iterator[RegisterEntry]:
        """The entries of the area. Raises Unreadable."""
        reader = self.reader
        for number, cells in enumerate(self.rows, start=2):
            if not cells:
                continue
            self.rows_read += 1
            if not reader.wants(cells):
                continue
            try:
                entry = reader.read(cells)
            except RowMisread as misread:
                self._refuse(number, misread)
            else:
                yield entry

    def _refuse(self, row: int, misread: RowMisread) -> None:
        self.refused += 1
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append(RefusedRow(row, misread.field, misread.reason))


@contextmanager
def open_register(path: Path | str, country: Country, area: Area) -> Iterator[Register]:
    """Open a register of that country, whatever its shape. Raises Unreadable."""
    with stream_rows(path) as rows:
        reader = country.register_reader(next(rows, []), area)
        if reader is None:
            raise Unreadable(UNKNOWN_REGISTER)
        yield Register(reader.register, reader, rows)
