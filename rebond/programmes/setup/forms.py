"""Checking what officers type to set a programme up."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rebond.interface.widgets import WholeNumberInput
from rebond.organisations.models import Donor
from rebond.programmes.models import Programme
from rebond.programmes.setup.actions import has_opened


class ProgrammePart(forms.ModelForm):
    """One page of a programme; what is frozen is shown and cannot be typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    new_donor = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Programme
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["version"]
            return
        self.fields["version"].initial = self.instance.version
        if has_opened(self.instance):
            for name in (*Programme.RULES, "new_donor"):
                if name in self.fields:
                    self.fields[name].disabled = True

    @property
    def facts(self) -> dict[str, Any]:
        """What to write, by field."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class FactsForm(ProgrammePart):
    """Le dispositif: what it is, who gives, by which legal route, whom to ask."""

    donor = forms.ModelChoiceField(queryset=None, label=_("Donateur"), required=False)
    new_donor = forms.CharField(
        label=_("Ou un nouveau donateur"),
        max_length=160,
        required=False,
        help_text=_("S’il n’est pas dans la liste\u00a0: son nom."),
    )

    class Meta(ProgrammePart.Meta):
        fields = [
            "title", "summary", "legal_route", "announced_devices", "contact_name", "contact_email", "reference_prefix",
        ]  # fmt: skip
        widgets = {
            "announced_devices": WholeNumberInput,
            "legal_route": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "title": _("Tel que le public le lira."),
            "summary": _("Qui donne, à qui, pour quoi faire\u00a0: deux ou trois phrases."),
            "legal_route": _("Elle décide des papiers, des lettres et des recours."),
            "contact_name": _("Le service qui répond aux associations."),
            "reference_prefix": _("Devant le numéro des candidatures. Vide pour le premier dispositif de la ville."),
        }

    field_order = ["title", "summary", "donor", "new_donor"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["donor"].queryset = Donor.objects.order_by("name")
        self.fields["donor"].initial = self.instance.donor_id
        self.fields["legal_route"].choices = Programme.LegalRoute.choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("donor") and not cleaned.get("new_donor") and "donor" not in self.errors:
            self.add_error("donor", ValidationError(_("Choisissez un donateur, ou écrivez son nom.")))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return super().facts | ({} if self.cleaned_data["new_donor"] else {"donor": self.cleaned_data["donor"]})


class SuppliedForm(ProgrammePart):
    """What comes with each computer."""

    class Meta(ProgrammePart.Meta):
        fields = ["with_keyboard", "with_mouse", "with_screen"]


class FileForm(forms.Form):
    """A programme as a file."""

    file = forms.FileField(label=_("Fichier du dispositif"), help_text=_("Fichier JSON exporté de Rebond."))
