"""The donor's files of the demonstration, read as the truth files say."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import rebond.demo
from rebond.spreadsheets import Header, Sheet, Table, Unreadable, write_xlsx
from rebond.stock.inventory import DeviceFacts, IgnoredRow, Layout, inventory_of, read_inventory

DEMO = Path(rebond.demo.__file__).parent / "data"
DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def parc():
    return read_inventory(DEMO / "parc-donateur-1000.xlsx")


@pytest.fixture(scope="module")
def truth():
    return json.loads((DATA / "parc-donateur-1000-truth.json").read_text())


@pytest.fixture(scope="module")
def dirty():
    return read_inventory(DEMO / "asset-export-dirty-cp1252.csv")


def codes(row):
    return [remark.code for remark in row.remarks]


def test_parc_finds_every_machine_and_its_category(parc, truth):
    assert {row.serial: row.category for row in parc.rows if not row.rejected} == truth["devices"]


def test_parc_rejects_what_the_truth_rejects(parc, truth):
    assert {str(row.row): codes(row)[0] for row in parc.rows if row.rejected} == truth["rejected"]


def test_parc_warns_where_the_truth_warns(parc, truth):
    assert {str(row.row): codes(row) for row in parc.rows if row.remarks and not row.rejected} == truth["warned"]


def test_parc_blocks_what_the_truth_blocks(parc, truth):
    assert {row.serial: " ".join(row.blocking) for row in parc.rows if row.blocking} == truth["blocked"]


def test_parc_counts_as_the_truth(parc, truth):
    assert (len(parc.rows), len(parc.ignored)) == (truth["rows"], truth["ignored_rows"])
    assert (parc.sheet, parc.header_row, parc.ignored) == ("Parc", 4, [IgnoredRow(1005, "total")])


def test_parc_facts_are_cleaned(parc):
    assert parc.rows[2].fields == DeviceFacts(
        asset_tag="IMM19000102", barcode="OR0010003", brand="Dell", model="OptiPlex 3070 SFF", processor="i5-9500",
        memory_gb=8, disk="SSD 256 Go", in_service_on=date(2019, 10, 24), warranty_until=date(2022, 10, 23),
        residual_value=Decimal("0.00"), site="Aix - Les Milles", place="Bât. A / 5e étage", condition="Bon", remarks="",
    )  # fmt: skip


def test_parc_keeps_no_name_and_no_number(parc):
    kept = {row.row: row.fields.remarks for row in parc.rows if "personal-data" in codes(row)}
    assert kept == dict.fromkeys((277, 416), "ancien poste de [masqué], tél [masqué]")


# Said by the donor of whole machines, in any row: the catalogue tells what each anomaly alone gives.
ANYWHERE = {"out-of-order", "bios-locked", "erasure-disagrees"}
PLANTED = {
    5: "serial-missing", 10: "serial-missing", 15: "serial-duplicate", 21: "serial-duplicate", 34: "serial-suspect",
    42: "serial-unreadable", 67: "date-unreadable", 71: "date-ambiguous", 82: "disk-removed", 91: "model-missing",
    100: "personal-data", 121: "formula-error",
}  # fmt: skip


def test_dirty_export_gives_the_verdicts_of_the_catalogue(dirty):
    """Data row n of the catalogue is row n + 4 of the sheet."""
    rows = {row.row - 4: row for row in dirty.rows}
    ignored = {row.row - 4 for row in dirty.ignored}
    with (DATA / "asset-export-dirt-catalogue.csv").open(encoding="utf-8") as file:
        catalogue = {int(line["ligne_de_donnees"]): line["verdict"] for line in csv.DictReader(file)}
    found = {}
    for number in catalogue:
        own = [] if number in ignored else [code for code in codes(rows[number]) if code not in ANYWHERE]
        verdict = "rejected" if own and rows[number].rejected else "warned" if own else "new"
        found[number] = "ignored" if number in ignored else verdict
    assert found == catalogue


def test_dirty_export_has_no_other_anomaly_than_those_planted(dirty):
    own = {row.row - 4: code for row in dirty.rows for code in codes(row) if code not in ANYWHERE}
    assert own == PLANTED


def test_dirty_export_names_the_row_that_keeps_a_serial(dirty):
    [remark] = next(row for row in dirty.rows if row.row == 19).remarks
    assert remark.message == (
        "Ligne 19\u00a0: le numéro de série 8CC9341R9G est déjà celui de la ligne 7, qui est gardée. "
        "S’il s’agit d’une autre machine, corrigez-le, puis renvoyez cette ligne."
    )


def test_dirty_export_carries_the_site_down_merged_cells(dirty):
    sites = {row.row - 4: row.fields.site for row in dirty.rows}
    assert [sites[n] for n in range(23, 28)] == ["MARSEILLE"] * 5
    assert [sites[n] for n in range(102, 109)] == ["MRS"] * 7


def test_dirty_export_reads_serials_as_makers_print_them(dirty):
    serials = {row.row - 4: row.serial for row in dirty.rows}
    assert (serials[28], serials[49]) == ("NBQDGQ3", "8V0JNF2")


def test_dirty_export_hears_the_keyboard_and_not_the_machine(dirty):
    spoken = {(row.fields.condition == "HS", row.blocking) for row in dirty.rows if "souris HS" in row.fields.remarks}
    assert spoken == {(False, ()), (True, ("out-of-order",))}


def test_dirty_export_keeps_rejected_rows_to_give_them_back(dirty):
    assert {row.row - 4 for row in dirty.rows if row.rejected} == {5, 10, 15, 21, 42}
    assert (dirty.headings[5], dirty.cells[46][5]) == ("N° de série", "4,5612E+09")


def test_english_export_is_understood_and_its_states_hold_nothing_back():
    inventory = read_inventory(DEMO / "asset-export-servicenow-like-utf8bom.csv")
    assert {row.row: codes(row) for row in inventory.rows if row.remarks} == {
        row: ["serial-missing"] for row in (20, 39, 58)
    }
    assert inventory.rows[0].fields == DeviceFacts(
        asset_tag="P1000017", barcode="", brand="Lenovo", model="ThinkCentre M920q Tiny", processor="i5-8500T",
        memory_gb=16, disk="256 Go", in_service_on=date(2019, 11, 15), warranty_until=date(2022, 11, 15),
        residual_value=Decimal("0.00"), site="FR-MRS-4", place="", condition="In stock", remarks="",
    )  # fmt: skip
    assert {row.category for row in inventory.rows} == {"desktop"}
    assert (inventory.format, inventory.unknown) == ("servicenow", ())


def table(headings, *rows):
    known = {
        "N° de série": "serial", "Modèle": "model", "Site": "site", "Affecté à": "holder", "Type": "type",
        "Mise en service": "in_service_on", "Effacement": "erasure",
    }  # fmt: skip
    fields = {known[title]: place for place, title in enumerate(headings)}
    titles = {known[title]: title for title in headings}
    return Layout(Table(Sheet("Parc", [list(headings), *rows]), Header(1, fields, titles, ())), "", ())


def test_rows_that_are_no_machine_are_ignored_with_the_reason():
    inventory = inventory_of(
        table(
            ["N° de série", "Modèle", "Site"],
            ["CZC1", "ProDesk", "Aix"],
            ["", " ", ""],
            ["N° de série", "Modèle", "Site"],
            ["", "Sous-total Aix", 12.0],
            ["", "", "Page 2"],
            ["", "ProDesk", "Aix"],
            ["CZC2"],
            [],
            ["", ""],
        )
    )
    assert inventory.ignored == [
        IgnoredRow(3, "blank"), IgnoredRow(4, "headings"), IgnoredRow(5, "total"), IgnoredRow(6, "note"),
    ]  # fmt: skip
    assert [(row.row, codes(row)) for row in inventory.rows] == [
        (2, []), (7, ["serial-missing"]), (8, ["model-missing"]),
    ]  # fmt: skip


def test_a_site_is_not_carried_across_a_total():
    inventory = inventory_of(
        table(
            ["N° de série", "Modèle", "Site"], ["A1", "x", "Aix"], ["A2", "x", ""], ["", "Total", ""], ["A3", "x", ""]
        )
    )
    assert [row.fields.site for row in inventory.rows] == ["Aix", "Aix", ""]


def test_the_user_of_a_machine_is_never_kept():
    inventory = inventory_of(
        table(["N° de série", "Modèle", "Affecté à"], ["A1", "x", "jdupont"], ["A2", "x", "Stock"])
    )
    assert [codes(row) for row in inventory.rows] == [["personal-data"], []]
    assert "dupont" not in repr(inventory.rows)


def test_remarks_quote_nobody():
    inventory = inventory_of(
        table(
            ["N° de série", "Modèle", "Mise en service", "Effacement"],
            ["A1", "x", "Mme Durand", "oui"],
            ["A2", "x", "12/03/2020", "non effacé, voir M. Dupont 06 12 34 56 78"],
        )
    )
    assert [codes(row) for row in inventory.rows] == [["date-unreadable"], ["personal-data", "erasure-disagrees"]]
    said = repr(inventory.rows)
    assert [found for found in ("Durand", "Dupont", "34 56") if found in said] == []


def test_long_texts_are_shortened_and_told():
    [row] = inventory_of(table(["N° de série", "Modèle"], ["A1", "x" * 200])).rows
    assert (codes(row), len(row.fields.model)) == (["text-shortened"], 120)


def test_a_file_without_serial_numbers_is_refused_in_one_sentence(tmp_path):
    write_xlsx(tmp_path / "parc.xlsx", ["Type", "Site"], [["UC", "Aix"]], sheet="Parc")
    with pytest.raises(Unreadable) as refusal:
        read_inventory(tmp_path / "parc.xlsx")
    assert str(refusal.value) == (
        "Aucune ligne de titres n’a été reconnue. Le tableau doit avoir une ligne de titres avec au moins\u00a0: "
        "«\u00a0N° de série\u00a0». Ajoutez-la ou renommez les colonnes, puis déposez le fichier."
    )


def test_columns_in_any_order_of_any_language_give_the_same_machines(tmp_path, parc):
    """The same park typed by another hand: English headings, columns reversed, three notes above."""
    write_xlsx(
        tmp_path / "park.xlsx",
        ["Our machines"],
        [[], ["for you"], ["Model", "Category", "Serial number"]]
        + [[row.fields.model, "Desktop", row.serial] for row in parc.rows[:50] if not row.rejected],
        sheet="Sheet1",
    )
    again = read_inventory(tmp_path / "park.xlsx")
    assert (again.header_row, [row.serial for row in again.rows]) == (
        4,
        [r.serial for r in parc.rows[:50] if not r.rejected],
    )
