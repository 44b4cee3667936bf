"""Under which law what a donor gives may come in."""

from django.utils.translation import gettext as _

from rebond.organisations.models import Donor
from rebond.programmes.models import Programme


class RegimeRefused(Exception):
    """The equipment cannot come under that law; the text says why."""


def why_not_under(regime: str, donor: Donor) -> str:
    """Why nothing of a donor comes under that law, in a sentence: its public programmes all have another.

    Empty where it may, where nobody has said yet, or where the donor has no programme.
    """
    programmes = list(Programme.objects.filter(donor=donor, state=Programme.State.PUBLISHED).order_by("title"))
    if not regime or not programmes or any(one.legal_route == regime for one in programmes):
        return ""
    sentence = _(
        "Le dispositif «\u00a0%(programme)s\u00a0» de ce donateur remet ses machines sous un autre régime\u00a0: "
        "«\u00a0%(route)s\u00a0»."
    )
    return sentence % {"programme": programmes[0].title, "route": programmes[0].get_legal_route_display()}
