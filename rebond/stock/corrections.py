"""The rows that were rejected, given back as a file: the donor's own columns, then where each row was and why."""

from typing import IO

from django.utils.translation import gettext as _

from rebond.spreadsheets import Row, Value, write_xlsx
from rebond.stock.inventory import Inventory
from rebond.stock.verdicts import Comparison, Judged


def write_corrections(file: IO[bytes], comparison: Comparison) -> None:
    """Write the rejected rows as a workbook that can be corrected and imported as it is."""
    header, *rows = corrections(comparison)
    write_xlsx(file, [str(title) for title in header], rows, sheet=_("À corriger"))


def corrections(comparison: Comparison) -> list[list[Value]]:
    """The heading row, then each rejected row as it came with its number and its reason at the end.

    A serial number that another row bears already is left out (the reason tells it): the file sent back as it is
    would otherwise overwrite the machine that was kept.
    """
    inventory = comparison.inventory
    rejected = [judged for judged in comparison.rows if judged.verdict == "rejected"]
    cells = [cells_to_correct(inventory, judged) for judged in rejected]
    width = max(len(row) for row in [inventory.headings, *cells])
    table: list[list[Value]] = [[*padded(inventory.headings, width), _("Ligne du fichier"), _("Motif du rejet")]]
    for judged, row in zip(rejected, cells, strict=True):
        reasons = " ".join(reason.message for reason in judged.reasons)
        table.append([*padded(row, width), judged.row.row, reasons])
    return table


def cells_to_correct(inventory: Inventory, judged: Judged) -> Row:
    cells = inventory.cells[judged.row.row]
    if all(reason.code != "serial-duplicate" for reason in judged.reasons):
        return cells
    place = inventory.places["serial"]
    return [*cells[:place], "", *cells[place + 1 :]]


def padded(cells: list, width: int) -> list[Value]:
    return [*cells, *[""] * (width - len(cells))]
