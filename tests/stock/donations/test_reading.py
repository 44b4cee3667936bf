"""A donor's file becomes announced lines."""

import random
from decimal import Decimal

import pytest

from rebond.spreadsheets import Unreadable
from rebond.stock.donations.reading import Line, kind_of, read_announced, read_quantity
from rebond.stock.inventory import ColumnsUnknown
from tests.factories.donations import PARC


def written(folder, text: str):
    path = folder / "parc.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_inventory_gives_one_line_per_machine():
    announced = read_announced(PARC)
    assert announced.lines == [
        Line(2, "desktop", "HP", "ProDesk 600 G4", "CZC9420001", 1, Decimal("45.50")),
        Line(3, "desktop", "HP", "ProDesk 600 G4", "CZC9420002", 1, Decimal("45.50")),
        Line(4, "laptop", "Dell", "Latitude 5400", "5CG1234567", 1, Decimal("80.00")),
    ]


def test_rows_without_a_serial_or_seen_twice_are_left_out_with_their_reason():
    assert [(row, why.code) for row, why in read_announced(PARC).left_out] == [
        (5, "serial-missing"),
        (6, "serial-duplicate"),
    ]


def test_nothing_of_a_person_is_in_a_line():
    announced = read_announced(PARC)
    assert "Martin" not in repr(announced.lines) + repr(announced.left_out)
    assert announced.remarks["personal-data"] == 2


def test_a_list_of_models_and_quantities_is_read_too(tmp_path):
    path = written(tmp_path, "Modèle;Qté;Marque;Valeur\nProDesk 600;200;HP;40\nClavier USB;150;Dell;\nTotal;350;;\n")
    assert read_announced(path).lines == [
        Line(2, "desktop", "HP", "ProDesk 600", "", 200, Decimal("40.00")),
        Line(3, "keyboard", "Dell", "Clavier USB", "", 150, None),
    ]


def test_a_quantity_that_is_none_is_left_out_with_what_was_read(tmp_path):
    path = written(tmp_path, "Modèle;Quantité\nProDesk 600;beaucoup\nProDesk 600;0\n;12\n")
    announced = read_announced(path)
    assert [(row, why.code) for row, why in announced.left_out] == [
        (2, "number-unreadable"),
        (3, "number-unreadable"),
        (4, "model-missing"),
    ]
    assert "« beaucoup »" in announced.left_out[0][1].message.replace("\u00a0", " ")


def test_a_table_of_neither_shape_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(Unreadable, match="Ni numéros de série ni quantités"):
        read_announced(written(tmp_path, "Marseille\nGênes\n"))


def test_a_table_of_unknown_columns_asks_what_they_hold(tmp_path):
    with pytest.raises(ColumnsUnknown) as asked:
        read_announced(written(tmp_path, "Matricule;Appareil\nCZC1;ProDesk 600\n"))
    assert [(one.title, one.samples) for one in asked.value.columns] == [
        ("Matricule", ("CZC1",)),
        ("Appareil", ("ProDesk 600",)),
    ]


def test_serials_that_other_lines_have_are_left_out():
    announced = read_announced(PARC).without(["CZC9420002"])
    assert [line.serial for line in announced.lines] == ["CZC9420001", "5CG1234567"]
    assert [row for row, _why in announced.left_out] == [3, 5, 6]
    assert announced.counts == {"lines": 2, "things": 2, "left_out": 3}


@pytest.mark.parametrize(
    ("cell", "read"),
    [("12", 12), (12.0, 12), ("1 200", 1200), ("0", None), (1.5, None), ("-3", None), ("1e6", None), ("²", None)],
)
def test_a_quantity_is_a_whole_number_of_at_least_one(cell, read):
    assert read_quantity(cell) == read


def test_an_accessory_says_what_it_is():
    assert [kind_of(word, model) for word, model in (("", "Souris optique"), ("Chargeur", "65 W"), ("UC", "X"))] == [
        "mouse",
        "adapter",
        "desktop",
    ]


def test_kept_and_left_out_add_up_to_the_rows(tmp_path):
    """Whatever the rows, none is lost and no serial number comes twice."""
    chance = random.Random(4)
    for _round in range(30):
        serials = [chance.choice(["", "AB1234", "AB1235", f"ZZ{chance.randrange(40):04}"]) for _row in range(25)]
        rows = "".join(f"UC;ProDesk 600;{serial}\n" for serial in serials)
        announced = read_announced(written(tmp_path, f"Type;Modèle;N° de série\n{rows}"))
        kept = [line.serial for line in announced.lines]
        assert len(kept) == len(set(kept))
        assert {line.row for line in announced.lines} | {row for row, _ in announced.left_out} == set(range(2, 27))
