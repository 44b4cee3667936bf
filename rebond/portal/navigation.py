"""The sections that a person's roles open, for the top bar."""

from django.urls import reverse
from django.utils.translation import gettext as _

from rebond.accounts.models import Role, User

CITY_HALL = {Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE, Role.ELECTED, Role.AUDITOR}
OFFICERS = {Role.OFFICER, Role.ADMINISTRATOR}
STOCK = {Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE, Role.ELECTED, Role.AUDITOR, Role.DONOR}
HANDOVERS = {Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE, Role.ELECTED, Role.AUDITOR}


def sections_for(user: User, path: str) -> list[dict]:
    """Title, address and whether it is the current one, of each section that the person may open."""
    if not user.is_authenticated:
        return []
    roles = {membership.role for membership in user.memberships}
    sections = [(_("Accueil"), reverse("portal:home"), True)]
    sections.append((_("Dispositif"), reverse("programmes:detail"), roles & CITY_HALL))
    sections.append((_("Dons"), reverse("donations:list"), roles & STOCK))
    sections.append((_("Stock"), reverse("stock:devices"), roles & STOCK))
    sections.append((_("Candidatures"), reverse("applications:list"), roles & (CITY_HALL | {Role.MANAGER})))
    sections.append((_("Annuaire"), reverse("directory:list"), roles & CITY_HALL))
    sections.append((_("Attribution"), reverse("waves:list"), roles & CITY_HALL))
    sections.append((_("Remises"), reverse("handovers:list"), roles & HANDOVERS))
    sections.append((_("Personnes"), reverse("accounts:people"), roles & OFFICERS))
    return [{"title": title, "url": url, "current": path.startswith(url)} for title, url, opens in sections if opens]


def legal_pages() -> list[dict]:
    """The pages that every public service owes to its public."""
    return [
        {"title": _("Mentions légales"), "url": reverse("portal:legal_notice")},
        {"title": _("Données personnelles"), "url": reverse("portal:privacy")},
        {"title": _("Accessibilité\u00a0: non auditée"), "url": reverse("portal:accessibility")},
    ]
