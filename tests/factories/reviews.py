"""The review as a test needs it: impartial readers, and what they give."""

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.actions import Given, declare_interest, give_reading
from rebond.applications.reviews.models import Reading
from rebond.programmes.models import Criterion
from tests.factories.applications import MONDAY
from tests.factories.programmes import criterion


def impartial(user: User, *applications: Application) -> User:
    """The person, who declared to have no tie with these associations."""
    for one in applications:
        declare_interest(application=one, nature="none", by=user, at=MONDAY)
    return user


def human_criterion(tolerance: int = 3, position: int = 9) -> Criterion:
    """The quality of the project, from 0 to 10, as readers see it."""
    steps = [{"label": f"niveau {points}", "points": points} for points in (0, 5, 8, 10)]
    made = criterion("projet", *steps, position=position)
    Criterion.objects.filter(pk=made.pk).update(given_by="readers", tolerance=tolerance)
    made.refresh_from_db()
    return made


def read_by(user: User, application: Application, points: int | None = None, opinion: str = "for") -> Reading:
    """A reading by somebody without a tie; with points, for the only criterion that readers give."""
    impartial(user, application)
    human = Criterion.objects.filter(given_by="readers")
    marks = {one: Given(points, "Projet clair.") for one in human} if points is not None else {}
    return give_reading(
        application=application,
        version=application.version,
        opinion=opinion,
        comment="Projet solide.",
        marks=marks,
        by=user,
        at=MONDAY,
    )
