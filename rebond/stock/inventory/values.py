"""Cells into values. Each reader gives (value, code): an empty code when there is nothing to say."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal, TypeAlias

from rebond.spreadsheets import Cell, plain

Order: TypeAlias = Literal["day-first", "month-first"]
Unit: TypeAlias = Literal["gb", "mb"]

_EMPTY = frozenset(["", "-", "--", "n/a", "na", "n.a.", "n/d", "nd", "null", "none", "néant", "neant", "."])
_ERRORS = frozenset(
    ["#N/A", "#REF!", "#VALUE!", "#VALEUR!", "#DIV/0!", "#NAME?", "#NOM?", "#NUM!", "#NOMBRE!", "#NULL!", "#NUL!"]
)


def is_error(cell: Cell) -> bool:
    """An error of the donor's spreadsheet, such as #N/A, or a column too narrow to show its number (####)."""
    return isinstance(cell, str) and cell[:1] == "#" and (cell.strip() in _ERRORS or not cell.strip().strip("#"))


def read_text(cell: Cell) -> tuple[str, str]:
    """Text on one line without double spaces; numbers lose the ".0" that spreadsheets give them."""
    if isinstance(cell, float):
        return (str(int(cell)) if cell.is_integer() else str(cell)), ""
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat(), ""
    if is_error(cell):
        return "", "formula-error"
    text = " ".join(str(cell).split())
    return ("" if text.casefold() in _EMPTY else text), ""


# --- dates -----------------------------------------------------------------------------------------------------

_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets
_NULL_YEARS = (0, 1, 1899, 1900)  # 01/01/1900 and 0001-01-01 are how programs write "no date"
_FIRST, _LAST = 1980, 2100

_year_first = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?").fullmatch
_compact = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)").fullmatch
_day_month_year = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ].*)?").fullmatch
_month_year = re.compile(r"(\d{1,2})[-/.](\d{4})").fullmatch
_spelt = re.compile(r"(?:(\d{1,2})(?:er)?[-\s./]*)?([^\W\d_]{3,10})\.?[-\s./]*(\d{4}|\d{2})").fullmatch
_american = re.compile(r"([^\W\d_]{3,10})\.?\s+(\d{1,2}),?\s+(\d{4})").fullmatch
_serial_number = re.compile(r"\d{1,5}(?:[.,]\d+)?").fullmatch

