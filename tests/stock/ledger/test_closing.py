"""What stood where at the end of a past day: the same as adding up everything, whatever was closed before."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rebond.stock.actions import import_stock
from rebond.stock.ledger import actions
from rebond.stock.ledger.actions.writing import Slip, write_accessories, write_devices
from rebond.stock.ledger.checking import disagreements
from rebond.stock.ledger.closing import close_next, midnight_after, standing_at
from rebond.stock.ledger.models import Closing, End, Movement, Place, Reason
from rebond.stock.models import Device
from tests.factories.accounts import person
from tests.factories.ledger import kind, place, received
from tests.factories.stock import MONDAY, device, inventory, machine, receiving_place

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)


def added_up(until: datetime) -> Counter:
    """Every movement before the instant, one by one."""
    found: Counter = Counter()
    for one in Movement.objects.filter(at__lt=until).select_related("device"):
        what = one.kind_id or one.device.category
        found[one.to_place_id, what] += one.quantity
        found[one.from_place_id, what] -= one.quantity
    return Counter({key: count for key, count in found.items() if key[0] and count})


def close_all(at: datetime, enough: int = 2) -> int:
    made = 0
    while close_next(at=at, enough=enough):
        made += 1
    return made


MOVES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3), st.integers(1, 5)), max_size=14)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, closed=st.sets(st.integers(0, 13)))
def test_a_past_day_is_the_sum_of_its_movements_whatever_was_closed_and_whenever_they_are_written(
    marseille, moves, closed
):
    """Movements of any day in any order, later ones first too, with closings made anywhere between them."""
    with transaction.atomic():
        here, there, one = receiving_place(), place(), device()
        for number, (day, what, quantity) in enumerate(moves):
            slip = Slip(Reason.MOVE, None, NOON + timedelta(days=day), why="Compté")
            if what < 2:
                sides = {"origin": End.DONOR, "destination": (here, there)[what]}
                write_accessories(kind(), quantity, **sides, slip=slip)
            else:
                sides = {"origin": Device.objects.get().stands_in, "destination": (here, there)[what - 2]}
                if sides["origin"] != sides["destination"]:
                    write_devices([one.pk], **sides, slip=slip)
            if number in closed:
                close_all(NOON + timedelta(days=5))
        for day in range(9):
            until = midnight_after(NOON.date() + timedelta(days=day))
            assert standing_at(until) == added_up(until)
        assert list(disagreements()) == []
        transaction.set_rollback(True)


def test_a_day_is_closed_when_enough_has_moved_and_it_is_over(marseille):
    received(3), received(4)  # on Tuesday
    tuesday = midnight_after(datetime(2026, 11, 24).date())
    assert close_next(at=tuesday, enough=2) is None  # a deed of Tuesday may still be writing
    assert close_next(at=tuesday + timedelta(hours=1), enough=3) is None
    assert close_next(at=tuesday + timedelta(hours=1), enough=2).until == tuesday
    assert close_all(tuesday + timedelta(days=9)) == 0


def test_a_past_day_reads_the_last_closing_and_what_moved_since(marseille):
    received(3), received(4)
    close_all(MONDAY + timedelta(days=9))
    with CaptureQueriesContext(connection) as asked:
        standing_at(midnight_after(datetime(2026, 11, 26).date()))
    assert all('"at" >=' in query["sql"] for query in asked if "SUM" in query["sql"])


def test_a_machine_of_another_category_was_so_in_the_past(marseille):
    facts = {"lot_reference": "ORANGE-1", "donor_name": "Orange", "by": person("ines")}
    import_stock(inventory=inventory(machine("CZC1"), machine("CZC2")), **facts, at=MONDAY)
    close_all(MONDAY + timedelta(days=2))
    laptop = machine("CZC1", kind="Ordinateur portable")
    import_stock(inventory=inventory(laptop), **facts, at=MONDAY + timedelta(days=3))
    assert Closing.objects.count() == 0
    assert standing_at(midnight_after(MONDAY.date())) == {
        (Place.objects.get().pk, "laptop"): 1, (Place.objects.get().pk, "desktop"): 1,
    }  # fmt: skip


def test_a_file_that_changes_no_category_keeps_what_was_closed(marseille):
    facts = {"lot_reference": "ORANGE-1", "donor_name": "Orange", "by": person("ines")}
    import_stock(inventory=inventory(machine("CZC1"), machine("CZC2")), **facts, at=MONDAY)
    close_all(MONDAY + timedelta(days=2))
    import_stock(inventory=inventory(machine("CZC1", condition="Moyen")), **facts, at=MONDAY + timedelta(days=3))
    assert Closing.objects.count() == 1


def test_a_closing_that_differs_is_told(marseille):
    received(3), received(4)
    close_all(MONDAY + timedelta(days=9))
    Closing.objects.update(quantities=[])
    assert list(disagreements()) == ["Arrêté du 2026-11-24\u00a0: ce qui est tenu n’est pas la somme des mouvements."]


def test_what_was_corrected_stands_in_the_past_until_its_correction(marseille):
    wrong = received(3)
    actions.correct_movement(movement=wrong, why="Erreur", by=person("ines"), at=MONDAY + timedelta(days=3))
    assert standing_at(midnight_after(datetime(2026, 11, 24).date())).total() == 3
    assert standing_at(midnight_after(datetime(2026, 11, 26).date())).total() == 0
