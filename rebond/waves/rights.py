"""What the law owes to whoever receives a decision that a computation proposed."""

from django.utils.translation import gettext as _

from rebond.countries import country
from rebond.programmes.models import Programme


def rights_of_recipients(programme: Programme) -> list[str]:
    """The country's mention of the computation, then the ways to contest (CJA, article R421-1)."""
    city, law = programme.city.name, country(programme.city.country)
    authority = _("la ville de %(city)s") % {"city": city}
    contact = ", ".join(part for part in (programme.contact_name, programme.contact_email) if part)
    return [
        law.algorithm_notice(authority=authority, contact=contact or authority),
        _(
            "Vous pouvez contester cette décision dans les deux mois : par un recours gracieux adressé au maire de "
            "%(city)s, ou devant le tribunal administratif, par courrier ou sur www.telerecours.fr."
        )
        % {"city": city},
    ]
