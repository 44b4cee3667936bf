"""What donors and associations type about papers."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.handovers.donor_papers.models import ReceiptStatement

AMOUNT = gettext_lazy("Écrivez un montant en euros\u00a0: 45 ou 45,50.")


class StatementForm(forms.ModelForm):
    """On which ground an association may issue receipts, under its manager's responsibility."""

    sure = forms.BooleanField(
        label=gettext_lazy("Je déclare que l’association peut émettre des reçus fiscaux pour les dons d’entreprises.")
    )

    class Meta:
        model = ReceiptStatement
        fields = ["ground", "precision"]
        widgets = {"ground": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = ReceiptStatement.Ground.choices
        self.fields["precision"].help_text = _("Date du décret, rescrit fiscal, ou l’organisme dont il s’agit.")

    def clean(self):
        said = super().clean()
        if said.get("ground") == ReceiptStatement.Ground.OTHER and not said.get("precision"):
            self.add_error("precision", _("Dites de quel organisme il s’agit."))
        return said


class ValueForm(forms.Form):
    """What one machine of a model is declared to be worth."""

    lot = forms.UUIDField(widget=forms.HiddenInput)
    brand = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    model = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    value = forms.DecimalField(
        label=gettext_lazy("Valeur déclarée pour une machine (€)"),
        max_digits=10,
        decimal_places=2,
        min_value=0,
        localize=True,
        error_messages=dict.fromkeys(
            ("invalid", "required"), gettext_lazy("Écrivez un montant en euros\u00a0: 45 ou 45,50.")
        ),
    )
