"""Whatever is done, in whatever order: the movements, the balances and the machines tell the same."""

from collections import Counter

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rebond.stock.ledger import actions
from rebond.stock.ledger.checking import disagreements
from rebond.stock.ledger.closing import midnight_after, standing_at
from rebond.stock.ledger.models import Balance, End, Movement
from rebond.stock.models import Device
from tests.factories.accounts import person
from tests.factories.ledger import THURSDAY, counted, kind, place
from tests.factories.stock import device, receiving_place

pytestmark = pytest.mark.django_db
REFUSALS = (
    actions.NotEnough,
    actions.MachineElsewhere,
    actions.Promised,
    actions.CannotBeCorrected,
)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["receive", "carry", "lose", "move", "write off", "find", "correct", "count"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(1, 9),
    ),
    max_size=12,
)


def do(deed: str, origin: int, destination: int, number: int, places: list, by) -> None:
    """One deed on what the numbers point to."""
    said = {"by": by, "at": THURSDAY}
    keyboards = {"kind": kind(), "quantity": number} | said
    machine = [list(Device.objects.order_by("serial"))[number % 3]]
    if deed == "receive":
        actions.receive_accessories(place=places[destination], **keyboards)
    if deed == "carry" and origin != destination:
        actions.move_accessories(origin=places[origin], destination=places[destination], **keyboards)
    if deed == "lose":
        actions.remove_accessories(origin=places[origin], why="Cassés", **keyboards)
    if deed == "move":
        actions.move_devices(devices=machine, destination=places[destination], **said)
    if deed == "write off":
        actions.remove_devices(devices=machine, end=End.LOSS, why="Hors d’usage", **said)
    if deed == "find":
        actions.bring_back(devices=machine, place=places[destination], why="Retrouvé", **said)
    if deed == "correct":
        movements = list(Movement.objects.order_by("pk"))
        actions.correct_movement(movement=movements[number % len(movements)], why="Erreur", **said)
    if deed == "count":
        stocktake = actions.start_stocktake(place=places[origin], **said)
        actions.count_accessory(stocktake=stocktake, **keyboards)
        actions.see_device(stocktake=stocktake, device=machine[0], **said)
        actions.close_stocktake(stocktake=counted(stocktake), reason="Compté", **said)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_movements_balances_and_machines_agree_after_any_deeds(marseille, deeds):
    with transaction.atomic():
        tom = person("tom")
        places = [receiving_place(), place(), place("Local 3")]
        for _ in range(3):
            device(erasure="disk-removed", blocking_flags="out-of-order")
        for deed in deeds:
            try:
                with transaction.atomic():
                    do(*deed, places, tom)
            except REFUSALS:
                continue
        assert list(disagreements()) == []
        kept = {
            (place, kind): quantity
            for place, kind, quantity in Balance.objects.exclude(quantity=0).values_list("place", "kind", "quantity")
        }
        standing = Counter(Device.objects.exclude(stands_in=None).values_list("stands_in", "category"))
        assert standing_at(midnight_after(THURSDAY.date())) == kept | standing
        assert (Balance.objects.aggregate(total=Sum("quantity"))["total"] or 0) >= 0
        transaction.set_rollback(True)
