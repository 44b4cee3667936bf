"""Holding one machine back, and letting it go again."""

import pytest

from rebond.journal.models import Entry
from rebond.stock.actions import DeviceIsPromised, hold_device, release_device
from rebond.stock.models import Device
from tests.factories.accounts import person
from tests.factories.stock import MONDAY, device, ready_device

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


def test_a_promised_machine_cannot_be_held(marseille):
    with pytest.raises(DeviceIsPromised):
        hold(ready_device(state=Device.State.RESERVED))


def test_the_journal_says_who_and_not_why(marseille):
    held = ready_device()
    hold(held), release(held), release(held)
    assert list(Entry.objects.values_list("verb", "facts")) == [("device_held", {}), ("device_released", {})]
