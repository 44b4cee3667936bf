"""The rows that were rejected, given back as a file: the donor's own columns, then where each row was and why."""

from typing import IO

from django.utils.translation import gettext as _

from rebond.spreadsheets import Value, write_xlsx
from rebond.stock.verdicts import Comparison


def write_corrections(file: IO[bytes], comparison: Comparison) -> None:
    """Write the rejected rows as a workbook that can be corrected and imported as it is."""
    header, *rows = corrections(comparison)
    write_xlsx(file, [str(title) for title in header], rows, sheet=_("À corriger"))


def corrections(comparison: Comparison) -> list[list[Value]]:
    """The heading row, then each rejected row as it came with its number and its reason at the end."""
    inventory = comparison.inventory
    rejected = [judged for judged in comparison.rows if judged.verdict == "rejected"]
    cells = [inventory.cells[judged.row.row] for judged in rejected]
    width = max(len(row) for row in [inventory.headings, *cells])
    table: list[list[Value]] = [[*padded(inventory.headings, width), _("Ligne du fichier"), _("Motif du rejet")]]
    for judged, row in zip(rejected, cells, strict=True):
        reasons = " ".join(reason.message for reason in judged.reasons)
        table.append([*padded(row, width), judged.row.row, reasons])
    return table


def padded(cells: list, width: int) -> list[Value]:
    return [*cells, *[""] * (width - len(cells))]
