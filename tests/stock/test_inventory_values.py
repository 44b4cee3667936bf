from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.stock.inventory import SENTENCES
from rebond.stock.inventory.identity import category_of, read_brand, read_model, read_processor, read_serial
from rebond.stock.inventory.people import read_free_text, read_holder, read_place
from rebond.stock.inventory.values import order_of_dates, read_amount, read_date, read_disk, read_memory, read_text

NOVEMBER_30 = date(2019, 11, 30)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (NOVEMBER_30, NOVEMBER_30),
        (datetime(2019, 11, 30, 8, 0), NOVEMBER_30),
        ("30/11/2019", NOVEMBER_30),
        ("30-11-2019 08:00", NOVEMBER_30),
        ("30.11.2019", NOVEMBER_30),
        ("2019-11-30", NOVEMBER_30),
        ("2019-11-30 00:00:00", NOVEMBER_30),
        ("2019-11-30T08:00:00Z", NOVEMBER_30),
        ("20191130", NOVEMBER_30),
        ("43799", NOVEMBER_30),
        (43799.0, NOVEMBER_30),
        ("30/11/19", NOVEMBER_30),
        ("30-nov-19", NOVEMBER_30),
        ("30 novembre 2019", NOVEMBER_30),
        ("Nov 30, 2019", NOVEMBER_30),
        ("nov.-2019", date(2019, 11, 1)),
        ("déc.-2019", date(2019, 12, 1)),
        ("sept.-2019", date(2019, 9, 1)),
        ("08-dec-19", date(2019, 12, 8)),
        ("1er août 2019", date(2019, 8, 1)),
        ("juil. 2019", date(2019, 7, 1)),
        ("11/2019", date(2019, 11, 1)),
        ("11/11/19", date(2019, 11, 11)),
    ],
)
def test_date_is_read_however_it_was_typed(cell, value):
    assert read_date(cell) == (value, "")


@pytest.mark.parametrize(
    "cell", ["", " ", "N/A", "-", "01/01/1900", "0001-01-01", "00/00/0000", "0", 1.0, date(1900, 1, 1)]
)
def test_null_dates_are_simply_empty(cell):
    assert read_date(cell) == (None, "")


@pytest.mark.parametrize(
    "cell", ["31/11/2019", "??", "bientôt", "13/13/2019", "12", "30/11/2219", -5.0, 1e12, "2019-02-30"]
)
def test_what_is_no_date_is_told(cell):
    assert read_date(cell) == (None, "date-unreadable")


def test_a_two_digit_year_after_a_day_that_could_be_a_month_is_ambiguous():
    assert read_date("11/12/19") == (date(2019, 12, 11), "date-ambiguous")


def test_a_column_proves_that_months_come_first():
    order = order_of_dates({"11/30/2019", "05/07/2019", ""})
    assert (order, read_date("05/07/2019", order)) == ("month-first", (date(2019, 5, 7), ""))


def test_a_column_that_proves_nothing_is_read_day_first():
    assert (order_of_dates({"05/07/2019"}), order_of_dates({"31/12/2019", "12/31/2019"})) == ("day-first", "day-first")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12,50", "12.50"),
        ("- €", "0.00"),
        ("1 234,00", "1234.00"),
        ("1\u00a0234,5 €", "1234.50"),
        ("$12.50", "12.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234", "1234.00"),
        (25.0, "25.00"),
        ("0", "0.00"),
        ("12,5 EUR HT", "12.50"),
    ],
)
def test_amounts_are_read_in_both_languages(cell, value):
    assert read_amount(cell) == (Decimal(value), "")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", ""),
        ("N/A", ""),
        ("#N/A", "formula-error"),
        ("douze", "number-unreadable"),
        ("-12", "number-unreadable"),
        (1e300, "number-unreadable"),
        ("1e999", "number-unreadable"),
        (NOVEMBER_30, "number-unreadable"),
    ],
)
def test_amounts_that_cannot_be_are_empty(cell, code):
    assert read_amount(cell) == (None, code)


@pytest.mark.parametrize("cell", [8.0, "8", "8,00", "8 Go", "8GB", "8192 Mo", "2x4 Go", "8192", "8 GB DDR4"])
def test_memory_is_eight_gigabytes_in_every_notation(cell):
    assert read_memory(cell) == (8, "")


def test_memory_under_a_heading_in_megabytes():
    assert (read_memory("16384", "mb"), read_memory("16 GB", "mb")) == ((16, ""), (16, ""))


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("", (None, "")), ("beaucoup", (None, "number-unreadable")), ("0", (None, "number-unreadable"))],
)
def test_memory_that_cannot_be_is_empty(cell, answer):
    assert read_memory(cell) == answer


