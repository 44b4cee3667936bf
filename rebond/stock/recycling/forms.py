"""What people type about a collection by a recycler."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.countries import country
from rebond.documents.deposits.forms import PaperField
from rebond.interface.widgets import DayInput
from rebond.stock.codes import MOST_CODES, codes_in, devices_by_code
from rebond.stock.ledger.forms import LedgerForm, kind_field, place_field, quantity_field, reason_field
from rebond.stock.models import Device
from rebond.stock.recycling.models import RecyclingSlip
from rebond.tenancy.scope import current_city


def siret_field(label, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=gettext_lazy("14 chiffres."),
        max_length=20,
        required=required,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


def read_siret(typed: str) -> str:
    """The number as it is kept; says what is expected."""
    if not typed:
        return ""
    number = country(current_city().country).read_site_number(typed).value
    if not number:
        raise forms.ValidationError(_("Ce n’est pas un SIRET\u00a0: 14 chiffres, dont le dernier vérifie les autres."))
    return number


class SlipForm(forms.Form):
    """Who collects, and from where. What the last slip said is proposed."""

    recycler = forms.CharField(label=gettext_lazy("Recycleur"), max_length=160)
    siret = siret_field(gettext_lazy("SIRET du recycleur"))
    permit = forms.CharField(
        label=gettext_lazy("Numéro d’opérateur autorisé"),
        help_text=gettext_lazy("Récépissé ou agrément, s’il y en a un."),
        max_length=60,
        required=False,
    )
    recycler_address = forms.CharField(label=gettext_lazy("Adresse du recycleur"), max_length=200)
    carrier = forms.CharField(
        label=gettext_lazy("Transporteur"),
        help_text=gettext_lazy("Si ce n’est pas le recycleur."),
        max_length=160,
        required=False,
    )
    carrier_siret = siret_field(gettext_lazy("SIRET du transporteur"), required=False)
    carrier_permit = forms.CharField(label=gettext_lazy("Récépissé du transporteur"), max_length=60, required=False)
    sender_siret = siret_field(gettext_lazy("SIRET de la ville"), required=False)
    origin = forms.CharField(
        label=gettext_lazy("Adresse de prise en charge"),
        help_text=gettext_lazy("Là où le recycleur vient chercher le chargement."),
        max_length=200,
    )

    def clean_siret(self) -> str:
        return read_siret(self.cleaned_data["siret"])

    def clean_carrier_siret(self) -> str:
        return read_siret(self.cleaned_data["carrier_siret"])

    def clean_sender_siret(self) -> str:
        return read_siret(self.cleaned_data["sender_siret"])


class DevicesForm(forms.Form):
    """Machines by their codes."""

    codes = forms.CharField(
        label=gettext_lazy("Numéros des machines"),
        help_text=gettext_lazy("Scannez-les ou collez-les, un par ligne."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_codes(self) -> list[Device]:
        codes = codes_in(self.cleaned_data["codes"])
        if not codes:
            raise forms.ValidationError(_("Collez au moins un numéro."))
        if len(codes) > MOST_CODES:
            sentence = _("%(count)s numéros collés\u00a0: %(limit)s au plus à la fois.")
            raise forms.ValidationError(sentence % {"count": len(codes), "limit": MOST_CODES})
        found = devices_by_code(codes)
        wrong = [code for code in codes if len(found.get(code, [])) != 1]
        if wrong:
            sentence = _("Ces numéros ne désignent pas une machine, et une seule\u00a0: %(codes)s.")
            raise forms.ValidationError(sentence % {"codes": ", ".join(wrong)})
        return [found[code][0] for code in codes]


class AccessoriesForm(LedgerForm):
    """Accessories by kind, place and number."""

    kind = kind_field()
    quantity = quantity_field()
    place = place_field(gettext_lazy("Pris dans"))
    weight = forms.DecimalField(
        label=gettext_lazy("Poids (kg)"),
        help_text=gettext_lazy("Vide\u00a0: le poids habituel de ces accessoires."),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        localize=True,
        required=False,
    )


class CollectForm(forms.Form):
    """What the recycler said when the load left."""

    on = forms.DateField(label=gettext_lazy("Enlevé le"), widget=DayInput)
    certificate = forms.CharField(label=gettext_lazy("Numéro du certificat de traitement"), max_length=80)
    treatment = forms.ChoiceField(label=gettext_lazy("Traitement"), choices=RecyclingSlip.Treatment.choices)
    weighed = forms.DecimalField(
        label=gettext_lazy("Poids pesé (kg)"),
        help_text=gettext_lazy("Celui de la balance du recycleur. Vide\u00a0: la somme des poids estimés."),
        min_value=0.01,
        max_digits=8,
        decimal_places=2,
        localize=True,
        required=False,
    )
    bsd = forms.CharField(
        label=gettext_lazy("Numéro de bordereau de suivi (BSD)"),
        help_text=gettext_lazy("Pour les déchets dangereux\u00a0: écrans, portables."),
        max_length=60,
        required=False,
    )
    proof = PaperField(label=gettext_lazy("Le certificat, en PDF ou en photo"), required=False)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, initial={"on": today}, **kwargs)


class TakeBackForm(forms.Form):
    """Why a collection was written wrongly."""

    why = reason_field()


class SlipFilters(forms.Form):
    """Which slips to list."""

    q = forms.CharField(label=gettext_lazy("Numéro, recycleur ou certificat"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("État"),
        choices=[("", gettext_lazy("Tous")), *RecyclingSlip.State.choices],
        required=False,
    )
    since = forms.DateField(label=gettext_lazy("Enlevés depuis le"), widget=DayInput, required=False)
    until = forms.DateField(label=gettext_lazy("Jusqu’au"), widget=DayInput, required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        choices=[
            ("", gettext_lazy("Les plus récents")),
            ("oldest", gettext_lazy("Les plus anciens")),
            ("collected", gettext_lazy("Date d’enlèvement")),
            ("recycler", gettext_lazy("Recycleur")),
        ],
        required=False,
    )

    @property
    def chosen(self) -> dict:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PeriodForm(forms.Form):
    """Which days of the register."""

    since = forms.DateField(label=gettext_lazy("Du"), widget=DayInput, required=False)
    until = forms.DateField(label=gettext_lazy("Au"), widget=DayInput, required=False)

    @property
    def chosen(self) -> dict:
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in ("since", "until")}