_MONTHS = {
    "jan": 1, "fev": 2, "feb": 2, "mar": 3, "avr": 4, "apr": 4, "mai": 5, "may": 5, "juin": 6, "jun": 6, "juil": 7,
    "jul": 7, "aou": 8, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


def read_date(cell: Cell, order: Order = "day-first") -> tuple[date | None, str]:
    """The date that a cell means, however it was typed; a null date is simply empty.

    `date-unreadable`: no date can be made of it. `date-ambiguous`: a two-digit year after a day and a month that could
    change places; it is then read in the order given.
    """
    if isinstance(cell, date):
        return _plausible(cell.date() if isinstance(cell, datetime) else cell)
    if isinstance(cell, float):
        return _from_serial_number(cell)
    if is_error(cell):
        return None, "formula-error"
    text = " ".join(cell.split())
    if text.casefold() in _EMPTY:
        return None, ""
    if match := _day_month_year(text):
        return _from_parts(match[1], match[2], match[3], order)
    if match := _year_first(text):
        return _built(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _compact(text):
        return _built(int(match[1]), int(match[2]), int(match[3]))
    if _serial_number(text):
        return _from_serial_number(float(text.replace(",", ".")))
    if match := _month_year(text):
        return _built(int(match[2]), int(match[1]), 1)
    if match := _spelt(text):
        return _built(_full_year(match[3]), _month(match[2]), int(match[1] or 1))
    if match := _american(text):
        return _built(int(match[3]), _month(match[1]), int(match[2]))
    return None, "date-unreadable"


def order_of_dates(cells: set[Cell]) -> Order:
    """Month first only when a column proves it: some second number is a day, and no first number is."""
    pairs = [(int(m[1]), int(m[2])) for cell in cells if isinstance(cell, str) and (m := _day_month_year(cell.strip()))]
    proves_month_first = any(second > 12 for _first, second in pairs)
    proves_day_first = any(first > 12 for first, _second in pairs)
    return "month-first" if proves_month_first and not proves_day_first else "day-first"


def _from_parts(first: str, second: str, year: str, order: Order) -> tuple[date | None, str]:
    day, month = (int(second), int(first)) if order == "month-first" else (int(first), int(second))
    value, code = _built(_full_year(year), month, day)
    could_swap = len(year) == 2 and day <= 12 and month <= 12 and day != month
    return value, code or ("date-ambiguous" if value and could_swap else "")


def _from_serial_number(days: float) -> tuple[date | None, str]:
    """Excel counts days from the end of 1899; 0 and 1 are its null dates."""
    if 0 <= days < 3:
        return None, ""
    day = _EPOCH + timedelta(days=int(days)) if 0 < days < 100_000 else None
    return (day, "") if day and _FIRST <= day.year <= _LAST else (None, "date-unreadable")


def _built(year: int, month: int, day: int) -> tuple[date | None, str]:
    if year in _NULL_YEARS:
        return None, ""
    try:
        return _plausible(date(year, month, day))
    except ValueError:
        return None, "date-unreadable"


def _plausible(value: date) -> tuple[date | None, str]:
    if value.year in _NULL_YEARS:
        return None, ""
    return (value, "") if _FIRST <= value.year <= _LAST else (None, "date-unreadable")


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 80 else 1900)


def _month(name: str) -> int:
    bare = plain(name)
    return _MONTHS.get(bare[:4]) or _MONTHS.get(bare[:3]) or 0


# --- quantities --------------------------------------------------------------------------------------------------

_MAX_AMOUNT = Decimal(10) ** 8
_money_signs = re.compile(r"[€$£\s]|eur(?:os?)?|ht|ttc", re.IGNORECASE).sub
_size = re.compile(r"(?:(\d{1,2})\s*[x×*]\s*)?(\d+(?:[.,]\d+)?)\s*(t[ob]|g[ob]|m[ob])?", re.IGNORECASE).search
_solid = re.compile(r"ssd|nvme|m\.2|flash|emmc", re.IGNORECASE).search
_spinning = re.compile(r"hdd|sata|disque dur|tr/min|rpm", re.IGNORECASE).search


def read_amount(cell: Cell) -> tuple[Decimal | None, str]:
    """Money, in whatever way it is written; "- €" is how spreadsheets show zero."""
    if isinstance(cell, float):
        return _amount(str(cell))
    if not isinstance(cell, str):
        return None, "number-unreadable"
    if is_error(cell):
        return None, "formula-error"
    if cell.strip().casefold() in _EMPTY:
        return None, ""
    digits = _money_signs("", cell)
    return _amount("0" if digits == "-" else _with_decimal_point(digits))


def _with_decimal_point(digits: str) -> str:
    """The last comma or point is the decimal one, unless three digits follow a comma that stands alone: 1,234."""
    if "," in digits and "." in digits:
        thousands = "," if digits.rfind(".") > digits.rfind(",") else "."
        return digits.replace(thousands, "").replace(",", ".")
    whole, comma, decimals = digits.rpartition(",")
    if comma and len(decimals) == 3 and whole.isdigit():
        return whole + decimals
    return digits.replace(",", ".")


def _amount(text: str) -> tuple[Decimal | None, str]:
    try:
        value = Decimal(text)
    except ArithmeticError:
        return None, "number-unreadable"
    if not value.is_finite() or not 0 <= value < _MAX_AMOUNT:
        return None, "number-unreadable"
    return value.quantize(Decimal("0.01")), ""


def unit_in(title: str) -> Unit:
    """Whether a heading counts in megabytes: « RAM (MB) »; gigabytes otherwise."""
    return "mb" if re.search(r"\bm[ob]\b", title, re.IGNORECASE) else "gb"


def read_memory(cell: Cell, unit: Unit = "gb") -> tuple[int | None, str]:
    """Memory in whole gigabytes from 8, 8,00, « 8 Go », 8GB, « 2x4 Go », 8192 Mo or 8192 under a heading in MB."""
    text, code = read_text(cell)
    if not text:
        return None, code
    match = _size(text)
    if not match:
        return None, "number-unreadable"
    gigabytes = int(match[1] or 1) * _gigabytes(match, unit)
    return (max(1, round(gigabytes)), "") if 0 < gigabytes <= 4_096 else (None, "number-unreadable")


def _gigabytes(match: re.Match[str], unit: Unit) -> float:
    value = float(match[2].replace(",", "."))
    written = (match[3] or "").casefold()[:1]
    if not written and value >= 256:  # no machine of these has 256 GB of memory: megabytes without saying so
        written = "m"
    return {"t": value * 1024, "g": value, "m": value / 1024}[written or unit[0]]


def read_disk(cell: Cell, unit: Unit = "gb") -> tuple[str, str]:
    """A disk as we show it, « SSD 256 Go », from « 256 GB SSD », « SSD 256 » or 256; other words stay as they are."""
    text, code = read_text(cell)
    match = _size(text.replace("M.2", ""))
    if not match or match[1]:
        return text, code
    value = float(match[2].replace(",", "."))
    written = (match[3] or "").casefold()[:1] or unit[0]
    kind = "SSD " if _solid(text) else "HDD " if _spinning(text) else ""
    if written == "m":
        value, written = value / 1024, "g"
    return f"{kind}{value:g} {'To' if written == 't' else 'Go'}", ""
