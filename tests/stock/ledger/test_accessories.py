"""Accessories by quantity: what comes, moves and goes, and what the balances say."""

import pytest
from django.db import IntegrityError, transaction

from rebond.stock.ledger import actions
from rebond.stock.ledger.models import Balance, Movement
from tests.factories.accounts import person
from tests.factories.ledger import THURSDAY, WEDNESDAY, kind, place, quantity, received
from tests.factories.stock import receiving_place

pytestmark = pytest.mark.django_db


def moved(number: int, origin, destination):
    return actions.move_accessories(
        kind=kind(), quantity=number, origin=origin, destination=destination, by=person("tom"), at=WEDNESDAY
    )


def lost(number: int, origin):
    return actions.remove_accessories(
        kind=kind(), quantity=number, origin=origin, why="Cassés", by=person("ines"), at=WEDNESDAY
    )


def test_a_city_is_born_with_a_place_that_receives_and_five_kinds(marseille):
    assert receiving_place().path == "Réception"
    assert [kind(name).name for name in ("keyboard", "mouse", "screen", "cable", "adapter")] == [
        "Claviers", "Souris", "Écrans", "Câbles", "Adaptateurs",
    ]  # fmt: skip


def test_a_city_adds_a_kind(marseille):
    assert actions.add_kind(name="Casques", by=person("ines"), at=WEDNESDAY).name == "Casques"


def test_what_is_received_stands_in_the_place(marseille):
    movement = received(40)
    assert (movement.origin, movement.destination, quantity()) == ("Donateur", "Réception", 40)


def test_what_moves_leaves_one_place_and_enters_the_other(marseille):
    shelf = place()
    received(40)
    moved(15, receiving_place(), shelf)
    assert (quantity(), quantity(at=shelf)) == (25, 15)


def test_more_than_there_is_does_not_move(marseille):
    shelf = place()
    received(4)
    with pytest.raises(actions.NotEnough) as refusal:
        moved(5, receiving_place(), shelf)
    assert (refusal.value.free, quantity(), quantity(at=shelf), Movement.objects.count()) == (4, 4, 0, 1)


def test_what_is_lost_is_gone_and_says_why(marseille):
    received(4)
    assert (lost(1, receiving_place()).why, quantity()) == ("Cassés", 3)


def test_the_database_refuses_a_negative_balance(marseille):
    received(4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Balance.objects.update(quantity=-1)


def test_the_database_refuses_to_lose_what_is_reserved(marseille):
    received(4)
    Balance.objects.update(reserved=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Balance.objects.update(quantity=2)
    with pytest.raises(actions.NotEnough):
        lost(2, receiving_place())


def test_a_correction_undoes_a_movement_and_names_it(marseille):
    wrong = received(40)
    correction = actions.correct_movement(movement=wrong, why="Compté deux fois", by=person("ines"), at=THURSDAY)
    assert (correction.origin, correction.destination, correction.corrects, quantity()) == (
        "Réception", "Donateur", wrong, 0,
    )  # fmt: skip


def test_a_movement_is_corrected_once(marseille):
    wrong = received(40)
    actions.correct_movement(movement=wrong, why="Compté deux fois", by=person("ines"), at=THURSDAY)
    with pytest.raises(actions.CannotBeCorrected):
        actions.correct_movement(movement=wrong, why="Encore", by=person("karim"), at=THURSDAY)


def test_a_correction_is_not_corrected(marseille):
    correction = actions.correct_movement(movement=received(40), why="Erreur", by=person("ines"), at=THURSDAY)
    with pytest.raises(actions.CannotBeCorrected):
        actions.correct_movement(movement=correction, why="Erreur", by=person("ines"), at=THURSDAY)


def test_a_correction_takes_back_only_what_is_still_there(marseille):
    wrong = received(40)
    lost(1, receiving_place())
    with pytest.raises(actions.NotEnough):
        actions.correct_movement(movement=wrong, why="Erreur", by=person("ines"), at=THURSDAY)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_movement(marseille, change):
    received(4)
    rows = Movement.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(why="rien") if change == "update" else rows.delete()
    assert list(Movement.objects.values_list("why")) == [("",)]


CROOKED = [
    {"from_end": ""},
    {"to_end": "loss"},
    {"to_place": None, "to_end": "loss"},
    {"quantity": 0},
    {"reason": "loss"},
    {"reason": "correction", "why": "Erreur"},
    {"reason": "unheard-of"},
    {"from_end": "nowhere"},
    {"step": 1},
]


@pytest.mark.parametrize("fault", CROOKED)
def test_the_database_refuses_a_crooked_movement(marseille, fault):
    straight = {
        "kind": kind(), "quantity": 1, "from_end": "donor", "to_place": receiving_place(), "reason": "reception",
        "at": WEDNESDAY,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.create(**straight | fault)
