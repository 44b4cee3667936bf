"""What people choose and type about machines in the hands of associations."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.documents.deposits.forms import PaperField
from rebond.handovers.custodies.lists import STANDINGS
from rebond.handovers.custodies.models import Custody
from rebond.handovers.returns.models import Return, ReturnItem
from rebond.handovers.swaps.models import Swap
from rebond.handovers.transfers.models import Transfer
from rebond.interface.widgets import DayInput
from rebond.organisations.models import Association
from rebond.stock.codes import MOST_CODES, clean_code, codes_in, devices_by_code
from rebond.stock.ledger.queries import places_to_choose
from rebond.stock.models import Place

EVERY = ("", gettext_lazy("Tous"))


class ListFilters(forms.Form):
    """Filters of a list: those that mean something, the others keep everything."""

    q = forms.CharField(label=gettext_lazy("Numéro, référence ou nom"), max_length=60, required=False)

    @property
    def chosen(self) -> dict:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def sort_field(*choices: tuple) -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Trier par"), choices=choices, required=False)


RECENT = ("", gettext_lazy("Les plus récents"))
OLDEST = ("oldest", gettext_lazy("Les plus anciens"))
BY_ASSOCIATION = ("association", gettext_lazy("Association"))


class MachineFilters(ListFilters):
    """Which machines of associations to list."""

    association = forms.ModelChoiceField(
        label=gettext_lazy("Association"),
        queryset=Association._base_manager.none(),
        required=False,
        empty_label=gettext_lazy("Toutes"),
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Ce qu’elle est devenue"), choices=[EVERY, *STANDINGS.items()], required=False
    )
    sort = sort_field(
        ("", gettext_lazy("Numéro de série")), BY_ASSOCIATION, ("since", gettext_lazy("Reçues en dernier"))
    )

    def __init__(self, *args, associations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = associations


class SwapFilters(ListFilters):
    """Which swaps to list."""

    state = forms.ChoiceField(label=gettext_lazy("État"), choices=[EVERY, *Swap.State.choices], required=False)
    sort = sort_field(RECENT, OLDEST, BY_ASSOCIATION)


class ReturnFilters(ListFilters):
    """Which returns to list."""

    reason = forms.ChoiceField(label=gettext_lazy("Raison"), choices=[EVERY, *Return.Reason.choices], required=False)
    since = forms.DateField(label=gettext_lazy("Depuis le"), widget=DayInput, required=False)
    until = forms.DateField(label=gettext_lazy("Jusqu’au"), widget=DayInput, required=False)
    sort = sort_field(RECENT, OLDEST, BY_ASSOCIATION)


class TransferFilters(ListFilters):
    """Which passages to list."""

    state = forms.ChoiceField(label=gettext_lazy("État"), choices=[EVERY, *Transfer.State.choices], required=False)
    sort = sort_field(RECENT, OLDEST, ("giver", gettext_lazy("Association qui cède")))


# --- deeds -------------------------------------------------------------------------------------------------------


class SymptomForm(forms.Form):
    """What is wrong with a machine, and a picture of it."""

    symptom = forms.CharField(
        label=gettext_lazy("Que se passe-t-il\u00a0?"),
        help_text=gettext_lazy("L’écran reste noir, elle s’éteint toute seule… Une phrase suffit."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photo = PaperField(
        label=gettext_lazy("Une photo, si elle aide"),
        help_text=gettext_lazy("Photo ou PDF, 15 Mo au plus. Aucune personne ne doit y être reconnaissable."),
        required=False,
    )


class ReasonForm(forms.Form):
    """Why somebody says no."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        help_text=gettext_lazy("L’association le lira\u00a0: une phrase claire."),
        max_length=300,
    )


def place_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=gettext_lazy("La machine qui revient est rangée dans"),
        queryset=Place._base_manager.none(),
        empty_label=None,
    )


