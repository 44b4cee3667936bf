"""A stock-take: what agrees, what is missing, what is too many, what is stale; and what its closing writes."""

import pytest

from rebond.handovers.actions import count_accessories
from rebond.stock.ledger import actions
from rebond.stock.ledger.checking import disagreements
from rebond.stock.ledger.comparison import compare
from rebond.stock.ledger.models import End, StockTake
from rebond.stock.models import Device
from tests.factories.accounts import person
from tests.factories.handovers import handover, signed
from tests.factories.ledger import THURSDAY, counted, counting, kind, place, quantity, received
from tests.factories.stock import device, receiving_place
from tests.factories.waves import published_allocation

pytestmark = pytest.mark.django_db


def see(stocktake, *devices) -> None:
    for one in devices:
        actions.see_device(stocktake=stocktake, device=one, by=person("tom"), at=THURSDAY)


def count(stocktake, number: int) -> None:
    actions.count_accessory(stocktake=stocktake, kind=kind(), quantity=number, by=person("tom"), at=THURSDAY)


def close(stocktake, reason: str = "Compté deux fois"):
    return actions.close_stocktake(stocktake=counted(stocktake), reason=reason, by=person("ines"), at=THURSDAY)


def move(one, to) -> None:
    actions.move_devices(devices=[Device.objects.get(pk=one.pk)], destination=to, by=person("tom"), at=THURSDAY)


def test_what_is_there_and_in_the_books_changes_nothing(marseille):
    one = device()
    running = counting()
    see(running, one)
    close(running, reason="")
    assert (one.movements.count(), StockTake.objects.get().state) == (1, "closed")


def test_a_missing_machine_is_written_as_lost(marseille):
    device("CZC1")
    close(counting())
    one = Device.objects.get()
    assert (one.state, one.movements.get(step=2).reason, list(disagreements())) == ("gone", "stocktake", [])


def test_a_machine_of_another_place_is_written_here(marseille):
    shelf, one = place(), device()
    running = counting(shelf)
    see(running, one)
    close(running)
    assert Device.objects.get().stands_in == shelf


def test_a_machine_that_was_written_off_comes_back(marseille):
    one = device()
    actions.remove_devices(devices=[one], end=End.LOSS, why="Introuvable", by=person("ines"), at=THURSDAY)
    running = counting()
    see(running, Device.objects.get())
    close(running)
    assert (Device.objects.get().state, Device.objects.get().stands_in) == ("received", receiving_place())


def test_a_machine_that_an_association_signed_for_is_told_and_left_alone(marseille):
    signed(handover(1, scanned=1))
    one = Device.objects.get()
    running = counting()
    see(running, one)
    assert compare(running).given == [one]
    close(running)
    assert Device.objects.get().state == "handed-over"


def test_a_reserved_machine_is_awaited_not_lost(marseille):
    handover(1, scanned=1)
    assert [len(compare(counting()).awaited), len(compare(counting()).missing)] == [1, 0]


def test_more_promised_machines_missing_than_may_be_is_refused(marseille):
    published_allocation(3)
    running = counting()
    with pytest.raises(actions.Promised):
        close(running)
    assert Device.objects.filter(state="gone").count() == 0


def test_a_machine_that_moved_after_it_was_seen_is_stale(marseille):
    one = device()
    running = counting()
    see(running, one)
    move(one, place())
    assert compare(running).stale == [Device.objects.get()]


def test_a_machine_that_arrived_after_the_count_began_is_stale_not_missing(marseille):
    shelf, one = place(), device()
    running = counting(shelf)
    move(one, shelf)
    assert (compare(running).stale, compare(running).missing) == ([one], [])


def test_accessories_are_brought_to_the_number_counted(marseille):
    received(12)
    running = counting()
    count(running, 9)
    close(running)
    closed = StockTake.objects.get()
    assert (quantity(), closed.lost, closed.gained, list(disagreements())) == (9, 3, 0, [])


def test_accessories_that_nobody_counted_are_left_alone(marseille):
    received(12)
    running = counting()
    assert [balance.quantity for balance in compare(running).uncounted] == [12]
    close(running, reason="")
    assert quantity() == 12


def test_what_handovers_count_on_is_not_counted_away(marseille):
    received(6, into=(shelf := place()))
    made = handover(6)
    count_accessories(handover=made, keyboards=6, mice=0, seen=made.version, by=person("tom"), at=THURSDAY)
    running = counting(shelf)
    count(running, 5)
    with pytest.raises(actions.NotEnough):
        close(running)


def test_a_difference_needs_a_reason(marseille):
    device()
    with pytest.raises(actions.NotCounted):
        close(counting(), reason="")


def test_who_comes_second_joins_the_count_that_runs(marseille):
    assert counting() == counting()


def test_nothing_is_noted_once_the_count_is_finished(marseille):
    one, running = device(), counting()
    counted(running)
    with pytest.raises(actions.CountIsOver):
        see(running, one)


def test_a_count_that_is_given_up_changes_nothing(marseille):
    device()
    running = counting()
    actions.give_up_stocktake(stocktake=running, by=person("tom"), at=THURSDAY)
    assert (Device.objects.get().state, StockTake.objects.get().state) == ("received", "given-up")
