"""Two imports at once."""

import pytest

from rebond.safeguards.states import move
from rebond.stock.actions import apply_file, confirm_file, import_erasures, import_stock, read_file, upload_file
from rebond.stock.importing.actions.undo import ask_undo, undo_file
from rebond.stock.ledger.actions.devices import move_devices
from rebond.stock.ledger.checking import disagreements
from rebond.stock.models import Device, StockFile
from tests.factories import ledger
from tests.factories.accounts import person
from tests.factories.organisations import donor
from tests.factories.stock import (
    MONDAY,
    certificate,
    certificates,
    certified,
    device,
    inventory,
    inventory_file,
    machine,
)
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def certify(*rows):
    return lambda: import_erasures(certificates=certificates(*rows), by=None, at=MONDAY)


def test_a_failure_that_arrives_with_a_success_is_not_lost(marseille):
    for number in range(5):
        device(f"CZC{number}")
        outcomes = at_once(
            marseille,
            certify(certified(f"CZC{number}", "erased", disk="A")),
            certify(certified(f"CZC{number}", "failed", disk="B")),
        )
        assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert set(Device.objects.values_list("erasure", "state")) == {("failed", "received")}


def test_a_machine_and_its_certificate_that_arrive_together_meet(marseille):
    donor("Orange")
    for number in range(5):
        parc = inventory(machine(f"CZC{number}"))
        at_once(
            marseille,
            certify(certified(f"CZC{number}")),
            lambda parc=parc: import_stock(inventory=parc, lot_reference="L1", donor_name="", by=None, at=MONDAY),
        )
    assert set(Device.objects.values_list("erasure", "state")) == {("erased", "ready")}


def applied_file(serial: str) -> StockFile:
    sent = {"name": "parc.xlsx", "content": inventory_file(machine(serial)), "content_type": "", "kind": "inventory"}
    file = upload_file(**sent, lot_reference=f"L-{serial}", donor_name="Orange", by=person("ines"), at=MONDAY)
    read_file(file=file, at=MONDAY)
    confirm_file(file=StockFile.objects.get(pk=file.pk), by=person("ines"), at=MONDAY)
    apply_file(file=StockFile.objects.get(pk=file.pk), by=person("ines"), at=MONDAY)
    return StockFile.objects.get(pk=file.pk)


def reserve(serial: str):
    return lambda: move(Device.objects.get(serial=serial), Device.State.RESERVED)


def test_a_machine_is_never_promised_with_a_failure(marseille):
    """A failure arrives while somebody promises the machine: one of the two is refused, whichever comes second."""
    for number in range(8):
        device(f"CZC{number}", state="ready", erasure="erased")
        at_once(marseille, reserve(f"CZC{number}"), certify(certified(f"CZC{number}", "failed")))
    assert set(Device.objects.values_list("erasure", "state")) <= {("failed", "received"), ("erased", "reserved")}


def test_a_machine_is_never_promised_while_its_import_is_undone(marseille, settings, tmp_path):
    """Somebody promises or carries machines while the import that brought them is undone: one of the two is refused."""
    settings.FILES_DIR = tmp_path / "files"
    shelf = ledger.place("Local 1")
    for number in range(4):
        certificate(f"CZC{number}")
        file = applied_file(f"CZC{number}")
        ask_undo(file=file, by=person("ines"), at=MONDAY)
        carried = [Device.objects.get(serial=f"CZC{number}")]
        at_once(
            marseille,
            lambda file=file: undo_file(file=file, by=person("ines"), at=MONDAY),
            reserve(f"CZC{number}")
            if number % 2
            else lambda carried=carried: move_devices(devices=carried, destination=shelf, by=person("ines"), at=MONDAY),
        )
    ends = set(Device.objects.values_list("state", "moves"))
    assert ends <= {("withdrawn", 2), ("reserved", 1), ("ready", 2)}
    assert list(disagreements()) == []
