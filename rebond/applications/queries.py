"""Reads of applications, one per page or export."""

from rebond.applications.models import Application
from rebond.programmes.models import Wave


def applications_of(wave: Wave):
    """The live applications of a wave with their association, most points first."""
    return (
        Application.objects.live()
        .filter(wave=wave)
        .select_related("association", "wave__programme")
        .order_by("-points", "reference")
    )
