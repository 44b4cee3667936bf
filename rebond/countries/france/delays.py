"""Periods counted in months, as French law counts them."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The day of the same number that many calendar months later, or the last of that month where it has none.

    Two months after 1 January is 1 March, 59 days later; two months after 31 December is 28 or 29 February.
    Source: code de procédure civile, art. 641.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
