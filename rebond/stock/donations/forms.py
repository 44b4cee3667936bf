"""What people type about a donation: who gives, what, and what the city answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.accounts.models import User
from rebond.countries import country
from rebond.interface.widgets import DayInput
from rebond.organisations.models import Donor
from rebond.programmes.models import Programme
from rebond.safeguards.clock import today
from rebond.stock.access import may_change_stock
from rebond.stock.donations.models import Donation
from rebond.stock.forms import CertificatesUpload
from rebond.stock.importing.forms import ColumnsForm
from rebond.tenancy.scope import current_city

REGIMES = [("", gettext_lazy("Je ne sais pas encore")), *Programme.LegalRoute.choices]


# --- who gives ---------------------------------------------------------------------------------------------------


class FactsForm(forms.Form):
    """Who gives, whom to reach, where the equipment stands."""

    company = forms.CharField(label=gettext_lazy("Entreprise ou organisme qui donne"), max_length=160)
    siren = forms.CharField(
        label=gettext_lazy("SIREN"),
        help_text=gettext_lazy("9 chiffres."),
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Personne à joindre"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("Son adresse électronique"),
        help_text=gettext_lazy("La référence et les réponses de la ville y arrivent."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Son téléphone"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    pickup_address = forms.CharField(
        label=gettext_lazy("Adresse où se trouve le matériel"),
        help_text=gettext_lazy("Avec l’étage ou le quai, si cela compte pour l’enlèvement."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    available_from = forms.DateField(
        label=gettext_lazy("Disponible à partir du"),
        widget=DayInput,
        required=False,
        error_messages={"invalid": gettext_lazy("Écrivez une date\u00a0: 31/12/2026.")},
    )
    regime = forms.ChoiceField(
        label=gettext_lazy("Régime juridique souhaité"),
        help_text=gettext_lazy("La ville le confirme en acceptant le don."),
        choices=REGIMES,
        required=False,
    )
    remarks = forms.CharField(
        label=gettext_lazy("Précisions"),
        help_text=gettext_lazy("État du matériel, disques, accessoires… Sans nom de personne."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean_siren(self) -> str:
        typed = self.cleaned_data["siren"]
        if not typed.strip():
            return ""
        number = country(current_city().country).read_organisation_number(typed).value
        if not number:
            raise forms.ValidationError(
                _("Ce n’est pas un SIREN\u00a0: 9 chiffres, dont le dernier vérifie les autres.")
            )
        return number


class StartForm(FactsForm):
    """The same for a donor: its people choose among theirs, an officer among all or writes another name."""

    donor = forms.ModelChoiceField(
        label=gettext_lazy("Donateur"), queryset=Donor._base_manager.none(), empty_label=None
    )
    field_order = ("donor",)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        donor = self.fields["donor"]
        if may_change_stock(user):
            donor.queryset, donor.required = Donor.objects.all(), False
            donor.empty_label = _("Pas encore dans la liste")
            self.fields["company"].required = False
            self.fields["company"].help_text = _("Si le donateur n’est pas encore dans la liste.")
        else:
            donor.queryset = Donor.objects.filter(pk__in=[one.pk for one in user.donors])
            del self.fields["company"], self.fields["siren"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "company" in self.fields and not said.get("donor") and not said.get("company"):
            self.add_error("company", _("Choisissez le donateur, ou écrivez son nom."))
        return said

    @property
    def facts(self) -> dict[str, Any]:
        donor = self.cleaned_data["donor"]
        return self.cleaned_data | ({"company": donor.name, "siren": donor.siren} if donor else {})


class EditForm(FactsForm):
    """What is said of a donation, changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, donation: Donation, **kwargs: Any):
        said = {name: getattr(donation, name) for name in FactsForm.base_fields}
        super().__init__(*args, initial=said | {"version": donation.version}, **kwargs)
        if donation.donor is not None:
            del self.fields["company"], self.fields["siren"]


class AnnouncedColumnsForm(ColumnsForm):
    """The same for a file that announces machines one by one, or models and how many of each."""

    ONE_OF = ("serial", "quantity")
    NONE_SAID = gettext_lazy("Dites quelle colonne contient le numéro de série, ou la quantité.")