class MakeSwapForm(forms.Form):
    """The machine that leaves, where the dead one goes, and who signs."""

    code = forms.CharField(
        label=gettext_lazy("Machine qui part à sa place"),
        help_text=gettext_lazy("Scannez ou tapez le numéro d’une machine prête, gardée en réserve."),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    place = place_field()
    signatory = forms.CharField(
        label=gettext_lazy("Nom de la personne qui signe"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    role = forms.CharField(label=gettext_lazy("Sa qualité dans l’association"), max_length=120)
    signed_on = forms.DateField(label=gettext_lazy("Date de l’échange"), widget=DayInput)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, initial={"signed_on": today}, **kwargs)
        self.fields["place"].queryset = places_to_choose()

    def clean_code(self) -> str:
        code = clean_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("Scannez ou tapez un numéro."))
        return code


def codes_field(label, help_text, *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=required)


class ReturnForm(forms.Form):
    """What comes back, by codes; who brings it, who takes it, where to."""

    codes = codes_field(
        gettext_lazy("Machines rapportées"), gettext_lazy("Scannez ou collez leurs numéros, un par ligne.")
    )
    doubtful = codes_field(
        gettext_lazy("Parmi elles, celles à vérifier"), gettext_lazy("Celles dont on n’est pas sûr."), required=False
    )
    broken = codes_field(
        gettext_lazy("Parmi elles, celles en panne"), gettext_lazy("Les autres sont dites en marche."), required=False
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Pourquoi reviennent-elles\u00a0?"), choices=Return.Reason.choices, widget=forms.RadioSelect
    )
    remarks = forms.CharField(
        label=gettext_lazy("Précision"),
        help_text=gettext_lazy("Une phrase, sans nom de personne."),
        max_length=300,
        required=False,
    )
    place = place_field()
    brought_by = forms.CharField(
        label=gettext_lazy("Qui rapporte\u00a0?"), help_text=gettext_lazy("Nom et qualité."), max_length=120
    )
    received_by = forms.CharField(label=gettext_lazy("Qui reçoit\u00a0?"), max_length=120)
    returned_on = forms.DateField(label=gettext_lazy("Rapportées le"), widget=DayInput)

    def __init__(self, *args, held: Iterable[Custody], today: date, receiver: str, **kwargs):
        super().__init__(*args, initial={"returned_on": today, "received_by": receiver}, **kwargs)
        self.held = list(held)
        self.fields["place"].label = _("Elles sont rangées dans")
        self.fields["place"].queryset = places_to_choose()

    def clean_codes(self) -> list[Custody]:
        custodies = self.meant(self.cleaned_data["codes"])
        if not custodies:
            raise forms.ValidationError(_("Collez au moins un numéro."))
        return custodies

    def clean_broken(self) -> list[Custody]:
        return self.meant(self.cleaned_data["broken"])

    def clean_doubtful(self) -> list[Custody]:
        return self.meant(self.cleaned_data["doubtful"])

    def meant(self, text: str) -> list[Custody]:
        """The custodies that the codes name; says which name none."""
        codes = codes_in(text)
        if len(codes) > MOST_CODES:
            sentence = _("%(count)s numéros collés\u00a0: %(limit)s au plus à la fois.")
            raise forms.ValidationError(sentence % {"count": len(codes), "limit": MOST_CODES})
        held = {custody.device_id: custody for custody in self.held}
        by_code = {
            code: [held[device.pk] for device in devices if device.pk in held]
            for code, devices in devices_by_code(codes).items()
        }
        unknown = [code for code in codes if len(by_code.get(code, [])) != 1]
        if unknown:
            sentence = _("L’association n’a pas de machine, ou en a plusieurs, de ce numéro\u00a0: %(codes)s.")
            raise forms.ValidationError(sentence % {"codes": ", ".join(unknown)})
        return list(dict.fromkeys(by_code[code][0] for code in codes))

    def clean(self):
        chosen = super().clean()
        back = set(chosen.get("codes", []))
        for name in ("broken", "doubtful"):
            for custody in chosen.get(name, []):
                if back and custody not in back:
                    serial = {"serial": custody.device.serial}
                    self.add_error(name, _("%(serial)s n’est pas parmi les machines rapportées.") % serial)
        return chosen

    @property
    def machines(self) -> dict[Custody, str]:
        """Each machine with its condition."""
        conditions = ReturnItem.Condition
        found = {one: str(conditions.WORKS) for one in self.cleaned_data["codes"]}
        found |= {one: str(conditions.DOUBTFUL) for one in self.cleaned_data["doubtful"]}
        return found | {one: str(conditions.BROKEN) for one in self.cleaned_data["broken"]}


class MachinesField(forms.ModelMultipleChoiceField):
    """The machines of an association, ticked."""

    def label_from_instance(self, custody: Custody) -> str:
        device = custody.device
        return f"{device.serial} · {device.brand} {device.model}".strip(" ·")


class TransferForm(forms.Form):
    """Which machines go to whom, and why."""

    machines = MachinesField(
        label=gettext_lazy("Machines à passer"),
        queryset=Custody._base_manager.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Cochez une machine au moins.")},
    )
    receiver = forms.ModelChoiceField(
        label=gettext_lazy("Association qui les reçoit"),
        queryset=Association._base_manager.none(),
        empty_label=gettext_lazy("Choisissez"),
    )
    why = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        help_text=gettext_lazy("L’autre association et la ville le liront. Une phrase suffit."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, held, receivers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["machines"].queryset = held
        self.fields["receiver"].queryset = receivers


class DecisionForm(forms.Form):
    """The city's decision, where the legal route wants one."""

    decision = forms.CharField(
        label=gettext_lazy("Référence de l’accord de la ville"),
        help_text=gettext_lazy("Numéro de la décision ou de la délibération."),
        max_length=120,
    )

    def __init__(self, *args, needed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].required = needed
        if not needed:
            self.fields["decision"].help_text = _("S’il y en a un\u00a0: cette voie juridique n’en demande pas.")
