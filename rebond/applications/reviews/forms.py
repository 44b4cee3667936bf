"""Checking what readers and officers type in the review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.applications.forms import ERRORS
from rebond.applications.reviews.models import Declaration

REASON_ERRORS = {"required": _("Écrivez le motif.")}


def reason_field(help_text: str) -> forms.CharField:
    """A reason in one's own words; it is kept with the deed."""
    return forms.CharField(
        label=_("Motif"),
        help_text=help_text,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REASON_ERRORS,
    )


class DeclarationForm(forms.Form):
    """One's ties with an association."""

    nature = forms.ChoiceField(
        label=_("Votre lien avec cette association"),
        choices=Declaration.Nature.choices,
        widget=forms.RadioSelect,
        error_messages=ERRORS,
    )


class ReasonForm(forms.Form):
    """Why an officer does something that asks for a reason."""

    reason = reason_field(_("Inscrit au journal avec votre nom."))
