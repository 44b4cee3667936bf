"""Accessories of a hand-over: reserved when counted, freed when it is cancelled, gone when it is signed."""

import pytest

from rebond.handovers.actions import cancel_handover, count_accessories
from rebond.stock.ledger.models import Balance, Movement, Reservation
from tests.factories.accounts import person
from tests.factories.handovers import THURSDAY, handover, signed
from tests.factories.ledger import place, quantity, received
from tests.factories.stock import receiving_place

pytestmark = pytest.mark.django_db


def count(made, keyboards: int) -> None:
    made.refresh_from_db()
    count_accessories(handover=made, keyboards=keyboards, mice=0, seen=made.version, by=person("tom"), at=THURSDAY)


def reserved() -> list[int]:
    return sorted(Balance.objects.values_list("reserved", flat=True))


def test_what_is_counted_is_reserved_where_most_is_free(marseille):
    shelf = place()
    received(3)
    received(5, into=shelf)
    count(handover(6), 6)
    assert sorted(Reservation.objects.values_list("balance__place__name", "quantity")) == [
        ("Local 2", 5),
        ("Réception", 1),
    ]


def test_what_is_counted_and_was_nowhere_is_written_as_found(marseille):
    received(2)
    made = handover(6)
    count(made, 6)
    found = Movement.objects.get(reason="counted")
    assert (found.quantity, found.origin, found.reference, quantity()) == (4, "Trouvaille", made.reference, 6)


def test_counting_fewer_frees_the_rest(marseille):
    received(6)
    made = handover(6)
    count(made, 6)
    count(made, 2)
    assert (reserved(), quantity()) == ([2], 6)


def test_a_cancelled_handover_frees_its_accessories(marseille):
    received(6)
    made = handover(6)
    count(made, 6)
    cancel_handover(handover=made, reason="Association dissoute", by=person("ines"), at=THURSDAY)
    assert (reserved(), quantity(), Reservation.objects.count()) == ([0], 6, 0)


def test_a_signed_handover_takes_its_accessories_along(marseille):
    received(6)
    signed(handover(2, scanned=2))
    left = Movement.objects.get(reason="handover", kind__standard="keyboard")
    assert (left.quantity, left.origin, left.destination, quantity()) == (2, "Réception", "Association", 4)
    assert (receiving_place().balances.get(kind__standard="keyboard").reserved, Reservation.objects.count()) == (0, 0)
