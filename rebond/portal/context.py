"""What every page shows around its content: the programme's name and the person's sections."""

from django.conf import settings

from rebond import __version__


def page(request) -> dict:
    """Context of the base page."""
    return {"sections": [], "version": __version__, "demo": settings.DEMO, "city": getattr(request, "city", None)}
