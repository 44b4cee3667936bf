"""Donors and associations, made with as little as a test needs to say."""

from rebond.organisations.models import Association, Donor
from rebond.organisations.names import search_text


def donor(name: str = "Orange") -> Donor:
    """The donor of that name, made on first use."""
    return Donor.objects.get_or_create(name=name)[0]


def association(name: str = "Mots en Partage", **fields) -> Association:
    """An association of the third district, without numbers unless the test gives them."""
    defaults = {"postal_code": "13003", "district_code": "13203", "town": "Marseille"}
    return Association.objects.create(name=name, search_text=search_text(name), **defaults | fields)
