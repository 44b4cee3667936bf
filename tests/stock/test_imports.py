"""Bringing a donor's inventory into the stock."""

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rebond.journal.models import Entry
from rebond.stock.actions import LotRefused, compare_inventory, import_stock
from rebond.stock.corrections import write_corrections
from rebond.stock.inventory import read_inventory
from rebond.stock.models import Device, Lot
from rebond.tenancy.scope import city_scope
from tests.factories.accounts import person
from tests.factories.organisations import donor
from tests.factories.stock import MONDAY, certificate, inventory, lot, machine

pytestmark = pytest.mark.django_db


def bring(inventory, lot_reference="ORANGE-1", donor_name="Orange"):
    return import_stock(
        inventory=inventory, lot_reference=lot_reference, donor_name=donor_name, by=person("ines"), at=MONDAY
    )


def verdicts(comparison) -> list[str]:
    return [judged.verdict for judged in comparison.rows]


def codes(comparison, place: int = 0) -> list[str]:
    return [reason.code for reason in comparison.rows[place].reasons]


def states() -> dict[str, str]:
    return dict(Device.objects.values_list("serial", "state"))


def test_a_comparison_writes_nothing(marseille):
    comparison = compare_inventory(inventory(machine("CZC1"), machine("CZC2")), lot=None)
    assert verdicts(comparison) == ["new", "new"]
    assert (Lot.objects.count(), Device.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_an_import_makes_the_lot_and_its_machines(marseille):
    bring(inventory(machine("CZC1"), machine("CZC2")))
    made = Lot.objects.get()
    assert (made.reference, made.donor.name, made.received_on) == ("ORANGE-1", "Orange", MONDAY.date())
    assert list(made.devices.values_list("serial", "category", "model")) == [
        ("CZC1", "desktop", "OptiPlex 3070 SFF"),
        ("CZC2", "desktop", "OptiPlex 3070 SFF"),
    ]


def test_an_import_is_one_entry_of_the_journal(marseille):
    bring(inventory(machine("CZC1"), machine(""), machine("CZC2", condition="HS")))
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor) == ("stock_imported", str(person("ines").pk))
    assert entry.facts == {
        "rows": 3, "new": 1, "changed": 0, "unchanged": 0, "rejected": 1, "warned": 1, "ignored": 0,
    }  # fmt: skip


def test_the_same_file_twice_changes_nothing(marseille):
    file = inventory(machine("CZC1"), machine("CZC2", condition="HS", remark="tél 06 00 00 00 00"))
    bring(file)
    before = list(Device.objects.values())
    assert verdicts(bring(file)) == ["unchanged", "unchanged"]
    assert list(Device.objects.values()) == before


def test_a_machine_that_the_file_describes_otherwise_is_changed(marseille):
    bring(inventory(machine("CZC1"), machine("CZC2")))
    assert verdicts(bring(inventory(machine("CZC1", condition="Moyen"), machine("CZC2")))) == ["changed", "unchanged"]
    assert Device.objects.get(serial="CZC1").condition == "Moyen"


def test_a_machine_that_the_file_leaves_out_is_left_alone(marseille):
    bring(inventory(machine("CZC1"), machine("CZC2")))
    bring(inventory(machine("CZC2")))
    assert sorted(states()) == ["CZC1", "CZC2"]


def test_out_of_order_and_locked_machines_are_held_back_with_a_remark(marseille):
    comparison = bring(inventory(machine("CZC1", condition="HS", remark="pwd BIOS inconnu")))
    assert (verdicts(comparison), codes(comparison)) == (["warned"], ["out-of-order", "bios-locked"])
    assert Device.objects.get().flags == ["bios-locked", "out-of-order"]


def test_certificates_that_waited_join_their_machine(marseille):
    certificate("CZC1")
    certificate("CZC2", "failed")
    bring(inventory(machine("CZC1"), machine("CZC2"), machine("CZC3")))
    assert states() == {"CZC1": "ready", "CZC2": "received", "CZC3": "received"}
    assert dict(Device.objects.values_list("serial", "erasure")) == {
        "CZC1": "erased",
        "CZC2": "failed",
        "CZC3": "unknown",
    }


def test_only_desktops_become_ready(marseille):
    certificate("CZC1")
    bring(inventory(machine("CZC1", kind="Ordinateur portable")))
    assert states() == {"CZC1": "received"}


def test_a_ready_machine_that_the_donor_now_calls_broken_steps_back(marseille):
    certificate("CZC1")
    bring(inventory(machine("CZC1")))
    bring(inventory(machine("CZC1", condition="HS")))
    assert states() == {"CZC1": "received"}
    bring(inventory(machine("CZC1")))
    assert states() == {"CZC1": "ready"}


