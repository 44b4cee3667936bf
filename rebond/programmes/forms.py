"""Checking what officers type about a wave."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.interface.widgets import DayInput, WholeNumberInput
from rebond.programmes.models import Wave


class WaveForm(forms.ModelForm):
    """The settings of a wave; what is frozen is shown and cannot be typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Wave
        fields = [
            "name", "stock", "floor", "cap", "open_to", "bodies", "territory", "minimum_age", "opens_on", "closes_on",
            "handover_from", "lottery_seed", "public_draw", "blind",
        ]  # fmt: skip
        widgets = {
            "stock": WholeNumberInput,
            "floor": WholeNumberInput,
            "cap": WholeNumberInput,
            "minimum_age": WholeNumberInput,
            "opens_on": DayInput,
            "closes_on": DayInput,
            "handover_from": DayInput,
        }
        help_texts = {
            "blind": _("La commission lit des références, sans nom, adresse ni numéro, jusqu’à la publication."),
            "floor": _("Personne ne reçoit moins, sauf si elle demande moins."),
            "cap": _("Personne ne reçoit plus."),
            "bodies": _("Une société commerciale n’est jamais admise."),
            "territory": _("D’après le code postal de l’adresse."),
            "minimum_age": _("En mois, le jour de la clôture. 0 : aucune."),
            "lottery_seed": _(
                "Le texte qui départage deux demandes égales, long et imprévisible. Son empreinte est publiée dès "
                "l’ouverture, et lui-même avec l’attribution."
            ),
            "public_draw": _(
                "Un tirage que la ville ne maîtrise pas, après la clôture, et la façon d’écrire son résultat : "
                "« Loto du samedi 16 janvier 2027, les cinq numéros par ordre croissant, séparés par une "
                "espace ». Son résultat s’ajoute à la graine, que personne ne peut alors choisir."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        for name in self.instance.frozen_fields:
            if name in self.fields:
                self.fields[name].disabled = True

    @property
    def changes(self) -> dict[str, Any]:
        """What to write, by field."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class DrawForm(forms.Form):
    """The result of the public draw, as anybody could have read it."""

    result = forms.CharField(label=_("Résultat du tirage public"), max_length=80)
