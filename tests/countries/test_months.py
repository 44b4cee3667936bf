from datetime import date

import pytest

from rebond.countries import country
from rebond.countries.france.months import months_after


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2027, 1, 1), 2, date(2027, 3, 1)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 10, 15), 2, date(2026, 12, 15)),
    ],
)
def test_a_delay_in_months_goes_from_date_to_date(start, months, end):
    assert months_after(start, months) == end


@pytest.mark.parametrize(
    ("route", "day"),
    [("transfer", date(2027, 3, 1)), ("loan", date(2027, 3, 1)), ("gift", None), ("refurbisher", None)],
)
def test_silence_refuses_only_where_a_public_body_decides(route, day):
    assert country("fr").silence_ends(route, date(2027, 1, 1)) == day
