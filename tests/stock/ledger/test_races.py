"""Two clerks at once, on PostgreSQL: SQLite lets one writer in at a time and would prove nothing."""

import random
import threading
import time
from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.urls import reverse

from rebond.handovers.actions import count_accessories
from rebond.handovers.models import Handover
from rebond.stock.ledger import actions
from rebond.stock.ledger.actions.writing import Slip, place_that_receives, write_accessories
from rebond.stock.ledger.checking import disagreements
from rebond.stock.ledger.models import Balance, End, Movement, Place, Reason
from rebond.stock.models import Device
from tests.conftest import FormClient
from tests.factories.accounts import person
from tests.factories.handovers import handover
from tests.factories.ledger import THURSDAY, kind, place, quantity, received
from tests.factories.stock import device, receiving_place
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="races only count on PostgreSQL"),
]


def names(outcomes: list) -> Counter:
    return Counter(type(outcome).__name__ for outcome in outcomes)


def removal(by):
    return lambda: actions.remove_accessories(
        kind=kind(), quantity=1, origin=receiving_place(), why="Cassé", by=by, at=THURSDAY
    )


def test_the_last_accessories_are_taken_once(marseille):
    received(3)
    tom = person("tom")
    outcomes = at_once(marseille, *[removal(tom)] * 6)
    assert (names(outcomes), quantity()) == ({"Movement": 3, "NotEnough": 3}, 0)
    assert list(disagreements()) == []


def test_a_machine_carried_to_two_places_at_once_goes_to_one(marseille):
    one, tom = device(), person("tom")
    rooms = [place("A"), place("B")]
    outcomes = at_once(
        marseille,
        *(lambda to=to: actions.move_devices(devices=[one], destination=to, by=tom, at=THURSDAY) for to in rooms),
    )
    assert names(outcomes) == {"int": 1, "MachineElsewhere": 1}
    assert list(disagreements()) == []


def test_a_movement_corrected_twice_at_once_is_corrected_once(marseille):
    wrong, ines = received(9), person("ines")
    correct = lambda: actions.correct_movement(movement=wrong, why="Erreur", by=ines, at=THURSDAY)  # noqa: E731
    assert names(at_once(marseille, correct, correct)) == {"Movement": 1, "CannotBeCorrected": 1}
    assert (quantity(), list(disagreements())) == (0, [])


def test_what_a_handover_counts_is_not_lost_at_the_same_instant(marseille):
    received(2)
    made, tom = handover(2), person("tom")
    count = lambda: count_accessories(  # noqa: E731
        handover=Handover.objects.get(), keyboards=2, mice=0, seen=made.version, by=tom, at=THURSDAY
    )
    at_once(marseille, count, removal(tom), removal(tom))
    balance = Balance.objects.get(kind=kind())
    assert (balance.reserved, balance.quantity >= 2, list(disagreements())) == (2, True, [])


def test_many_hands_leave_the_books_in_agreement(marseille):
    """Eight clerks, ten deeds each, drawn with a seed."""
    tom, rooms = person("tom"), [receiving_place(), place("A"), place("B")]
    machines = [device() for _ in range(6)]
    received(12)

    def clerk(number: int):
        drawn = random.Random(number)
        return lambda: [deed(drawn) for _ in range(10)]

    def deed(drawn: random.Random) -> None:
        origin, destination = drawn.sample(rooms, 2)
        said = {"by": tom, "at": THURSDAY}
        try:
            if drawn.random() < 0.5:
                what = {"kind": kind(), "quantity": drawn.randint(1, 5)}
                actions.move_accessories(**what, origin=origin, destination=destination, **said)
            else:
                one = Device.objects.get(pk=drawn.choice(machines).pk)
                actions.move_devices(devices=[one], destination=destination, **said)
        except (actions.NotEnough, actions.MachineElsewhere):
            return

    outcomes = at_once(marseille, *map(clerk, range(8)))
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert list(disagreements()) == []
    assert sum(Balance.objects.values_list("quantity", flat=True)) == 12
    assert Place.objects.count() == 3


