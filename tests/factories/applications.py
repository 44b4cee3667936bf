"""Applications, made with as little as a test needs to say."""

from datetime import UTC, datetime

from rebond.applications.models import Application
from rebond.organisations.models import Association
from rebond.programmes.models import Wave
from tests.factories.organisations import association as an_association

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def application(wave: Wave, association: Association | None = None, **fields) -> Application:
    """An eligible application for 24 machines (12 at least) with 40 points, of a new association by default."""
    number = Application.objects.filter(wave=wave).count() + 1
    association = association or an_association(f"Association {wave.number}-{number}")
    defaults = {
        "number": number,
        "reference": f"V{wave.number}-{number:03d}",
        "state": Application.State.ELIGIBLE,
        "answers": {"theme": "illettrisme", "uses": ["ateliers_beneficiaires"]},
        "declared": {"name": association.name},
        "requested": 24,
        "minimum": 12,
        "points": 40,
        "submitted_at": MONDAY,
    }
    return Application.objects.create(wave=wave, association=association, **defaults | fields)