@pytest.mark.parametrize(
    ("cell", "disk"),
    [
        ("SSD 256 Go", "SSD 256 Go"),
        ("SSD 256", "SSD 256 Go"),
        ("256 GB SSD", "SSD 256 Go"),
        ("HDD 500Go SATA", "HDD 500 Go"),
        ("NVMe M.2 512 Go", "SSD 512 Go"),
        ("1 To", "1 To"),
        (256.0, "256 Go"),
        ("aucun", "aucun"),
        ("", ""),
    ],
)
def test_disk_is_shown_one_way(cell, disk):
    assert read_disk(cell) == (disk, "")


@pytest.mark.parametrize(
    ("cell", "text"),
    [("  ThinkCentre  M720q ", "ThinkCentre M720q"), ("deux\nlignes", "deux lignes"), (12.0, "12"), ("N/A", "")],
)
def test_text_stands_on_one_line(cell, text):
    assert read_text(cell) == (text, "")


def test_an_error_of_the_spreadsheet_is_told():
    assert (read_text("#REF!"), read_text("#####"), read_text("#12")) == (
        ("", "formula-error"),
        ("", "formula-error"),
        ("#12", ""),
    )


@pytest.mark.parametrize(
    ("cell", "serial", "code"),
    [
        ("CZC9424RGC", "CZC9424RGC", ""),
        ("nbqdgq3 ", "NBQDGQ3", ""),
        ("'8V0JNF2", "8V0JNF2", ""),
        (12.0, "12", ""),
        ("5612E09", "5612E09", ""),
        ("CCXD5G3O", "CCXD5G3O", "serial-suspect"),
        ("4,5612E+09", "4,5612E+09", "serial-unreadable"),
        (4.5, "4.5", "serial-unreadable"),
        (1e20, "1e+20", "serial-unreadable"),
        (NOVEMBER_30, "2019-11-30", "serial-unreadable"),
        ("", "", "serial-missing"),
        ("N/A", "", "serial-missing"),
        ("#N/A", "", "serial-missing"),
        ("--", "", "serial-missing"),
        ("To be filled by O.E.M.", "", "serial-missing"),
        ("A" * 61, "A" * 61, "serial-unreadable"),
    ],
)
def test_serial_numbers_are_read_as_makers_print_them(cell, serial, code):
    assert read_serial(cell) == (serial, code)


@pytest.mark.parametrize(
    ("cell", "brand"),
    [("Hewlett-Packard", "HP"), ("hp", "HP"), ("DELL INC.", "Dell"), ("LENOVO", "Lenovo"), ("Wortmann", "Wortmann")],
)
def test_makers_have_one_name(cell, brand):
    assert read_brand(cell) == (brand, "")


def test_models_and_processors_have_one_spelling():
    assert read_model("THINKCENTRE M720Q TINY") == ("ThinkCentre M720q Tiny", "")
    assert read_model("  Optiplex 5060 MICRO ") == ("OptiPlex 5060 Micro", "")
    assert read_processor("Intel(R) Core(TM) i5-8500T CPU @ 2.10GHz") == ("i5-8500T", "")
    assert read_processor("AMD Ryzen(TM) 5 PRO") == ("AMD Ryzen 5 PRO", "")


@pytest.mark.parametrize(
    ("kind", "model", "category"),
    [
        ("UC", "", "desktop"),
        ("Unité centrale", "EliteDesk", "desktop"),
        ("UC fixe", "", "desktop"),
        ("Desktop", "", "desktop"),
        ("Computer", "OptiPlex 3060", "desktop"),
        ("Computer", "EliteBook 840 G5", "laptop"),
        ("PC portable", "", "laptop"),
        ("Écran", "E223", "screen"),
        ("Monitor", "", "screen"),
        ("", "P2419H", "screen"),
        ("", "ThinkCentre M720q", "desktop"),
        ("Imprimante", "LaserJet", "other"),
        ("Tablette", "", "other"),
        ("", "", "other"),
    ],
)
def test_category_is_the_donors_word_and_else_the_model(kind, model, category):
    assert category_of(kind, model) == category


READERS = [
    read_amount, read_brand, read_date, read_disk, read_free_text, read_holder, read_memory, read_model, read_place,
    read_processor, read_serial, read_text,
]  # fmt: skip
spiky = st.text(st.sampled_from("0123456789 ,.-/+eEx€#N/AGoMo'\n\u00a0٣²"), max_size=20)


@settings(deadline=None)
@given(st.one_of(spiky, st.text(), st.floats(), st.dates(), st.datetimes()))
def test_no_cell_whatsoever_stops_a_reader(cell):
    for read in READERS:
        _value, code = read(cell)
        assert code in {"", *SENTENCES}
