"""`rebond check_stock`: silent when the books agree, plain words and status 1 when they do not."""

import io

import pytest
from django.core.management import call_command

from rebond.stock.ledger.checking import disagreements
from rebond.stock.ledger.models import Balance
from rebond.stock.models import Device
from tests.factories.handovers import handover, signed
from tests.factories.ledger import place, received
from tests.factories.stock import device

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return [sentence.replace("\u00a0", " ") for sentence in disagreements()]


def test_books_that_agree_are_told_with_their_movements(marseille):
    device()
    received(40)
    signed(handover(2, scanned=2))
    said = io.StringIO()
    call_command("check_stock", stdout=said)
    assert said.getvalue() == "Marseille\u00a0: 9 mouvements, le stock est d’accord avec eux.\n"


def test_a_balance_that_differs_is_told(marseille):
    received(40)
    Balance.objects.update(quantity=41)
    assert told() == ["Réception, Claviers : 41 tenus, 40 selon les mouvements."]


def test_a_reservation_that_differs_is_told(marseille):
    received(40)
    Balance.objects.update(reserved=3)
    assert told() == ["Réception, Claviers : 3 réservés, 0 selon les remises."]


def test_a_machine_that_stands_elsewhere_is_told(marseille):
    device("CZC1")
    Device.objects.update(stands_in=place())
    assert told() == ["CZC1 : la machine n’est pas où mène son dernier mouvement."]


def test_a_machine_with_another_number_of_movements_is_told(marseille):
    device("CZC1")
    Device.objects.update(moves=2)
    assert told() == ["CZC1 : 2 mouvements comptés, 1 écrits."]


def test_a_machine_that_never_arrived_is_told(marseille):
    made = device("CZC1")
    Device.objects.create(serial="CZC2", lot=made.lot, category="desktop", stands_in=made.stands_in)
    assert told() == ["CZC2 : aucun mouvement d’arrivée."]


def test_the_command_fails_when_the_books_disagree(marseille):
    received(40)
    Balance.objects.all().delete()
    said = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("check_stock", stderr=said)
    assert (stopped.value.code, "1 désaccord" in said.getvalue()) == (1, True)


def test_the_books_of_every_city_are_read(marseille, genoa):
    said = io.StringIO()
    call_command("check_stock", stdout=said)
    assert [line.split("\u00a0")[0] for line in said.getvalue().splitlines()] == ["Gênes", "Marseille"]
