"""When the silence of the city would be a decision, and from when on that asks for attention."""

from datetime import date, timedelta

from django.utils import timezone

from rebond.applications.models import Application
from rebond.countries import country
from rebond.countries.country import Country
from rebond.tenancy.scope import current_city

WARNING = timedelta(days=15)
LONGEST = 366


def due_on(application: Application, here: Country | None = None) -> date | None:
    """The day on which silence decides on an application; None where no public body decides, or it is decided.

    The days that a request for what was missing left to the association come on top (CRPA, art. L. 114-5).
    `here`: the country, for rows that are written after the city's scope is closed.
    """
    if not application.is_live or application.wave.is_published:
        return None
    here = here or country(current_city().country)
    ends = here.silence_ends(application.wave.programme.legal_route, received_on(application))
    return ends + timedelta(days=application.suspended_days) if ends else None


def received_on(application: Application) -> date:
    return timezone.localtime(application.submitted_at).date()


def received_until(route: str, due: date) -> date | None:
    """The last day of reception whose implicit decision falls on that day or before; None where there is none."""
    here = country(current_city().country)
    if here.silence_ends(route, due) is None:
        return None
    days = (due - timedelta(days=back) for back in range(LONGEST))
    return next((day for day in days if here.silence_ends(route, day) <= due), None)
