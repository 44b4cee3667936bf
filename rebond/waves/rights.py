"""What is owed to whoever receives a decision that a computation proposed: by law, or by choice."""

from django.utils.translation import gettext as _

from rebond.countries import country
from rebond.countries.country import LegalRoute, Right
from rebond.programmes.models import Programme


def rights_of_recipients(programme: Programme) -> list[Right]:
    """The country's mention of the computation, then the ways to contest, in the reader's language."""
    authority = authority_of(programme)
    contact = ", ".join(part for part in (programme.contact_name, programme.contact_email) if part)
    places = {
        "authority": authority,
        "contact": contact or authority,
        "donor": programme.donor.name,
        "city": programme.city.name,
    }
    rights = country(programme.city.country).rights_of_recipients(programme.legal_route)
    return [Right(_(right.title), _(right.text) % places) for right in rights]


def route_of(programme: Programme) -> LegalRoute:
    """The legal route of a programme, as its country describes it."""
    return country(programme.city.country).LEGAL_ROUTES[programme.legal_route]


def authority_of(programme: Programme) -> str:
    """Who decides, in the middle of a sentence."""
    return _("la ville de %(city)s") % {"city": programme.city.name}
