"""Two people at once."""

import pytest

from rebond.handovers import actions
from rebond.handovers.custodies.models import Custody
from rebond.handovers.models import Handover, HandoverItem
from rebond.handovers.swaps.models import Swap
from rebond.stock.models import Device
from rebond.stock.spares.models import SparePool
from tests.factories.accounts import person
from tests.factories.handovers import THURSDAY, handover, ready_serials, signed, two_handovers
from tests.factories.returns import asked_swap, kept_back, returned, swap_it
from tests.factories.stock import ready_device
from tests.factories.waves import ready_machines
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def test_one_machine_scanned_twice_at_once_is_in_one_handover(marseille):
    first, second = two_handovers()
    tom = person("tom")
    for serial in ready_serials(4):
        outcomes = at_once(
            marseille,
            lambda serial=serial: actions.add_device(handover=first, code=serial, by=tom, at=THURSDAY),
            lambda serial=serial: actions.add_device(handover=second, code=serial, by=tom, at=THURSDAY),
        )
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["HandoverItem", "InAnotherHandover"]
    live = HandoverItem.objects.filter(released_at=None)
    assert live.count() == live.values("device").distinct().count() == 4
    assert sum(Handover.objects.values_list("scanned", flat=True)) == 4


def test_last_place_is_taken_once(marseille):
    made = handover(3, scanned=2)
    ready_machines(6)
    tom = person("tom")
    outcomes = at_once(
        marseille,
        *(
            lambda serial=serial: actions.add_device(handover=Handover.objects.get(), code=serial, by=tom, at=THURSDAY)
            for serial in ready_serials(4)
        ),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["HandoverIsFull"] * 3 + ["HandoverItem"]
    assert Handover.objects.get(pk=made.pk).scanned == 3


def test_machine_removed_twice_at_once_is_freed_once(marseille):
    made = handover(3, scanned=3)
    item = made.items.first()
    tom = person("tom")
    remove = lambda: actions.remove_device(item=HandoverItem.objects.get(pk=item.pk), by=tom, at=THURSDAY)  # noqa: E731
    assert at_once(marseille, remove, remove) == [None, None]
    assert Handover.objects.get().scanned == 2
    assert Device.objects.filter(state="ready").count() == 1


def test_signature_and_cancellation_at_once_leave_one(marseille):
    made = handover(2, scanned=2)
    tom = person("tom")
    outcomes = at_once(
        marseille,
        lambda: signed(Handover.objects.get()),
        lambda: actions.cancel_handover(handover=Handover.objects.get(), reason="Erreur", by=tom, at=THURSDAY),
    )
    assert sum(isinstance(outcome, actions.HandoverIsOver) for outcome in outcomes) == 1
    made.refresh_from_db()
    state = {"signed": "handed-over", "cancelled": "ready"}[made.state]
    assert set(Device.objects.values_list("state", flat=True)) == {state}


def test_allocation_opened_twice_at_once_has_one_handover(marseille):
    allocation = handover(2).allocation
    HandoverItem.objects.all().delete()
    Handover.objects.all().delete()
    prepare = lambda: actions.prepare_handover(allocation=allocation, by=None, at=THURSDAY)  # noqa: E731
    outcomes = at_once(marseille, prepare, prepare)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Handover", "HandoverUnderWay"]


def test_last_spare_is_taken_once(marseille):
    first = asked_swap(decided=True)
    second = asked_swap(Custody.objects.exclude(pk=first.custody_id).earliest("device__serial"), decided=True)
    codes = [kept_back(1), ready_device("EXTRA", lot=first.custody.device.lot).serial]
    outcomes = at_once(
        marseille,
        *(
            lambda swap=swap, code=code: swap_it(Swap.objects.get(pk=swap.pk), code)
            for swap, code in zip((first, second), codes, strict=True)
        ),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CannotReplace", "Swap"]
    [refusal] = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert "ne garde plus aucune machine en réserve" in str(refusal)
    assert SparePool.objects.get().used == 1
    assert Custody.objects.filter(until=None).count() == 3


def test_one_spare_scanned_for_two_swaps_at_once_leaves_once(marseille):
    first = asked_swap(decided=True)
    second = asked_swap(Custody.objects.exclude(pk=first.custody_id).earliest("device__serial"), decided=True)
    code = kept_back(2)
    outcomes = at_once(
        marseille,
        *(lambda swap=swap: swap_it(Swap.objects.get(pk=swap.pk), code) for swap in (first, second)),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CannotReplace", "Swap"]
    assert SparePool.objects.get().used == 1


def test_return_and_swap_of_one_machine_at_once_leave_one(marseille):
    swap = asked_swap(decided=True)
    code = kept_back(1)
    outcomes = at_once(
        marseille,
        lambda: swap_it(Swap.objects.get(), code),
        lambda: returned(Custody.objects.get(pk=swap.custody_id)),
    )
    assert sum(isinstance(outcome, Exception) for outcome in outcomes) == 1
    assert Custody.objects.get(pk=swap.custody_id).ended_as in {"swap", "return"}
    assert Device.objects.get(pk=swap.custody.device_id).past_uses.count() == 1
