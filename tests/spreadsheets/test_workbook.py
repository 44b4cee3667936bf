"""Whatever is dropped on us: rows, or one sentence."""

import io
import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from rebond.spreadsheets import Unreadable, child, containers, limits, read_workbook, reader, scan, text, write_xlsx
from tests.factories.sheets import MIMETYPE, ods

OLD = Path(__file__).parents[1] / "data" / "parc-ancien-excel.xls"  # written by xlwt, as Excel 97 did


def refusal(path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_workbook(path)
    return caught.value.sentence


def archive(path, parts, *, like=None):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        if like:
            with zipfile.ZipFile(like) as source:
                for name in source.namelist():
                    if name not in parts:
                        target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return path


@pytest.fixture
def good(tmp_path):
    write_xlsx(tmp_path / "good.xlsx", ["a", "b"], [["0012", 12], [date(2019, 11, 30), None]], sheet="Parc")
    return tmp_path / "good.xlsx"


def test_xlsx_keeps_text_numbers_and_dates(good):
    [sheet] = read_workbook(good).sheets
    assert (sheet.name, sheet.rows) == ("Parc", [["a", "b"], ["0012", 12.0], [date(2019, 11, 30), ""]])


def test_xlsx_rows_and_columns_stand_where_the_sheet_shows_them(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        page = book.add_worksheet("Parc")
        page.write_string(2, 1, "C3")
        page.write_datetime(4, 2, datetime(2020, 1, 2, 3, 4), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        book.add_worksheet("Caché").hide()
    [sheet] = read_workbook(tmp_path / "t.xlsx").sheets
    assert sheet.rows == [
        ["", "", ""], ["", "", ""], ["", "C3", ""], ["", "", ""], ["", "", datetime(2020, 1, 2, 3, 4)],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (b"", containers.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, containers.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), containers.LOCKED),
        (b"%PDF-1.7", containers.NEITHER),
        (b"\x89PNG\r\n", containers.NEITHER),
        (b"<html><table>", containers.NEITHER),
        (b"<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", containers.NEITHER),
        (b"PK\x03\x04 and then nothing", containers.DAMAGED),
        (b"a;b\0\0\nc;d", text.NUL),
        (bytes(range(256)) * 4, text.NUL),
    ],
)
def test_what_is_no_table_is_refused_by_its_first_bytes(tmp_path, start, sentence):
    (tmp_path / "parc.xlsx").write_bytes(start)
    assert refusal(tmp_path / "parc.xlsx") == sentence


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"word/document.xml": "<a/>"}, containers.NEITHER),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, containers.NEITHER),
        ({"mimetype": MIMETYPE, "content.xml": "<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>"}, containers.DECLARES_TYPES),
        ({"mimetype": MIMETYPE, "content.xml": "<a"}, containers.DAMAGED),
        ({"xl/workbook.bin": "x"}, containers.BINARY_EXCEL),
        ({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///b'>]><a>&b;</a>"}, containers.DECLARES_TYPES),
        ({"xl/workbook.xml": "<a/>", "xl/big.xml": b"0" * 30_000_000}, containers.BOMB),
        ({"xl/workbook.xml": "<a/>"} | {f"xl/{n}": "x" for n in range(2_001)}, containers.BOMB),
        ({"xl/workbook.xml": "<a/>"}, containers.DAMAGED),
    ],
)  # fmt: skip
def test_an_archive_that_is_no_honest_workbook_is_refused_before_parsing(tmp_path, parts, sentence):
    assert refusal(archive(tmp_path / "parc.xlsx", parts)) == sentence


def test_an_open_document_sheet_is_read(tmp_path):
    (tmp_path / "t.ods").write_bytes(ods([["Parc"], [], ["", "N° série"], ["", "0012"], ["", 12]]))
    [sheet] = read_workbook(tmp_path / "t.ods").sheets
    assert (sheet.name, sheet.rows) == ("Parc", [["Parc", ""], ["", ""], ["", "N° série"], ["", "0012"], ["", 12.0]])


def test_a_locked_open_document_sheet_is_told(tmp_path):
    (tmp_path / "t.ods").write_bytes(ods([["a"]], manifest="<manifest:encryption-data/>"))
    assert refusal(tmp_path / "t.ods") == containers.LOCKED


def test_a_row_that_repeats_a_million_times_stops_at_a_limit(tmp_path):
    """Some hundred bytes that mean a billion cells."""
    repeated = 'table:number-columns-repeated="1024" office:value-type="string"'
    cell = f"<table:table-cell {repeated}><text:p>a</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    (tmp_path / "t.ods").write_bytes(ods([["a"]], more=row))
    assert refusal(tmp_path / "t.ods") in {child.TOO_MUCH, containers.DAMAGED}


