"""Machines in the ledger: arrival, moves, losses, hand-overs, corrections."""

import pytest
from django.db import IntegrityError, transaction

from rebond.stock.actions import import_stock
from rebond.stock.ledger import actions
from rebond.stock.ledger.models import End, Movement
from rebond.stock.models import Device
from tests.factories.accounts import person
from tests.factories.handovers import handover, signed
from tests.factories.ledger import THURSDAY, WEDNESDAY, place
from tests.factories.organisations import donor
from tests.factories.stock import MONDAY, device, inventory, machine, ready_device, receiving_place
from tests.factories.waves import published_allocation, ready_machines

pytestmark = pytest.mark.django_db


def history(one: Device) -> list[str]:
    """The movements of a machine in words, the first one first."""
    return [
        f"{movement.get_reason_display()}: {movement.origin} → {movement.destination}"
        for movement in one.movements.order_by("step")
    ]


def move(*devices: Device, to):
    return actions.move_devices(devices=devices, destination=to, by=person("tom"), at=WEDNESDAY)


def lose(*devices: Device, end=End.LOSS):
    return actions.remove_devices(devices=devices, end=end, why="Introuvable", by=person("ines"), at=WEDNESDAY)


def test_an_import_writes_arrivals_once(marseille):
    donor("Orange")
    for _ in range(2):
        import_stock(inventory=inventory(machine("CZC1")), lot_reference="L1", donor_name="", by=None, at=MONDAY)
    one = Device.objects.get()
    assert (history(one), one.stands_in, one.movements.get().reference) == (
        ["Réception: Donateur → Réception"], receiving_place(), "L1",
    )  # fmt: skip


def test_a_machine_moves_where_it_is_carried(marseille):
    shelf, one = place(), device()
    assert move(one, to=shelf) == 1
    one.refresh_from_db()
    assert (one.stands_in, history(one)[1]) == (shelf, "Déplacement: Réception → Local 2")


def test_a_machine_that_stands_there_already_does_not_move(marseille):
    one = device()
    assert (move(one, to=receiving_place()), one.movements.count()) == (0, 1)


def test_a_machine_that_moved_meanwhile_is_not_moved_from_where_it_was(marseille):
    stale = device()
    move(Device.objects.get(), to=place())
    with pytest.raises(actions.MachineElsewhere):
        move(stale, to=place("Local 3"))


def test_a_lost_machine_is_gone(marseille):
    one = ready_device()
    lose(one)
    one.refresh_from_db()
    assert (one.state, one.stands_in, history(one)[1]) == ("gone", None, "Perte: Réception → Perte")


def test_a_machine_that_is_found_again_is_received_and_made_ready_if_it_deserves(marseille):
    one = ready_device()
    lose(one)
    actions.bring_back(devices=[one], place=receiving_place(), why="Sous l’escalier", by=person("ines"), at=THURSDAY)
    one.refresh_from_db()
    assert (one.state, one.stands_in) == ("ready", receiving_place())


def test_a_machine_of_the_stock_stands_somewhere(marseille):
    device()
    with pytest.raises(IntegrityError), transaction.atomic():
        Device.objects.update(stands_in=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Device.objects.update(state="gone")


def test_a_machine_in_a_handover_is_not_lost(marseille):
    handover(1, scanned=1)
    with pytest.raises(actions.Promised):
        lose(Device.objects.get())


def test_machines_that_a_published_wave_waits_for_are_not_lost(marseille):
    published_allocation(3)
    ready_machines(1)
    first, second, *_ = Device.objects.order_by("serial")
    lose(first)
    with pytest.raises(actions.Promised):
        lose(second)


def test_an_unready_machine_is_lost_whatever_is_promised(marseille):
    published_allocation(3)
    assert lose(device(lot=Device.objects.first().lot)) == 1


def test_a_signed_handover_writes_that_its_machines_left(marseille):
    made = handover(2, scanned=2)
    move(*Device.objects.all()[:1], to=place())
    signed(made)
    leaving = Movement.objects.filter(deed=made.pk, device__isnull=False)
    assert sorted((movement.origin, movement.destination, movement.reference) for movement in leaving) == [
        ("Local 2", "Association", made.reference),
        ("Réception", "Association", made.reference),
    ]


def test_a_move_is_corrected_as_long_as_it_is_the_last(marseille):
    shelf, other, one = place(), place("Local 3"), device()
    move(one, to=shelf)
    move(Device.objects.get(), to=other)
    first, second = one.movements.filter(reason="move").order_by("step")
    with pytest.raises(actions.CannotBeCorrected):
        actions.correct_movement(movement=first, why="Erreur", by=person("ines"), at=THURSDAY)
    actions.correct_movement(movement=second, why="Erreur", by=person("ines"), at=THURSDAY)
    assert Device.objects.get().stands_in == shelf


def test_a_corrected_loss_brings_the_machine_back(marseille):
    one = ready_device()
    lose(one)
    actions.correct_movement(movement=one.movements.get(step=2), why="Retrouvée", by=person("ines"), at=THURSDAY)
    one.refresh_from_db()
    assert (one.state, one.stands_in) == ("ready", receiving_place())


def test_a_corrected_arrival_sends_the_machine_out(marseille):
    one = device()
    actions.correct_movement(movement=one.movements.get(), why="Jamais livrée", by=person("ines"), at=THURSDAY)
    one.refresh_from_db()
    assert (one.state, one.stands_in) == ("gone", None)


def test_a_signed_handover_is_not_corrected(marseille):
    signed(handover(1, scanned=1))
    left = Movement.objects.get(reason="handover", device__isnull=False)
    with pytest.raises(actions.CannotBeCorrected):
        actions.correct_movement(movement=left, why="Erreur", by=person("ines"), at=THURSDAY)
