"""Cells of registers: their ways of saying nothing, dates, names in capitals."""

from collections.abc import Sequence
from datetime import date

NOTHING = frozenset({"", "_", "[ND]", "NULL", "0001-01-01", "000000"})


class Cells:
    """Finds cells by heading; a heading that the file lacks gives an empty cell."""

    def __init__(self, header: Sequence[str]):
        self.width = len(header)
        self._at = {title: column for column, title in enumerate(header)}

    def column(self, title: str) -> int:
        """The place of a heading, or one past the row where the file has none."""
        return self._at.get(title, self.width)

    def of(self, cells: Sequence[str], *titles: str) -> str:
        """The cells under these headings, joined by spaces, what says nothing left out."""
        found = (cells[self._at[title]] if title in self._at else "" for title in titles)
        return " ".join(text for text in (" ".join(cell.split()) for cell in found) if text not in NOTHING)


def _(sentence: str) -> str:
    """Mark a sentence for translation; this package knows no Django, so its callers translate."""
    return sentence


WRONG_WIDTH = _("la ligne n’a pas autant de cellules que l’en-tête")
NO_NAME = _("le nom manque")
NO_NUMBER = _("ce n’est pas un numéro de ce registre")


def day(text: str) -> date | None:
    """The day that begins a text like 2023-02-28 10:00:00; None when there is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def year(text: str) -> int | None:
    """The year of a day, where it is one in which an association may have been founded."""
    found = day(text)
    return found.year if found and 1800 <= found.year <= 2200 else None


def degrees(text: str, most: float) -> float | None:
    """A latitude or longitude, comma or point; None when it is none."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return round(number, 6) if -most <= number <= most else None


def web_address(text: str) -> str:
    """An address of the web that may stand in a link: with its protocol, one only; nothing for anything else."""
    first = text.split("|")[0].strip()
    if not first or " " in first or "." not in first:
        return ""
    if not first.lower().startswith(("http://", "https://")):
        first = f"https://{first}"
    return first if len(first) <= 200 else ""
