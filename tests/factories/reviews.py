"""The review as a test needs it: impartial readers, and what they give."""

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.actions import declare_interest
from tests.factories.applications import MONDAY


def impartial(user: User, *applications: Application) -> User:
    """The person, who declared to have no tie with these associations."""
    for one in applications:
        declare_interest(application=one, nature="none", by=user, at=MONDAY)
    return user
