"""Two imports at once, on PostgreSQL: SQLite lets one writer in at a time and would prove nothing."""

import pytest
from django.db import connection

from rebond.safeguards.states import move
from rebond.stock.actions import import_erasures, import_stock
from rebond.stock.models import Device
from tests.factories.organisations import donor
from tests.factories.stock import MONDAY, certificates, certified, device, inventory, machine
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="races only count on PostgreSQL"),
]


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


def reserve(serial: str):
    return lambda: move(Device.objects.get(serial=serial), Device.State.RESERVED)


def test_a_machine_is_never_promised_with_a_failure(marseille):
    """A failure arrives while somebody promises the machine: one of the two is refused, whichever comes second."""
    for number in range(8):
        device(f"CZC{number}", state="ready", erasure="erased")
        at_once(marseille, reserve(f"CZC{number}"), certify(certified(f"CZC{number}", "failed")))
    assert set(Device.objects.values_list("erasure", "state")) <= {("failed", "received"), ("erased", "reserved")}
