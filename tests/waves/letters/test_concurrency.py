"""Two workers, or two officers, at the same instant. Counts on PostgreSQL; SQLite lets one writer in at a time."""

import pytest
from django.db import connection

from rebond.mail.models import Mail
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from rebond.waves.letters import actions
from rebond.waves.models import DecisionLetter
from tests.factories.accounts import manager_of, person
from tests.factories.waves import TUESDAY, WEDNESDAY, allocation_of, contested_wave, published
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]


@pytest.fixture
def marseille():
    city = City.objects.create(slug="marseille", name="Marseille")
    with city_scope(city):
        yield city


def test_two_workers_and_two_officers_write_and_send_each_letter_once(marseille):
    proposal = published(contested_wave())
    manager_of(allocation_of(proposal).application.association)

    def write():
        return actions.write_missing(proposal=proposal, at=TUESDAY)

    assert sum(at_once(marseille, write, write)) == DecisionLetter.objects.count() == 4

    seen, ines, karim = actions.fingerprint(ready_letters()), person("ines"), person("karim")
    outcomes = at_once(
        marseille,
        lambda: actions.release_letters(proposal=proposal, seen=seen, by=ines, at=WEDNESDAY),
        lambda: actions.release_letters(proposal=proposal, seen=seen, by=karim, at=WEDNESDAY),
    )
    assert [one for one in outcomes if isinstance(one, int)] == [4]

    def send():
        return actions.send_released(proposal=proposal, at=WEDNESDAY)

    assert at_once(marseille, send, send) == [None, None]
    assert (Mail.objects.count(), sorted(DecisionLetter.objects.values_list("state", flat=True))) == (
        1,
        ["sent", "to-post", "to-post", "to-post"],
    )


def ready_letters():
    return DecisionLetter.objects.ready().values_list("pk", flat=True)
