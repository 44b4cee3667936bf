"""Exports of four programs, recognised by their headings, and files whose columns nobody knows."""

from datetime import date

import pytest

from rebond.spreadsheets import Sheet, Workbook
from rebond.stock.inventory import ColumnsUnknown, UnknownColumn, inventory_of, layout_of

GLPI = (
    ["Nom", "Entité", "Statut", "Fabricant", "Numéro de série", "Type", "Modèle", "Lieu", "Usager",
     "Composants - Processeur", "Numéro d'inventaire", "Dernière modification"],
    ["PC-0412", "DSI > Aix", "Au rebut", "Dell Inc.", "CZC1", "Tour", "OptiPlex 3070 SFF", "Aix", "Jean Dupont",
     "Intel(R) Core(TM) i5-8500T CPU @ 2.10GHz", "IMM77", "2026-10-02 08:00"],
)  # fmt: skip
SERVICENOW = (
    [
        "Display name",
        "Model category",
        "Model",
        "Serial number",
        "Asset tag",
        "State",
        "Substate",
        "Assigned to",
        "Location",
    ],
    ["P77 - OptiPlex", "Computer", "OptiPlex 3070 SFF", "CZC1", "IMM77", "Retired", "Disposed", "Jean Dupont", "Aix"],
)
SNIPE_IT = (
    ["Asset Name", "Asset Tag", "Serial", "Model", "Model No.", "Category", "Manufacturer", "Status", "Checked Out To",
     "Location", "Purchase Date", "Purchase Cost", "Warranty", "Warranty Expires", "Notes"],
    ["PC-0412", "IMM77", "CZC1", "OptiPlex 3070 SFF", "D12S", "Desktop", "Dell", "Archived", "Jean Dupont", "Aix",
     "2019-09-01", "749.00", "36 months", "2022-09-01", ""],
)  # fmt: skip
OCS = (
    ["Account info: TAG", "Last inventory", "Computer", "User", "Operating system", "RAM (MB)", "CPU (MHz)", "CPU type",
     "Manufacturer", "Model", "Serial number"],
    ["AIX", "2026-10-02 08:00", "PC-0412", "jdupont", "Windows 10", 8192, 2100,
     "Intel(R) Core(TM) i5-8500T CPU @ 2.10GHz", "Dell Inc.", "OptiPlex 3070 SFF", "CZC1"],
)  # fmt: skip


def layout(*rows, **choices):
    return layout_of(Workbook([Sheet("Parc", [list(row) for row in rows])], "", ""), choices)


@pytest.mark.parametrize(
    ("code", "rows"), [("glpi", GLPI), ("servicenow", SERVICENOW), ("snipe-it", SNIPE_IT), ("ocs", OCS)]
)
def test_an_export_is_recognised_and_asks_nothing(code, rows):
    inventory = inventory_of(layout(*rows))
    assert (inventory.format, inventory.unknown) == (code, ())
    [row] = inventory.rows
    assert (row.serial, row.category, row.fields.model) == ("CZC1", "desktop", "OptiPlex 3070 SFF")
    assert "Dupont" not in repr(row.fields)


def test_a_frequency_is_no_processor_and_megabytes_are_counted():
    [row] = inventory_of(layout(*OCS)).rows
    assert (row.fields.processor, row.fields.memory_gb) == ("i5-8500T", 8)


def test_a_number_of_months_is_no_end_of_warranty_and_a_price_is_no_value():
    [row] = inventory_of(layout(*SNIPE_IT)).rows
    assert (row.fields.warranty_until, row.fields.residual_value) == (date(2022, 9, 1), None)


def test_a_list_made_by_hand_is_no_export():
    assert layout(["N° de série", "Modèle", "Lieu"], ["CZC1", "OptiPlex", "Aix"]).format == ""


def test_an_unknown_column_shows_three_values_and_no_person():
    rows = [
        ["N° de série", "Agent"],
        *([f"CZC{n}", text] for n, text in enumerate(["", "Mme Durand", "A", "A", "B", "C"])),
    ]
    assert layout(*rows).unknown == (UnknownColumn("Agent", "agent", ("[masqué]", "A", "B")),)


def test_a_file_without_a_known_serial_number_asks_where_it_is():
    with pytest.raises(ColumnsUnknown) as caught:
        layout(["Mon parc"], ["Matricule", "Appareil", ""], ["CZC1", "OptiPlex", 4.0])
    assert [column.title for column in caught.value.columns] == ["Matricule", "Appareil"]


def test_what_a_person_said_of_a_column_is_followed():
    rows = (["Mon parc"], ["Matricule", "Appareil", "Coût"], ["CZC1", "OptiPlex 3070", 4.0])
    found = layout(*rows, matricule="serial", appareil="model", cout="")
    assert inventory_of(found).columns == {"serial": "Matricule", "model": "Appareil"}
    assert [column.title for column in found.unknown] == ["Matricule", "Appareil", "Coût"]


def test_a_column_that_a_person_chose_replaces_the_one_that_we_would_take():
    rows = (["Série", "N° de série constructeur", "Modèle"], ["7", "CZC1", "OptiPlex"])
    [row] = inventory_of(layout(*rows, **{"n serie constructeur": "serial"})).rows
    assert row.serial == "CZC1"


def test_a_correction_replaces_the_cell_of_its_row():
    found = layout(["N° de série", "Modèle"], ["", "OptiPlex"], ["CZC2", "ThinkCentre"])
    rows = inventory_of(found, {2: {"serial": "czc1"}}).rows
    assert [(row.serial, row.rejected) for row in rows] == [("CZC1", False), ("CZC2", False)]
