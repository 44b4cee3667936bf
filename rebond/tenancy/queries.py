"""Which city is meant."""

from urllib.parse import urlsplit

from django.conf import settings

from rebond.tenancy.models import City
from rebond.tenancy.scope import current_city


class CityUnknown(Exception):
    """No city, or more than one, answers to what was asked."""


def city_address() -> str:
    """Where the city of the scope is reached, for what is printed and mailed: its own host name, else the site's."""
    hostname = current_city().hostname
    if not hostname:
        return settings.SITE_ADDRESS
    site = urlsplit(settings.SITE_ADDRESS)
    port = f":{site.port}" if site.port else ""
    return f"{site.scheme}://{hostname}{port}"


def city_of_host(host: str) -> City | None:
    """Return the city of a request's host name; else the default city; else the only one there is."""
    named = City.objects.filter(hostname=host).first()
    if named is not None:
        return named
    if settings.DEFAULT_CITY:
        return City.objects.filter(slug=settings.DEFAULT_CITY).first()
    cities = list(City.objects.filter(hostname=None)[:2])
    return cities[0] if len(cities) == 1 else None