def test_what_arrives_in_a_place_that_stops_receiving_at_the_same_instant_is_not_archived_with_it(marseille):
    old, new, ines, chosen = receiving_place(), place("Local 2"), person("ines"), threading.Event()

    def arrive() -> None:
        with transaction.atomic():
            slip = Slip(Reason.FOUND, None, THURSDAY, why="Compté")
            where = place_that_receives()
            chosen.set()
            time.sleep(0.3)
            write_accessories(kind(), 4, origin=End.GAIN, destination=where, slip=slip)

    def put_away() -> None:
        chosen.wait()
        actions.receive_in(place=new, by=ines, at=THURSDAY)
        actions.archive_place(place=old, by=ines, at=THURSDAY)

    assert names(at_once(marseille, arrive, put_away)) == {"NoneType": 1, "PlaceInUse": 1}
    assert quantity(at=old) == 4


@pytest.mark.parametrize("late", [False, True])
def test_a_place_is_archived_empty_or_takes_what_moves_in(marseille, late):
    shelf, one, tom = place(), device(), person("tom")

    def carry():
        time.sleep(0.05 * late)
        return actions.move_devices(devices=[one], destination=shelf, by=tom, at=THURSDAY)

    def archive():
        time.sleep(0.05 * (not late))
        return actions.archive_place(place=shelf, by=tom, at=THURSDAY)

    at_once(marseille, carry, archive)
    assert Place.objects.filter(archived_at__isnull=False, devices__isnull=False).count() == 0


def test_of_two_clerks_who_want_the_last_unit_one_has_it_and_the_other_reads_why(marseille):
    received(1)
    tom, page = person("tom"), reverse("stock:carry")
    form = {"kind": kind().pk, "quantity": 1, "origin": receiving_place().pk, "destination": place().pk}

    def clerk():
        browser = FormClient()
        browser.force_login(tom)
        return browser.post(page, form)

    answers = sorted(at_once(marseille, clerk, clerk), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "Libres ici" in answers[1].content.decode()
    assert list(disagreements()) == []


# --- the planted fault -------------------------------------------------------------------------------------------


everybody_has_looked = threading.Barrier(2)


def careless_take() -> str:
    """What code without a conditional update would do: look, then take."""
    seen = Balance.objects.get(kind=kind())
    if seen.quantity < 1:
        return "refused"
    everybody_has_looked.wait()
    try:
        Balance.objects.filter(pk=seen.pk).update(quantity=F("quantity") - 1)
    except IntegrityError:
        return "refused by the database"
    return "taken"


def careless_race(marseille) -> Counter:
    received(1)
    return Counter(at_once(marseille, careless_take, careless_take))


@pytest.fixture
def without_constraint():
    """The check constraint of the balances dropped, and put back."""
    [constraint] = [one for one in Balance._meta.constraints if one.name == "balance_holds_what_is_reserved"]
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE stock_balance DROP CONSTRAINT stock_balance_quantity_check")
        editor.remove_constraint(Balance, constraint)
    yield
    Balance.objects.update(quantity=0, reserved=0)
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE stock_balance ADD CONSTRAINT stock_balance_quantity_check CHECK (quantity >= 0)")
        editor.add_constraint(Balance, constraint)


def test_the_database_stops_careless_code(marseille):
    assert careless_race(marseille) == {"taken": 1, "refused by the database": 1}
    assert quantity() == 0


def test_with_the_constraint_dropped_the_same_race_takes_one_accessory_twice(marseille, without_constraint):
    assert careless_race(marseille) == {"taken": 2}
    assert quantity() == -1
    assert [sentence for sentence in disagreements() if "-1" in sentence]


def test_one_machine_has_each_step_once(marseille):
    one = device()
    with pytest.raises(IntegrityError):
        Movement.objects.create(
            device=one, step=1, from_end="donor", to_place=receiving_place(), reason="reception", at=THURSDAY
        )
