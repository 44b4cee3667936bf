"""Two people at the same instant."""

from datetime import UTC, datetime
from functools import partial

import pytest

from rebond.accounts.joining.actions import LastManager, leave_association
from rebond.accounts.models import Membership
from tests.factories.accounts import manager_of
from tests.factories.organisations import association
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def test_two_managers_who_leave_at_once_do_not_leave_nobody(marseille):
    team = association("Mots en Partage")
    awa, leo = manager_of(team), manager_of(team, "leo", "Léo Blanc")
    memberships = Membership.objects.select_related("association", "user").filter(association=team)
    leaving = [
        partial(leave_association, membership=one, by=one.user, at=datetime(2026, 11, 23, tzinfo=UTC))
        for one in memberships.filter(user__in=[awa, leo])
    ]
    answers = at_once(marseille, *leaving)
    assert sorted(type(answer) for answer in answers if answer) == [LastManager]
    assert memberships.count() == 1