def test_an_old_excel_workbook_is_read():
    [sheet] = read_workbook(OLD).sheets
    assert sheet.rows == [
        ["Export du parc 2019", "", "", ""],
        ["", "", "", ""],
        ["N° série", "Modèle", "Mise en service", "RAM (Go)"],
        ["CZC0012", "OptiPlex 3070 SFF", date(2019, 11, 30), 8.0],
        ["0034", "Écran", "", 4.0],
    ]


def test_the_reader_says_how_far_it_is_and_can_be_stopped(tmp_path):
    (tmp_path / "t.csv").write_text("a;b\n" * 9_000)
    heard = []
    read_workbook(tmp_path / "t.csv", heard.append)
    assert heard == [4_000, 8_000, 9_000]
    with pytest.raises(InterruptedError):
        read_workbook(tmp_path / "t.csv", stop)


def stop(rows: int) -> None:
    raise InterruptedError


def test_a_sheet_with_two_cells_at_its_ends_stops_at_the_memory_limit(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        page = book.add_worksheet()
        page.write_string(0, 0, "a")
        page.write_string(1_048_575, 16_383, "b")
    assert refusal(tmp_path / "t.xlsx") == child.TOO_MUCH


def test_errors_of_formulas_are_read_as_they_are_shown(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Série", "VNC"])
    book.active.append(["CZC1", "#N/A"])
    book.active.append(["CZC2", 12])
    book.active["C3"] = "#REF!"
    book.save(tmp_path / "t.xlsx")
    assert read_workbook(tmp_path / "t.xlsx").sheets[0].rows == [
        ["Série", "VNC", ""],
        ["CZC1", "#N/A", ""],
        ["CZC2", 12.0, "#REF!"],
    ]


def test_a_big_sheet_with_too_many_rows_is_refused_before_it_is_loaded(good, tmp_path):
    """400,000 rows of 17 columns, of which most are only formatted, pass or fail by those that hold something."""
    row = b'<row r="1" spans="1:17"><c r="A1"><v>1</v></c>' + b'<c r="B1" s="1"/>' * 16 + b"</row>"
    parts = {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + row * 400_000 + b"</sheetData></worksheet>"}
    assert refusal(archive(tmp_path / "big.xlsx", parts, like=good)) == scan.TOO_MANY_ROWS


def test_too_many_rows_are_told_with_the_limit(tmp_path):
    (tmp_path / "t.csv").write_text("a;b\n" * 400_000)
    with pytest.raises(Unreadable) as caught:
        read_workbook(tmp_path / "t.csv")
    assert str(caught.value) == (
        "Le fichier compte plus de 200\u00a0000 lignes. "
        "Coupez-le en plusieurs fichiers, puis déposez-les l’un après l’autre."
    )


def test_too_many_columns_are_told_with_the_row(tmp_path):
    (tmp_path / "t.csv").write_text("a;b\n" + ";" * 200 + "\n")
    assert refusal(tmp_path / "t.csv") == reader.TOO_MANY_COLUMNS


def test_a_file_too_heavy_is_not_opened(tmp_path):
    with (tmp_path / "t.csv").open("wb") as file:
        file.truncate(limits.MAX_BYTES + 1)
    assert refusal(tmp_path / "t.csv") == containers.TOO_HEAVY


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert refusal(tmp_path / "parc.xlsx") == containers.NO_FILE
    assert refusal(tmp_path) == containers.NO_FILE


def test_a_nul_hidden_in_a_workbook_is_refused(tmp_path):
    write_xlsx(tmp_path / "plain.xlsx", ["a", "b"], [["1", "NUL"]], sheet="x")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as hostile:
        for name in plain.namelist():
            hostile.writestr(name, plain.read(name).replace(b"NUL", b"_x0000_"))
    assert refusal(tmp_path / "t.xlsx") == text.NUL


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "t.csv")
    assert refusal(tmp_path / "t.csv") == containers.NO_FILE


def test_a_file_is_read_in_a_folder_with_modules_of_its_own(tmp_path, monkeypatch):
    (tmp_path / "csv.py").write_text("raise SystemExit")
    (tmp_path / "t.csv").write_text("a;b\n1;2\n")
    monkeypatch.chdir(tmp_path)
    assert read_workbook("t.csv").sheets[0].rows == [["a", "b"], ["1", "2"]]


def test_xlsx_can_be_written_to_memory():
    target = io.BytesIO()
    write_xlsx(target, ["a"], [["b"]], sheet="Parc")
    assert target.getvalue()[:2] == b"PK"
