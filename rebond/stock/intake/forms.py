"""What people type about a lot that comes in."""

from copy import deepcopy
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.interface.widgets import DayInput
from rebond.programmes.models import Programme
from rebond.stock.donations.models import Donation, IntakeNote, Settlement
from rebond.stock.intake.papers import Signed
from rebond.stock.models import Lot


class LotForm(forms.Form):
    """Under which law a lot comes in, which announcement it answers, when it came."""

    FACTS = ("regime", "donation", "received_on")

    version = forms.IntegerField(widget=forms.HiddenInput)
    received_on = forms.DateField(label=gettext_lazy("Reçu le"), widget=DayInput)
    regime = forms.ChoiceField(
        label=gettext_lazy("Régime juridique"),
        help_text=gettext_lazy("Il dit quels papiers suivent les machines, et quels dispositifs peuvent les remettre."),
        choices=[("", gettext_lazy("Pas encore précisé")), *Programme.LegalRoute.choices],
        required=False,
    )
    donation = forms.ModelChoiceField(
        label=gettext_lazy("Don annoncé"),
        help_text=gettext_lazy("Les dons acceptés de ce donateur."),
        queryset=None,
        empty_label=gettext_lazy("Aucune annonce"),
        required=False,
    )

    def __init__(self, *args: Any, lot: Lot, today: date, **kwargs: Any):
        initial = {name: getattr(lot, name) for name in ("version", *self.FACTS)}
        super().__init__(*args, initial=initial, **kwargs)
        self.today = today
        answered = Donation.objects.filter(donor=lot.donor, state__in=("accepted", "closed"))
        self.fields["donation"].queryset = answered.order_by("-at")

    def told(self, conflicts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The same, the law in words."""
        words = dict(self.fields["regime"].choices)
        return [
            one | {side: words[one[side]] for side in ("stored", "typed") if one["name"] == "regime"}
            for one in conflicts
        ]

    def clean_received_on(self) -> date:
        day = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError(_("Cette date est dans l’avenir."))
        return day


class NoteForm(forms.Form):
    """The names that stand under the note, its day and its reservations."""

    delivered_by = forms.CharField(label=gettext_lazy("Qui remet, pour le donateur"), max_length=120)
    delivered_role = forms.CharField(label=gettext_lazy("Sa qualité"), max_length=120, required=False)
    received_by = forms.CharField(label=gettext_lazy("Qui reçoit, pour la ville"), max_length=120)
    signed_on = forms.DateField(label=gettext_lazy("Signé le"), widget=DayInput)
    remarks = forms.CharField(
        label=gettext_lazy("Réserves"),
        help_text=gettext_lazy("Cartons abîmés, palette incomplète, ce qui reste à vérifier."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )
    why = forms.CharField(
        label=gettext_lazy("Pourquoi un nouveau bon"),
        max_length=300,
        help_text=gettext_lazy("L’ancien reste, marqué comme remplacé."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["why"]

    def see(self, current: IntakeNote) -> None:
        """Somebody else recorded a note first: what was typed may take its place, with a reason."""
        self.data = self.data.copy()
        self.data["seen"] = current.number
        self.fields["why"] = deepcopy(self.base_fields["why"])
        sentence = _("Une autre personne vient d’enregistrer le bon %(number)s\u00a0: dites pourquoi le remplacer.")
        self.add_error(None, sentence % {"number": current.number})

    @property
    def signed(self) -> Signed:
        said = self.cleaned_data
        return Signed(
            said["delivered_by"], said["delivered_role"], said["received_by"], said["signed_on"], said["remarks"]
        )


class DifferenceFilters(forms.Form):
    """Which differences are shown."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Écart"),
        choices=[("", gettext_lazy("Tous")), *Settlement.Kind.choices],
        required=False,
    )
    settled = forms.ChoiceField(
        label=gettext_lazy("Suite"),
        choices=[("", gettext_lazy("Toutes")), ("no", gettext_lazy("À traiter")), ("yes", gettext_lazy("Traités"))],
        required=False,
    )

    @property
    def chosen(self) -> dict[str, str]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SettleForm(forms.Form):
    """What becomes of the differences that were ticked."""

    outcome = forms.ChoiceField(label=gettext_lazy("Suite donnée"), choices=Settlement.Outcome.choices)
    note = forms.CharField(label=gettext_lazy("Précision"), max_length=300, required=False)
