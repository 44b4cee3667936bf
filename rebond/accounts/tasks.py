"""Once a month, whoever has not confirmed for a year is asked to."""

from rebond.accounts.joining.actions import remind_to_confirm
from rebond.jobs import every
from rebond.safeguards.clock import now
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope


@every(hours=24)
def remind_associations() -> None:
    for city in City.objects.all():
        with city_scope(city):
            remind_to_confirm(at=now())
