"""Another name of a machine."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.stock.codes import normal_address, resolve
from rebond.stock.identifiers.actions import code_of
from rebond.stock.models import Device, Identifier


class IdentifierForm(forms.Form):
    """What kind of number, and the number as it is written on the machine."""

    kind = forms.ChoiceField(label=gettext_lazy("Sorte de numéro"), choices=Identifier.Kind.choices)
    value = forms.CharField(label=gettext_lazy("Numéro, tel qu’il est écrit"), max_length=60)

    def __init__(self, *args, device: Device, **kwargs):
        super().__init__(*args, **kwargs)
        self.device = device

    def clean(self):
        chosen = super().clean()
        kind, value = chosen.get("kind"), chosen.get("value")
        if kind and value:
            code = code_of(kind, value)
            if kind == Identifier.Kind.MAC and not normal_address(code):
                self.add_error(
                    "value", _("Une adresse MAC a douze signes, de 0 à 9 et de A à F\u00a0: 00-1A-2B-3C-4D-5E.")
                )
            elif self.device.identifiers.filter(kind=kind, code=code).exists():
                self.add_error("value", _("Cette machine porte déjà ce numéro."))
            elif kind == Identifier.Kind.SERIAL and resolve(code).devices:
                self.add_error("value", _("Ce numéro mène déjà à une machine."))
        return chosen


class RetireForm(forms.Form):
    """Why a number does not serve any more."""

    why = forms.CharField(
        label=gettext_lazy("Pourquoi il ne sert plus"),
        help_text=gettext_lazy("Étiquette arrachée, carte réseau changée…"),
        max_length=300,
    )
