"""Founding a city."""

from django.db import transaction

from rebond.tenancy.models import City


@transaction.atomic
def found_city(*, slug: str, name: str, hostname: str | None = None, country: str = "france") -> City:
    """Open a city, empty. Raises django's IntegrityError when the slug or the host name is taken."""
    return City.objects.create(slug=slug, name=name, hostname=hostname, country=country)
