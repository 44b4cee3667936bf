"""What the checklist of a wave asks of its form."""

from django.urls import reverse
from django.utils.translation import gettext as _

from rebond.applications.questionnaires.editor.needs import lacking, left_optional, needs_of
from rebond.applications.questionnaires.queries import layout_of
from rebond.programmes.checklist.points import Point
from rebond.programmes.models import Wave


def form_point(wave: Wave) -> Point:
    """Whether the form asks everything that the criteria, the eligibility and the quantity need, of everybody."""
    layout, needs = layout_of(wave), needs_of(wave)
    is_complete = not lacking(layout, needs) and not left_optional(layout, needs)
    url = reverse("applications:form", args=[wave.slug])
    return Point(_("le formulaire pose toutes les questions dont les règles ont besoin"), is_complete, url=url)
