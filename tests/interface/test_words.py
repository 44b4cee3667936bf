"""Figures and dates as French and English readers write them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from rebond.interface.templatetags.interface import (
    date_long,
    date_short,
    days_left,
    message_kind,
    moment,
    number,
    percent,
    signed,
    urgency,
)

TODAY = date(2023, 2, 16)


@pytest.fixture(autouse=True)
def in_french():
    with translation.override("fr"):
        yield


def test_number_sets_thousands_apart_with_a_no_break_space():
    assert number(1000) == "1\u00a0000"


def test_number_writes_decimals_with_a_comma():
    assert number(1234.5, 2) == "1\u00a0234,50"


def test_number_in_english():
    with translation.override("en"):
        assert (number(1000), number(0.194, 2)) == ("1,000", "0.19")


def test_number_of_nothing_is_a_dash():
    assert number(None) == "—"


def test_signed_shows_its_sign():
    assert (signed(4), signed(-2), signed(0)) == ("+4", "−2", "0")


def test_percent_is_whole():
    assert percent(0.437) == "44\u00a0%"


def test_date_long_names_the_day():
    assert date_long(date(2023, 2, 28)) == "mardi 28 février 2023"


def test_date_long_writes_the_first_as_french_does():
    assert date_long(date(2023, 6, 1)) == "jeudi 1er juin 2023"


def test_date_long_in_english():
    with translation.override("en"):
        assert date_long(date(2023, 2, 28)) == "Tuesday 28 February 2023"


def test_date_long_takes_the_day_of_a_moment_in_the_city():
    assert date_long(datetime(2023, 2, 27, 23, 30, tzinfo=UTC)) == "mardi 28 février 2023"


def test_date_short_puts_the_day_first():
    assert date_short(date(2023, 2, 28)) == "28/02/2023"


def test_moment_says_day_and_hour():
    assert moment(datetime(2023, 2, 28, 13, 5, tzinfo=UTC)) == "28 février 2023 à 14\u00a0h\u00a005"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 2, 28), "dans 12 jours"),
        (date(2023, 2, 17), "demain"),
        (date(2023, 2, 16), "aujourd’hui"),
        (date(2023, 2, 15), "hier"),
        (date(2023, 2, 10), "il y a 6 jours"),
    ],
)
def test_days_left_counts_from_today(day, words):
    assert days_left(day, TODAY) == words


@pytest.mark.parametrize(
    ("day", "kind"), [(date(2023, 2, 24), "info"), (date(2023, 2, 23), "attention"), (date(2023, 2, 15), "refused")]
)
def test_urgency_rises_in_the_last_week(day, kind):
    assert urgency(day, TODAY) == kind


def test_message_kind_of_an_error_is_refused():
    assert [message_kind(level) for level in ("success", "warning", "error", "info")] == [
        "done",
        "attention",
        "refused",
        "info",
    ]
