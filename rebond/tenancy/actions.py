"""Founding a city."""

from django.db import transaction

from rebond.tenancy.models import City

# The slug of a city that a command founded in an empty house.
UNNAMED = "ma-ville"


@transaction.atomic
def found_city(*, slug: str, name: str, code: str = "", hostname: str | None = None, country: str = "fr") -> City:
    """Open a city, empty. Raises django's IntegrityError when the slug or the host name is taken."""
    return City.objects.create(slug=slug, name=name, code=code, hostname=hostname, country=country)


@transaction.atomic
def name_first_city(*, slug: str, name: str, code: str = "") -> None:
    """Give an empty house its city; where the only one was founded on demand and never named, name it."""
    if not City.objects.exists():
        found_city(slug=slug, name=name, code=code)
    elif City.objects.count() == 1:
        City.objects.filter(slug=UNNAMED).update(slug=slug, name=name, code=code)