@pytest.mark.parametrize("state", [Device.State.RESERVED, Device.State.HANDED_OVER])
def test_a_promised_machine_cannot_be_blocked_by_a_file(marseille, state):
    certificate("CZC1")
    bring(inventory(machine("CZC1"), machine("CZC2")))
    left = {"stands_in": None} if state in Device.AWAY else {}
    Device.objects.filter(serial="CZC1").update(state=state, **left)
    comparison = bring(inventory(machine("CZC1", condition="HS"), machine("CZC2", condition="HS")))
    assert (verdicts(comparison), codes(comparison)) == (["rejected", "warned"], ["device-promised"])
    assert states() == {"CZC1": state, "CZC2": "received"}


def test_a_promised_machine_takes_harmless_facts(marseille):
    certificate("CZC1")
    bring(inventory(machine("CZC1")))
    Device.objects.update(state=Device.State.RESERVED)
    assert verdicts(bring(inventory(machine("CZC1", condition="Moyen")))) == ["changed"]
    assert list(Device.objects.values_list("state", "condition")) == [("reserved", "Moyen")]


def test_a_machine_that_an_officer_holds_stays_held(marseille):
    certificate("CZC1")
    bring(inventory(machine("CZC1")))
    Device.objects.update(held_because="ventilateur bruyant", state=Device.State.RECEIVED)
    assert verdicts(bring(inventory(machine("CZC1")))) == ["unchanged"]
    bring(inventory(machine("CZC1", condition="Moyen")))
    assert list(Device.objects.values_list("state", "held_because")) == [("received", "ventilateur bruyant")]


def test_a_machine_is_of_one_lot_only(marseille):
    bring(inventory(machine("CZC1")))
    comparison = bring(inventory(machine("CZC1", condition="Moyen")), lot_reference="SFR-1", donor_name="SFR")
    assert (verdicts(comparison), codes(comparison)) == (["rejected"], ["other-lot"])


def test_a_machine_of_another_city_is_not_known(marseille, genoa):
    bring(inventory(machine("CZC1")))
    with city_scope(genoa):
        assert verdicts(compare_inventory(inventory(machine("CZC1")), lot=None)) == ["new"]


def test_a_new_lot_takes_the_only_donor(marseille):
    donor("Orange")
    bring(inventory(machine("CZC1")), donor_name="")
    assert Lot.objects.get().donor.name == "Orange"


@pytest.mark.parametrize("donors", [[], ["Orange", "SFR"]])
def test_a_new_lot_without_a_donor_is_refused(marseille, donors):
    for name in donors:
        donor(name)
    with pytest.raises(LotRefused, match="dites de quel donateur il vient"):
        bring(inventory(machine("CZC1")), donor_name="")
    assert Device.objects.count() == 0


def test_a_lot_keeps_its_donor(marseille):
    lot("ORANGE-1", of="Orange")
    bring(inventory(machine("CZC1")), donor_name="orange")
    with pytest.raises(LotRefused, match="Le lot ORANGE-1 vient de Orange"):
        bring(inventory(machine("CZC2")), donor_name="SFR")


def test_rejected_rows_come_back_as_they_were_with_their_reason(marseille, tmp_path):
    comparison = bring(inventory(machine("CZC1"), machine("", remark="à relever"), machine("CZC1")))
    path = tmp_path / "a-corriger.xlsx"
    with path.open("wb") as file:
        write_corrections(file, comparison)
    header, missing, duplicate = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    assert header == (
        "Type", "Modèle", "N° de série", "État", "Effacement", "Observations", "Ligne du fichier", "Motif du rejet",
    )  # fmt: skip
    assert missing[:7] == ("Unité centrale", "OptiPlex 3070 SFF", "", "Bon", "oui", "à relever", 3)
    assert duplicate[6:] == (4, comparison.rows[2].reasons[0].message)


def test_a_duplicate_sent_back_as_it_is_does_not_overwrite_the_machine_that_was_kept(marseille, tmp_path):
    comparison = bring(inventory(machine("CZC1"), machine("CZC1", condition="Moyen")))
    path = tmp_path / "a-corriger.xlsx"
    with path.open("wb") as file:
        write_corrections(file, comparison)
    assert verdicts(bring(read_inventory(path))) == ["rejected"]
    assert Device.objects.get().condition == "Bon"


def test_corrected_rows_are_imported_as_they_are(marseille, tmp_path):
    comparison = bring(inventory(machine("CZC1"), machine("")))
    path = tmp_path / "a-corriger.xlsx"
    with path.open("wb") as file:
        write_corrections(file, comparison)
    workbook = openpyxl.load_workbook(path)
    workbook.active["C2"] = "CZC2"
    workbook.save(path)
    assert verdicts(bring(read_inventory(path))) == ["new"]


def test_an_import_asks_as_many_queries_for_three_machines_as_for_one(marseille):
    def queries(*machines) -> int:
        with CaptureQueriesContext(connection) as asked:
            bring(inventory(*machines))
        return len(asked)

    bring(inventory(machine("CZC0")))
    assert queries(machine("CZC1")) == queries(machine("CZC2"), machine("CZC3"), machine("CZC4"))
