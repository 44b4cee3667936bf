"""Two people at the same instant. Counts on PostgreSQL; SQLite lets one writer in at a time."""

from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection

from rebond.accounts.joining.actions import LastManager, leave_association
from rebond.accounts.models import Membership
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from tests.factories.accounts import manager_of
from tests.factories.organisations import association
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]


def test_two_managers_who_leave_at_once_do_not_leave_nobody():
    city = City.objects.create(slug="marseille", name="Marseille")
    with city_scope(city):
        team = association("Mots en Partage")
        awa, leo = manager_of(team), manager_of(team, "leo", "Léo Blanc")
        memberships = Membership.objects.select_related("association").filter(association=team)
        leaving = [
            partial(leave_association, membership=one, by=one.user, at=datetime(2026, 11, 23, tzinfo=UTC))
            for one in memberships.filter(user__in=[awa, leo]).select_related("association", "user")
        ]
        answers = at_once(city, *leaving)
        assert sorted(type(answer) for answer in answers if answer) == [LastManager]
        assert memberships.count() == 1
