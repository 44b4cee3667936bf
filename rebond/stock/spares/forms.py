"""What officers type about spares."""

from django import forms
from django.utils.translation import gettext_lazy

from rebond.interface.widgets import WholeNumberInput
from rebond.stock.spares.models import MOST_PERCENT


def percent_field(*, required: bool = True, help_text="") -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Machines gardées en réserve (%)"),
        help_text=help_text,
        min_value=0,
        max_value=MOST_PERCENT,
        required=required,
        widget=WholeNumberInput,
    )


class PolicyForm(forms.Form):
    """What holds for every lot that says nothing else."""

    percent = percent_field(help_text=gettext_lazy("De 3 à 5 est l’usage\u00a0; 0 ne garde rien."))
    swap_days = forms.IntegerField(
        label=gettext_lazy("Jours pour échanger une machine en panne"),
        help_text=gettext_lazy("À compter de la remise signée."),
        min_value=1,
        max_value=365,
        widget=WholeNumberInput,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class LotPercentForm(forms.Form):
    """What one lot keeps back."""

    percent = percent_field(required=False, help_text=gettext_lazy("Vide\u00a0: comme les autres lots."))


class ReleaseForm(forms.Form):
    """How many spares are given to the waves."""

    count = forms.IntegerField(
        label=gettext_lazy("Machines à rendre aux vagues"), min_value=1, max_value=100_000, widget=WholeNumberInput
    )