class AnnouncedUpload(CertificatesUpload):
    """A file of machines, or of quantities."""

    readable = (".xlsx", ".ods", ".xls", ".csv", ".txt")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Classeur (.xlsx, .ods, .xls) ou fichier .csv tel quel, 20\u00a0Mo au plus\u00a0: une machine par ligne "
            "avec son numéro de série, ou un modèle et sa quantité."
        )

    def clean_file(self):
        file = super().clean_file()
        if not file.size:
            raise forms.ValidationError(_("Ce fichier est vide\u00a0: choisissez celui qui contient la liste."))
        return file


# --- what is answered --------------------------------------------------------------------------------------------


def day_field(**more: Any) -> forms.DateField:
    invalid = gettext_lazy("Écrivez une date\u00a0: 31/12/2026.")
    return forms.DateField(
        label=gettext_lazy("Livraison prévue le"), widget=DayInput, error_messages={"invalid": invalid}, **more
    )


def still_to_come(day: Any) -> Any:
    if day is not None and day < today():
        raise forms.ValidationError(_("Ce jour est passé\u00a0: choisissez aujourd’hui ou un jour à venir."))
    return day


class AcceptForm(forms.Form):
    """Which donor it is, under which law, and when it comes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    donor = forms.ModelChoiceField(
        label=gettext_lazy("Donateur"),
        queryset=Donor._base_manager.none(),
        required=False,
        empty_label=gettext_lazy("Un nouveau donateur"),
    )
    new_donor = forms.CharField(
        label=gettext_lazy("Nom du nouveau donateur"),
        help_text=gettext_lazy("S’il n’est pas encore dans la liste."),
        max_length=160,
        required=False,
    )
    regime = forms.ChoiceField(
        label=gettext_lazy("Régime juridique"),
        help_text=gettext_lazy("Il suivra chaque machine de ce don."),
        choices=[("", gettext_lazy("Choisir…")), *Programme.LegalRoute.choices],
    )
    planned_on = day_field(required=False, help_text=gettext_lazy("Vous pourrez la fixer, ou la changer, plus tard."))

    def __init__(self, *args: Any, donation: Donation, likely: Donor | None, **kwargs: Any):
        said = {"version": donation.version, "regime": donation.regime, "donor": likely}
        said["new_donor"] = "" if likely else donation.company
        super().__init__(*args, initial=said, **kwargs)
        if donation.donor is not None:
            del self.fields["donor"], self.fields["new_donor"]
        else:
            self.fields["donor"].queryset = Donor.objects.all()

    def clean_planned_on(self):
        return still_to_come(self.cleaned_data["planned_on"])

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "donor" in self.fields and not said.get("donor") and not said.get("new_donor"):
            self.add_error("new_donor", _("Choisissez le donateur, ou écrivez son nom."))
        return said

    @property
    def answer(self) -> dict[str, Any]:
        said = {"donor": None, "new_donor": ""} | self.cleaned_data
        return {name: said[name] for name in ("donor", "new_donor", "regime", "planned_on")}


class PlanForm(forms.Form):
    """The day of the delivery."""

    planned_on = day_field()

    def clean_planned_on(self):
        return still_to_come(self.cleaned_data["planned_on"])


class WhyForm(forms.Form):
    """Why it is refused: the company reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        help_text=gettext_lazy("Le donateur le lira\u00a0: une phrase claire, sans nom de personne."),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )


class MaybeWhyForm(WhyForm):
    """Why, where it may go without saying."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.required, reason.help_text = False, _("Une phrase claire, sans nom de personne.")


# --- lists -------------------------------------------------------------------------------------------------------


class DonationFilters(forms.Form):
    """Which donations to list."""

    q = forms.CharField(label=gettext_lazy("Référence, lot ou nom"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("État"), choices=[("", gettext_lazy("Tous")), *Donation.State.choices], required=False
    )
    donor = forms.ModelChoiceField(
        label=gettext_lazy("Donateur"),
        queryset=Donor._base_manager.none(),
        required=False,
        empty_label=gettext_lazy("Tous"),
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        choices=[
            ("", gettext_lazy("Les plus récents")),
            ("oldest", gettext_lazy("Les plus anciens")),
            ("planned", gettext_lazy("Jour de livraison")),
            ("giver", gettext_lazy("Entreprise")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, donors: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["donor"].queryset = donors

    @property
    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
