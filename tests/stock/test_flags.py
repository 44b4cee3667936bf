"""Holding one machine back, and letting it go again."""

import pytest

from rebond.journal.models import Entry
from rebond.stock.actions import DeviceIsPromised, hold_device, import_stock, release_device
from rebond.stock.models import Device
from tests.factories.accounts import person
from tests.factories.stock import MONDAY, certificate, device, inventory, machine, ready_device

pytestmark = pytest.mark.django_db


def hold(device, reason="ventilateur bruyant"):
    hold_device(device=device, reason=reason, by=person("ines"), at=MONDAY)


def release(device):
    release_device(device=device, by=person("ines"), at=MONDAY)


def test_a_held_machine_is_no_longer_ready(marseille):
    held = ready_device()
    hold(held)
    assert Device.objects.values_list("state", "held_because").get() == ("received", "ventilateur bruyant")


def test_a_released_machine_is_ready_again(marseille):
    held = ready_device()
    hold(held)
    release(held)
    assert Device.objects.values_list("state", "held_because").get() == ("ready", "")


def test_a_released_machine_without_certificate_is_not(marseille):
    held = device()
    hold(held)
    release(held)
    assert Device.objects.get().state == "received"


def test_a_machine_that_the_donor_called_broken_can_be_released_and_stays_so(marseille):
    broken = inventory(machine("CZC1", condition="HS"))
    certificate("CZC1")
    for _time in range(2):
        import_stock(inventory=broken, lot_reference="L1", donor_name="Orange", by=None, at=MONDAY)
        release(Device.objects.get())
        assert Device.objects.values_list("state", "blocking_flags").get() == ("ready", "")


def test_a_promised_machine_cannot_be_held(marseille):
    with pytest.raises(DeviceIsPromised):
        hold(ready_device(state=Device.State.RESERVED))


def test_the_journal_says_who_and_not_why(marseille):
    held = ready_device()
    hold(held), release(held), release(held)
    assert list(Entry.objects.values_list("verb", "facts")) == [("device_held", {}), ("device_released", {"flags": []})]
