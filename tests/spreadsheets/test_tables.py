import pytest

from rebond.spreadsheets import Sheet, Unreadable, Workbook, find_header, find_table, plain

WORDS = {"serial": ["N° de série", "Serial number"], "ram": ["RAM"], "site": ["Site", "Location"]}


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("N° de série", "n serie"),
        ("Numéro série", "n serie"),
        ("NO. DE SÉRIE", "n serie"),
        ("Bâtiment / Étage", "batiment etage"),
        ("Date  d'achat", "date achat"),
    ],
)
def test_plain_is_what_two_people_would_write_alike(title, same):
    assert plain(title) == same


def test_header_is_the_row_with_most_known_headings():
    rows = [["Parc Site"], [], ["Location", "Asset", "Serial Number", "RAM (MB)"], ["Site", "x", "y", "z"]]
    header = find_header(rows, WORDS)
    assert (header.row, header.columns, header.titles["ram"], header.unknown) == (
        3, {"site": 0, "serial": 2, "ram": 3}, "RAM (MB)", ("Asset",),
    )  # fmt: skip


def test_header_is_none_where_nothing_is_known():
    assert find_header([["a", "b"], [1.0, "c"]], WORDS) is None


def test_the_sheet_best_understood_is_taken():
    notes = Sheet("Notes", [["Site"], ["Aix"]])
    parc = Sheet("Parc", [["N° de série", "Site"], ["CZC1", "Aix"], [], ["CZC2", "Aix"], ["", " "], []])
    table = find_table(Workbook([notes, parc], "", ""), WORDS, required=["serial"])
    assert (table.sheet.name, [number for number, _row in table.numbered_rows()]) == ("Parc", [2, 3, 4])


def test_a_table_without_required_heading_is_refused_with_its_name():
    with pytest.raises(Unreadable, match="au moins\u00a0: «\u00a0N° de série\u00a0»"):
        find_table(Workbook([Sheet("", [["Site"], ["Aix"]])], "", ""), WORDS, required=["serial"])
