"""Outreaches, made with as little as a test needs to say."""

from datetime import UTC, datetime

from rebond.directory.outreach import actions
from rebond.directory.outreach.consent import keep_choice
from rebond.directory.outreach.models import Approach, Outreach
from rebond.directory.outreach.tasks import leave
from rebond.jobs.testing import run_all
from rebond.organisations.models import Association
from rebond.organisations.search import index
from tests.factories.accounts import person
from tests.factories.organisations import association
from tests.factories.programmes import programme

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EMAIL = "contact@mots.example"


def with_public_email(name: str = "Mots en Partage", email: str = EMAIL, **fields) -> Association:
    """An association whose address stands in the register of places."""
    return association(name, email=email, registers={"places": {"email": email, "key": "1"}}, **fields)


def with_seat(name: str = "Atelier Pixel", **fields) -> Association:
    """An association of which only the seat is known."""
    return association(name, address="88 rue des Oursins", **fields)


def outreach(title: str = "Jamais candidates", **fields) -> Outreach:
    """A draft of Inès: everybody who never applied."""
    defaults = {"filters": {"applied": "never"}, "words": "Candidatez\u00a0!", "quiet_days": 90}
    made = {"title": title, "programme": programme(), "by": person("ines"), "at": MONDAY}
    return actions.make_outreach(**defaults | made | fields)


def gone(one: Outreach | None = None, at: datetime = MONDAY) -> Outreach:
    """An outreach that has left, with all its messages written."""
    one = one or outreach()
    actions.plan_outreach(outreach=one, by=person("ines"), at=at)
    leave(outreach=one)
    run_all()
    one.refresh_from_db()
    return one


def approach_to(one: Association, **fields) -> Approach:
    """The message that the association got, in an outreach of its own."""
    index([one])
    gone(outreach(filters={"q": one.name}, **fields))
    return Approach.objects.filter(association=one).latest("written_at")


def said(one: Association, choice: str) -> None:
    """Its president told Inès on the telephone."""
    given = {"how": "phone", "said_by": "Awa Diallo, présidente", "said_on": MONDAY.date()}
    keep_choice(association=one, choice=choice, **given, by=person("ines"), at=MONDAY)
