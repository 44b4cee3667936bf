"""Days on which French services are closed."""

from datetime import date, timedelta

# Month and day. Sources: Code du travail, art. L. 3133-1; the moving feasts follow Easter.
FIXED = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
AFTER_EASTER = (1, 39, 50)
SATURDAY = 5


def is_day_off(day: date) -> bool:
    """Whether that day is a Saturday, a Sunday or a public holiday."""
    moving = {easter(day.year) + timedelta(days=days) for days in AFTER_EASTER}
    return day.weekday() >= SATURDAY or (day.month, day.day) in FIXED or day in moving


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus published by Nature in 1876)."""
    golden, century, rest = year % 19, *divmod(year, 100)
    leaps, quarter = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift, remainder = divmod(rest, 4)
    sunday = (32 + 2 * quarter + 2 * shift - moon - remainder) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
