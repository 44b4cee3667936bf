"""A donor's file read into announced lines. No database here: a file in, lines and what was left out.

Two shapes are known: an inventory (one machine a row, by its serial number) and a list of quantities (a model and how
many of it).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from django.utils.translation import gettext_noop

from rebond.spreadsheets import Cell, Row, Table, Unreadable, Workbook, find_table, is_blank, plain, read_workbook
from rebond.stock.inventory import ColumnsUnknown, Inventory, Remark, inventory_of, layout_of
from rebond.stock.inventory.identity import category_of, read_brand, read_model
from rebond.stock.inventory.people import mask
from rebond.stock.inventory.values import read_amount, read_text
from rebond.stock.inventory.vocabulary import HEADINGS, LENGTHS

MOST_OF_A_LINE = 100_000
QUANTITIES = {field: HEADINGS[field] for field in ("model", "type", "brand", "residual_value")} | {
    "quantity": ["Quantité", "Qté", "Nombre", "Nb", "Quantity", "Qty", "Count", "Units"]
}
NEITHER_SHAPE = gettext_noop(
    "Ni numéros de série ni quantités n’ont été reconnus. Le tableau doit avoir une ligne de titres avec "
    "«\u00a0N° de série\u00a0», une machine par ligne\u00a0; ou bien «\u00a0Modèle\u00a0» et "
    "«\u00a0Quantité\u00a0». Renommez les colonnes, puis déposez le fichier à nouveau."
)
TWICE = gettext_noop(
    "Ligne %(row)s\u00a0: le numéro de série %(value)s est déjà annoncé dans ce don, par un autre fichier ou une ligne "
    "saisie. S’il s’agit d’une autre machine, corrigez-le, puis renvoyez cette ligne."
)
QUANTITY = gettext_noop(
    "Ligne %(row)s\u00a0: «\u00a0%(value)s\u00a0» n’est pas une quantité. "
    "Écrivez un nombre entier d’au moins 1, puis renvoyez cette ligne."
)
MODEL = gettext_noop("Ligne %(row)s\u00a0: le modèle manque. Écrivez-le, puis renvoyez cette ligne.")


class Line(NamedTuple):
    """One announced line: `row` is where it stands in the file, `value` what is declared for one of the things."""

    row: int
    kind: str
    brand: str
    model: str
    serial: str
    quantity: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Announced:
    """A file read: what it announces, the rows left out with the reason why, and the inventory that it was, if one."""

    lines: list[Line]
    left_out: list[tuple[int, Remark]]
    remarks: Counter[str]
    inventory: Inventory | None = None

    def without(self, serials: Iterable[str]) -> "Announced":
        """The same when other lines of the donation have these serial numbers already."""
        known = frozenset(serials)
        twice = [line for line in self.lines if line.serial in known and line.serial]
        if not twice:
            return self
        said = [
            (line.row, Remark("serial-duplicate", TWICE, {"row": line.row, "value": line.serial})) for line in twice
        ]
        kept = [line for line in self.lines if not line.serial or line.serial not in known]
        remarks = self.remarks + Counter({"serial-duplicate": len(twice)})
        return Announced(kept, sorted([*self.left_out, *said], key=lambda one: one[0]), remarks, self.inventory)

    @property
    def counts(self) -> dict[str, int]:
        """Lines kept, things in them, rows left out."""
        things = sum(line.quantity for line in self.lines)
        return {"lines": len(self.lines), "things": things, "left_out": len(self.left_out)}


def read_announced(
    path: Path | str,
    *,
    choices: Mapping[str, str] = MappingProxyType({}),
    heard: Callable[[int], None] = lambda rows: None,
) -> Announced:
    """Read a donor's file of either shape; `choices` are what people said of its columns, by plain heading.

    Raises ColumnsUnknown when somebody must say where the serial numbers or the quantities are, and
    rebond.spreadsheets.Unreadable with the sentence to show when nobody could.
    """
    workbook = read_workbook(path, heard)
    try:
        layout = layout_of(workbook, {title: field for title, field in choices.items() if field != "quantity"})
    except Unreadable as nothing:
        try:
            return announced_quantities(workbook, choices)
        except Unreadable:
            raise nothing if isinstance(nothing, ColumnsUnknown) else Unreadable(NEITHER_SHAPE) from None
    return announced_machines(inventory_of(layout))


# --- one machine a row -------------------------------------------------------------------------------------------


def announced_machines(inventory: Inventory) -> Announced:
    """One line per machine that the reader accepts; those that it rejects are left out with its reason."""
    lines, left_out = [], []
    remarks: Counter[str] = Counter()
    for row in inventory.rows:
        remarks.update({remark.code for remark in row.remarks})
        if row.rejected:
            left_out.append((row.row, row.remarks[0]))
            continue
        facts = row.fields
        lines.append(Line(row.row, row.category, facts.brand, facts.model, row.serial, 1, facts.residual_value))
    return Announced(lines, left_out, remarks, inventory)


# --- a model and how many ----------------------------------------------------------------------------------------


def announced_quantities(workbook: Workbook, choices: Mapping[str, str]) -> Announced:
    """One line per row that has a model and a quantity. Raises Unreadable."""
    said = {field: [title for title, chosen in choices.items() if chosen == field] for field in QUANTITIES}
    titles = {field: said[field] or known for field, known in QUANTITIES.items()}
    table = find_table(workbook, titles, required=["model", "quantity"])
    lines, left_out = [], []
    for row, read in quantity_rows(table):
        if isinstance(read, Line):
            lines.append(read)
        else:
            left_out.append((row, read))
    return Announced(lines, left_out, Counter(remark.code for _row, remark in left_out))


def quantity_rows(table: Table) -> Iterator[tuple[int, Line | Remark]]:
    for number, row in table.numbered_rows():
        if is_blank(row) or is_total(row):
            continue
        cells = {field: row[place] if place < len(row) else "" for field, place in table.header.columns.items()}
        model, quantity = mask(read_model(cells["model"])[0])[: LENGTHS["model"]], read_quantity(cells["quantity"])
        if not model:
            yield number, Remark("model-missing", MODEL, {"row": number})
        elif quantity is None:
            said = mask(read_text(cells["quantity"])[0])[:60]
            yield number, Remark("number-unreadable", QUANTITY, {"row": number, "value": said})
        else:
            word = read_text(cells.get("type", ""))[0]
            brand = mask(read_brand(cells.get("brand", ""))[0])[: LENGTHS["brand"]]
            value = read_amount(cells.get("residual_value", ""))[0]
            yield number, Line(number, kind_of(word, model), brand, model, "", quantity, value)


def is_total(row: Row) -> bool:
    return any(isinstance(cell, str) and plain(cell).startswith(("total", "sous total", "somme")) for cell in row)


def read_quantity(cell: Cell) -> int | None:
    """A whole number of at least one; None for anything else."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else read_text(cell)[0]
    digits = re.sub(r"\s", "", text)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST_OF_A_LINE))):
        return None
    return int(digits) if 1 <= int(digits) <= MOST_OF_A_LINE else None


_ACCESSORIES = (
    ("keyboard", re.compile(r"clavier|keyboard")),
    ("mouse", re.compile(r"souris|mouse|mice")),
    ("adapter", re.compile(r"adaptateur|adapter|chargeur|charger")),
    ("cable", re.compile(r"cable|cordon")),
)


def kind_of(word: str, model: str) -> str:
    """What a row of quantities speaks of: an accessory when it says so, else the category of the machine."""
    said = plain(f"{word} {model}")
    for kind, words in _ACCESSORIES:
        if words.search(said):
            return kind
    return category_of(word, model)
