"""The papers that labels are printed on: where each cell is, in millimetres from the upper left corner. No database.

Sheets are centred on their paper, as the makers' own dimensions are: the margins follow from the cells and the gaps
between them. A roll is a paper of one cell.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

A4 = (210.0, 297.0)


@dataclass(frozen=True)
class Format:
    """One paper: `width` × `height` of a cell, columns and rows, gaps between columns and between rows."""

    code: str
    width: float
    height: float
    columns: int = 1
    rows: int = 1
    gap: float = 0.0
    row_gap: float = 0.0

    @property
    def is_roll(self) -> bool:
        return self.cells == 1

    @property
    def cells(self) -> int:
        return self.columns * self.rows

    @property
    def paper(self) -> tuple[float, float]:
        return (self.width, self.height) if self.is_roll else A4

    @property
    def left(self) -> float:
        return (self.paper[0] - self.columns * self.width - (self.columns - 1) * self.gap) / 2

    @property
    def top(self) -> float:
        return (self.paper[1] - self.rows * self.height - (self.rows - 1) * self.row_gap) / 2

    def corner(self, cell: int) -> tuple[float, float]:
        """The upper left corner of a cell, counted from 0 line by line."""
        row, column = divmod(cell, self.columns)
        return self.left + column * (self.width + self.gap), self.top + row * (self.height + self.row_gap)

    @property
    def label(self) -> str:
        """What people choose by: makers' code, how many on a sheet, size."""
        size = f"{figure(self.width)} × {figure(self.height)} mm"
        if self.is_roll:
            return _("Rouleau %(size)s") % {"size": size}
        return _("%(code)s\u00a0: %(cells)s par feuille, %(size)s") % {
            "code": self.code,
            "cells": self.cells,
            "size": size,
        }


def figure(size: float) -> str:
    return f"{size:g}".replace(".", ",")


FORMATS = {
    one.code: one
    for one in (
        Format("L7160", 63.5, 38.1, 3, 7, gap=2.5),
        Format("L7163", 99.1, 38.1, 2, 7, gap=2.5),
        Format("L7651", 38.1, 21.2, 5, 13, gap=2.5),
        Format("3474", 70, 37, 3, 8),
        Format("L7159", 63.5, 33.9, 3, 8, gap=2.5),
        Format("L7162", 99.1, 33.9, 2, 8, gap=2.5),
        Format("62x29", 62, 29),
        Format("57x32", 57, 32),
        Format("89x36", 89, 36),
        Format("54x25", 54, 25),
    )
}
MOST_CELLS = max(one.cells for one in FORMATS.values())
