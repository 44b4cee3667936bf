"""Eight clients, four hundred operations drawn with a seed, on PostgreSQL: benchmarks/stock_races.py in small."""

from collections import Counter

import pytest
from django.db import connection

from benchmarks.stock_races import DROPPED, Client, doubles, negatives, prepare
from rebond.handovers.models import Handover, HandoverItem
from rebond.stock.ledger.checking import disagreements
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="races only count on PostgreSQL"),
]


def many_hands(city, operations: int = 50, *, careless: bool = False) -> Counter:
    prepare(24)
    clients = [Client(seed, careless=careless) for seed in range(8)]
    return sum(at_once(city, *(lambda one=one: one.work(operations) for one in clients)), Counter())


def test_many_hands_leave_no_double_nothing_below_zero_and_books_that_agree(marseille):
    done = many_hands(marseille)
    assert [name for name in done if name.startswith("unforeseen")] == []
    assert (done.total(), doubles(), negatives(), list(disagreements())) == (400, 0, 0, [])
    live = HandoverItem.objects.filter(released_at=None)
    assert sum(Handover.objects.values_list("scanned", flat=True)) == live.count()


def test_the_database_keeps_careless_clients_from_a_double(marseille):
    assert (many_hands(marseille, careless=True)["double"], doubles()) == (0, 0)


@pytest.fixture
def without_constraint():
    """The unique constraint of the hand-overs dropped, and put back."""
    [constraint] = [one for one in HandoverItem._meta.constraints if one.name == "one_handover_per_device"]
    with connection.cursor() as cursor:
        cursor.execute(DROPPED)
    yield
    HandoverItem.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(HandoverItem, constraint)


def test_with_the_constraint_dropped_the_same_clients_make_doubles(marseille, without_constraint):
    assert many_hands(marseille, careless=True)["double"] > 0
