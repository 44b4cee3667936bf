"""What every page shows around its content: the programme's name, the person's sections, the legal pages."""

from django.conf import settings
from django.urls import reverse

from rebond import __version__
from rebond.portal.navigation import legal_pages, sections_for
from rebond.programmes.queries import shown_programme


def page(request) -> dict:
    """Context of the base page. Without a city there is neither programme nor section."""
    city = getattr(request, "city", None)
    programme = shown_programme() if city else None
    user = getattr(request, "user", None)
    return {
        "city": city,
        "programme_name": programme.title if programme else "",
        "sections": sections_for(user, request.path) if city and user else [],
        "role_name": ", ".join(str(one.get_role_display()) for one in user.memberships)
        if city and user and user.is_authenticated
        else "",
        "legal_pages": legal_pages(),
        "help_url": reverse("portal:help"),
        "version": __version__,
        "demo": settings.DEMO,
        "production": settings.PRODUCTION,
    }
