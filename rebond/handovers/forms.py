"""What people type about a hand-over."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rebond.handovers.models import Handover
from rebond.handovers.queries import STANDINGS
from rebond.interface.widgets import DayInput, WholeNumberInput
from rebond.programmes.models import Wave
from rebond.stock.codes import MOST_CODES, clean_code, codes_in

TOO_MANY = gettext_lazy("%(limit_value)s au plus : un par ordinateur attribué.")


class FilterForm(forms.Form):
    """Which hand-overs to list."""

    wave = forms.ModelChoiceField(
        label=gettext_lazy("Vague"),
        queryset=None,
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("Toutes"),
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Où en est la remise"),
        required=False,
        choices=[("", gettext_lazy("Toutes")), *STANDINGS.items()],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wave"].queryset = Wave.objects.filter(state=Wave.State.PUBLISHED)


class ScanForm(forms.Form):
    """One code, typed by a reader or by hand."""

    code = forms.CharField(max_length=120)

    def clean_code(self) -> str:
        code = clean_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("Scannez ou tapez un numéro."))
        return code


class PasteForm(forms.Form):
    """Many codes at once."""

    codes = forms.CharField(
        label=gettext_lazy("Numéros de série"),
        help_text=gettext_lazy("Un par ligne, ou séparés par des espaces, des virgules ou des points-virgules."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_codes(self) -> list[str]:
        codes = codes_in(self.cleaned_data["codes"])
        if not codes:
            raise forms.ValidationError(_("Collez au moins un numéro."))
        if len(codes) > MOST_CODES:
            raise forms.ValidationError(
                _("%(count)s numéros collés : %(limit)s au plus à la fois.")
                % {"count": len(codes), "limit": MOST_CODES}
            )
        return codes


class AccessoriesForm(forms.Form):
    """Keyboards and mice, counted: at most one of each per machine to hand over."""

    keyboards = forms.IntegerField(label=gettext_lazy("Claviers"), min_value=0, widget=WholeNumberInput)
    mice = forms.IntegerField(label=gettext_lazy("Souris"), min_value=0, widget=WholeNumberInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, handover: Handover, **kwargs):
        seen = {"keyboards": handover.keyboards, "mice": handover.mice, "version": handover.version}
        super().__init__(*args, initial=seen, **kwargs)
        for name in ("keyboards", "mice"):
            self.fields[name].validators.append(MaxValueValidator(handover.units, message=TOO_MANY))


class SignForm(forms.Form):
    """Who signed the paper, and when; with machines missing, that this is known."""

    signatory = forms.CharField(
        label=gettext_lazy("Nom de la personne qui a signé"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    role = forms.CharField(
        label=gettext_lazy("Sa qualité dans l’association"),
        max_length=120,
        help_text=gettext_lazy("Présidente, trésorier, directrice, bénévole mandaté…"),
    )
    signed_on = forms.DateField(label=gettext_lazy("Date écrite sur le papier"), widget=DayInput)
    left = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, handover: Handover, today: date, **kwargs):
        super().__init__(*args, initial={"signed_on": today, "left": handover.left}, **kwargs)
        if handover.left:
            self.fields["partial"] = forms.BooleanField(
                label=ngettext(
                    "Remise partielle : je confirme que %(left)s ordinateur reste dû à l’association.",
                    "Remise partielle : je confirme que %(left)s ordinateurs restent dus à l’association.",
                    handover.left,
                )
                % {"left": handover.left},
                error_messages={"required": _("Confirmez la remise partielle, ou ajoutez les machines qui manquent.")},
            )


class CancelForm(forms.Form):
    """Why a hand-over is given up."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=500,
        help_text=gettext_lazy("Il est conservé avec la remise : une phrase suffit."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
