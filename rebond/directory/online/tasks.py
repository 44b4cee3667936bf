"""Public services are asked in the background, where the city switched that on."""

from django.conf import settings

from rebond.directory.online.actions import ask_about_applicants, check_due
from rebond.jobs import every
from rebond.safeguards.clock import now
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope


@every(seconds=30)
def ask_online() -> None:
    if not (settings.REGISTER_ONLINE or settings.GEOCODER_ONLINE):
        return
    for city in City.objects.all():
        with city_scope(city):
            ask_about_applicants(at=now())
            check_due(at=now())
