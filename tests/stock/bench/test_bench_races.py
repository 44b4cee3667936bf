"""Two people at the bench at once."""

import uuid

import pytest

from rebond.stock.bench import actions
from rebond.stock.bench.models import Triage
from rebond.stock.bench.scanning import ScanRefused
from tests.factories.accounts import person
from tests.factories.bench import bench
from tests.factories.ledger import WEDNESDAY
from tests.factories.stock import device
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def scan(session, code, client=None):
    said = {"made_at": WEDNESDAY, "by": session.opened_by, "at": WEDNESDAY, "client": client}
    return lambda: actions.scan_machine(session=session, code=code, **said)[0]


def kinds(outcomes) -> list[str]:
    return sorted(one.kind if isinstance(one, ScanRefused) else type(one).__name__ for one in outcomes)


def test_a_machine_that_two_people_scan_is_on_one_table(marseille):
    tables = bench("tom"), bench("ines")
    for number in range(5):
        device(f"CZC{number}")
        outcomes = at_once(marseille, *(scan(table, f"CZC{number}") for table in tables))
        assert kinds(outcomes) == ["Triage", "busy"]


def test_a_scan_that_arrives_twice_at_once_is_one(marseille):
    session = bench()
    for number in range(5):
        device(f"CZC{number}")
        client = uuid.uuid4()
        first, second = at_once(marseille, *(scan(session, f"CZC{number}", client) for _time in range(2)))
        assert first == second
    assert Triage.objects.count() == 5


def test_one_person_who_opens_two_sessions_at_once_has_one(marseille):
    tom, place = person("tom"), bench("ines").place
    opened = at_once(marseille, *[lambda: actions.open_session(place=place, by=tom, at=WEDNESDAY)] * 2)
    assert opened[0] == opened[1]
