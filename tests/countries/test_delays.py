"""Periods counted in months."""

from datetime import date

import pytest

from rebond.countries.france.delays import months_after


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2027, 1, 1), 2, date(2027, 3, 1)),
        (date(2026, 9, 15), 2, date(2026, 11, 15)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 10, 5), 14, date(2027, 12, 5)),
        (date(2026, 10, 5), 0, date(2026, 10, 5)),
    ],
)
def test_a_period_in_months_ends_on_the_day_of_the_same_number_or_the_last_of_the_month(day, months, end):
    assert months_after(day, months) == end


def test_two_months_from_the_first_of_january_are_59_days():
    assert (months_after(date(2027, 1, 1), 2) - date(2027, 1, 1)).days == 59
