"""What a reader types, and the answer: a machine, or one sentence that says why not and what to do."""

import pytest

from rebond.handovers.actions import add_device, fill_handover
from rebond.handovers.scanning import (
    AlreadyHere,
    AmbiguousCode,
    HandoverIsFull,
    InAnotherHandover,
    NotAllocatable,
    UnknownCode,
)
from rebond.stock.codes import clean_code, codes_in, devices_by_code
from rebond.stock.models import Device, Lot
from rebond.tenancy.scope import city_scope
from tests.factories import stock
from tests.factories.accounts import person
from tests.factories.handovers import THURSDAY, handover, ready_serials, two_handovers
from tests.factories.waves import ready_machines


def device(serial: str, **fields) -> Device:
    """A ready desktop of the lot at hand, known by other numbers too."""
    ready = {"state": "ready", "erasure": "erased", "category": "desktop"}
    return stock.device(serial, lot=Device.objects.first().lot, **ready | fields)


def refusal(handover, code: str) -> str:
    """What somebody who scans this code reads; no-break spaces as spaces."""
    with pytest.raises(EXPECTED) as refused:
        add_device(handover=handover, code=code, by=person("tom"), at=THURSDAY)
    return f"{type(refused.value).__name__}: {refused.value}".replace("\u00a0", " ")


EXPECTED = (UnknownCode, AmbiguousCode, AlreadyHere, InAnotherHandover, NotAllocatable, HandoverIsFull)


@pytest.mark.parametrize("typed", ["CZC9424RGC", "czc9424rgc", "  CZC9424RGC\r\n", "*CZC9424RGC*", "\tczc9424RGC "])
def test_code_is_read_in_any_case_and_without_what_readers_add(typed):
    assert clean_code(typed) == "CZC9424RGC"


def test_pasted_codes_are_read_in_order_and_once():
    assert codes_in("czc1\nCZC2, CZC3;CZC1\r\n\r\n*CZC4*\tczc5") == ["CZC1", "CZC2", "CZC3", "CZC4", "CZC5"]


@pytest.mark.parametrize("code", ["CZC9424RGC", "IMM19000100", "OR0010001"])
def test_machine_is_found_by_serial_asset_tag_or_barcode(marseille, code):
    made = handover(3)
    machine = device("czc9424rgc", asset_tag="IMM19000100", barcode="or0010001")
    assert add_device(handover=made, code=code.lower(), by=person("tom"), at=THURSDAY).device == machine


def test_serial_number_comes_before_an_asset_tag(marseille):
    handover(1)
    machine, _ = device("A1"), device("A2", asset_tag="A1")
    assert devices_by_code(["A1"]) == {"A1": [machine]}


def test_machine_of_another_city_is_unknown(marseille, genoa):
    made = handover(1)
    with city_scope(genoa):
        ready_machines(1, "Genova")
    assert refusal(made, "Genova-00000").startswith("UnknownCode")


def test_each_refusal_says_why_and_what_to_do(marseille):
    first, second = two_handovers()
    mine, theirs = ready_serials(2)
    add_device(handover=first, code=mine, by=person("tom"), at=THURSDAY)
    add_device(handover=second, code=theirs, by=person("tom"), at=THURSDAY)
    device("D1", asset_tag="IMM1")
    device("D2", asset_tag="IMM1")
    device("D3", state="received", erasure="unknown", blocking_flags="bios-locked out-of-order")
    device("D4", state="received", erasure="failed")
    device("D5", state="received", category="laptop")
    codes = ["X9", "IMM1", mine, theirs, "D3", "D4", "D5"]
    assert [refusal(first, code) for code in codes] == [
        "UnknownCode: « X9 » n’est le numéro d’aucune machine du stock. Scannez le numéro de série, sous la machine.",
        "AmbiguousCode: « IMM1 » désigne plusieurs machines : D1, D2. Scannez le numéro de série.",
        f"AlreadyHere: {mine} est déjà dans cette remise.",
        f"InAnotherHandover: {theirs} est déjà dans la remise {second.reference}, pour « Atelier Pixel ».",
        "NotAllocatable: D3 ne peut pas être remis : aucun certificat d’effacement, BIOS verrouillé, hors service. "
        "Mettez-le de côté.",
        "NotAllocatable: D4 ne peut pas être remis : l’effacement a échoué. Mettez-le de côté.",
        "NotAllocatable: D5 ne peut pas être remis : ce n’est pas une unité centrale. Mettez-le de côté.",
    ]


def test_machine_of_another_donor_is_refused_and_never_fills_a_handover(marseille):
    taking = handover(2)
    Device.objects.update(lot=stock.lot("SFR-1", of="SFR"))
    other = Device.objects.allocatable().first()
    assert "vient d’un autre donateur" in refusal(taking, other.serial)
    assert fill_handover(handover=taking, by=None, at=THURSDAY) == []


def test_machine_of_a_lot_under_another_regime_is_refused_and_never_fills_a_handover(marseille):
    taking = handover(2)
    Lot.objects.update(regime="loan")
    other = Device.objects.allocatable().first()
    assert "est d’un lot sous un autre régime" in refusal(taking, other.serial)
    assert fill_handover(handover=taking, by=None, at=THURSDAY) == []


def test_full_handover_refuses_one_more(marseille):
    made = handover(2, scanned=2)
    device("D1")
    assert refusal(made, "D1") == (
        "HandoverIsFull: La remise est complète : 2 ordinateurs attribués. D1 n’est pas ajouté."
    )
