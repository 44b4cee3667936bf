"""Which other record is the same machine, and how one knows."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.stock.codes import resolve
from rebond.stock.models import Device


class OtherForm(forms.Form):
    """The other record, by any of its numbers."""

    avec = forms.CharField(
        label=gettext_lazy("Numéro de l’autre fiche"),
        help_text=gettext_lazy("La fiche qui disparaîtra\u00a0: ses numéros mèneront à celle-ci."),
        max_length=200,
    )

    def clean_avec(self) -> Device:
        found = resolve(self.cleaned_data["avec"])
        if found.is_unknown:
            raise forms.ValidationError(_("Aucune machine du stock ne porte ce numéro."))
        if found.device is None:
            raise forms.ValidationError(_("Plusieurs machines portent ce numéro. Tapez le numéro de série."))
        return found.device


class MergeForm(forms.Form):
    """How one knows that both are one machine."""

    why = forms.CharField(
        label=gettext_lazy("Comment le savez-vous\u00a0?"),
        help_text=gettext_lazy("Une phrase, sans nom de personne. Elle reste dans le registre."),
        max_length=300,
    )
