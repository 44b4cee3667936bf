"""Narrowing the letters down, and saying why one is corrected."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.waves.letters.models import DecisionLetter
from rebond.waves.letters.queries import BOUNCED


class LetterFilters(forms.Form):
    q = forms.CharField(label=_("Association ou référence"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Décision"), choices=[("", _("Toutes")), *DecisionLetter.Kind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("État"),
        choices=[("", _("Tous")), *DecisionLetter.State.choices, (BOUNCED, _("Non remise"))],
        required=False,
    )

    @property
    def chosen(self) -> dict[str, str]:
        """What was understood; the rest is left out."""
        self.is_valid()
        return self.cleaned_data


class CorrectionForm(forms.Form):
    """Why a letter is written again. `version` is the one that the person read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Motif de la correction"),
        help_text=_(
            "Écrit dans la nouvelle lettre si la précédente est partie\u00a0: une phrase, sans nommer personne."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
