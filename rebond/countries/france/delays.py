"""Periods counted in months, as French law counts them."""

from calendar import monthrange
from datetime import date

from rebond.countries.country import RouteKey
from rebond.countries.france.law import LEGAL_ROUTES

# Months of silence that make a refusal.
SILENCE = 2


def months_after(day: date, months: int) -> date:
    """The day of the same number that many calendar months later, or the last of that month where it has none.

    Two months after 1 January is 1 March, 59 days later; two months after 31 December is 28 or 29 February.
    Source: code de procédure civile, art. 641.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def implicit_decision_on(route: RouteKey, received: date) -> date | None:
    """The day on which the silence of a public body is a refusal; None where no public body decides.

    Source: code des relations entre le public et l’administration, art. L. 231-4 3°.
    """
    return months_after(received, SILENCE) if LEGAL_ROUTES[route].is_public_decision else None
