"""What people choose and type about places, accessories, movements and stock-takes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.interface.widgets import DayInput, WholeNumberInput
from rebond.stock.codes import MOST_CODES, clean_code, codes_in
from rebond.stock.ledger.models import AccessoryKind, End, Kit, Place, Reason
from rebond.stock.ledger.models.places import DEEPEST
from rebond.stock.ledger.queries import places_to_choose
from rebond.stock.models import Device

MOST = 1_000_000


def place_field(label, *, required: bool = True, empty: str | None = None) -> forms.ModelChoiceField:
    """A place in use, told by its path; the form gives the field its places when it is made."""
    return forms.ModelChoiceField(
        label=label, queryset=Place._base_manager.none(), required=required, empty_label=empty
    )


def quantity_field() -> forms.IntegerField:
    return forms.IntegerField(label=gettext_lazy("Nombre"), min_value=1, max_value=MOST, widget=WholeNumberInput)


def reason_field(*, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Pourquoi"),
        help_text=gettext_lazy("Une phrase, sans nom de personne. Elle reste dans le registre."),
        max_length=300,
        required=required,
        error_messages={"required": gettext_lazy("Dites pourquoi.")},
    )


class LedgerForm(forms.Form):
    """A form whose places and kinds are those of the city."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                kinds = field.queryset.model is AccessoryKind
                field.queryset = AccessoryKind.objects.all() if kinds else places_to_choose()


def kind_field(*, required: bool = True, empty: str | None = None) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=gettext_lazy("Accessoires"),
        queryset=AccessoryKind._base_manager.none(),
        required=required,
        empty_label=empty,
    )


# --- places ------------------------------------------------------------------------------------------------------


class NameForm(forms.Form):
    """The name of a place."""

    name = forms.CharField(label=gettext_lazy("Nom"), max_length=60)


class PlaceForm(LedgerForm):
    """A new place, and what it is inside of."""

    name = forms.CharField(
        label=gettext_lazy("Nom"),
        help_text=gettext_lazy("Tel qu’il est écrit sur la porte ou l’étagère."),
        max_length=60,
    )
    parent = place_field(
        gettext_lazy("À l’intérieur de"), required=False, empty=gettext_lazy("rien\u00a0: c’est un site")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = places_to_choose().filter(depth__lt=DEEPEST)

    def clean(self):
        chosen = super().clean()
        if chosen.get("name") and is_taken(chosen["name"], chosen.get("parent")):
            self.add_error("name", _("Un emplacement porte déjà ce nom ici."))
        return chosen


def is_taken(name: str, parent: Place | None) -> bool:
    """Whether a place in use beside it has that name."""
    return Place.objects.in_use().filter(parent=parent, name__iexact=name).exists()


# --- accessories -------------------------------------------------------------------------------------------------


class KindForm(forms.Form):
    """A kind of accessories that the city adds."""

    name = forms.CharField(
        label=gettext_lazy("Nom, au pluriel"), help_text=gettext_lazy("Casques, webcams…"), max_length=60
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if any(name.casefold() == kind.name.casefold() for kind in AccessoryKind.objects.all()):
            raise forms.ValidationError(_("Cette sorte d’accessoires existe déjà."))
        return name


class ReceiveForm(LedgerForm):
    """Accessories that a donor gave."""

    kind = kind_field()
    quantity = quantity_field()
    place = place_field(gettext_lazy("Rangés dans"))
    reference = forms.CharField(
        label=gettext_lazy("Bordereau ou lot"), help_text=gettext_lazy("S’il y en a un."), max_length=60, required=False
    )


class CarryForm(LedgerForm):
    """Accessories that go from a place to another."""

    kind = kind_field()
    quantity = quantity_field()
    origin = place_field(gettext_lazy("Pris dans"))
    destination = place_field(gettext_lazy("Rangés dans"))

    def clean(self):
        chosen = super().clean()
        if chosen.get("origin") and chosen.get("origin") == chosen.get("destination"):
            self.add_error("destination", _("Choisissez un autre emplacement d’arrivée que celui de départ."))
        return chosen


class RemoveForm(LedgerForm):
    """Accessories that are lost or broken."""

    kind = kind_field()
    quantity = quantity_field()
    origin = place_field(gettext_lazy("Pris dans"))
    why = reason_field()


# --- machines ----------------------------------------------------------------------------------------------------


class BulkForm(LedgerForm):
    """Machines by their codes, and what happens to them. Writing off and finding again are for officers; what a
    recycler takes leaves on a slip.
    """

    MOVE, FIND, HOLD, RELEASE = "move", "find", "hold", "release"
    WRITE_OFF = {
        End.LOSS.value: gettext_lazy("Perdues"),
        End.DONOR.value: gettext_lazy("Rendues au donateur"),
    }

    codes = forms.CharField(
        label=gettext_lazy("Numéros des machines"),
        help_text=gettext_lazy("Collez-les ou scannez-les, un par ligne ou séparés par des espaces ou des virgules."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )
    deed = forms.ChoiceField(label=gettext_lazy("Ce qui leur arrive"), widget=forms.RadioSelect)
    place = place_field(gettext_lazy("Emplacement d’arrivée"), required=False, empty=gettext_lazy("aucun"))
    why = reason_field(required=False)

    def __init__(self, *args, officer: bool, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(self.MOVE, _("Rangées ailleurs"))]
        if officer:
            choices += [*self.WRITE_OFF.items(), (self.FIND, _("Retrouvées"))]
            choices += [(self.HOLD, _("Retenues, à vérifier")), (self.RELEASE, _("Ne sont plus retenues"))]
        self.fields["deed"].choices = choices

    def clean_codes(self) -> list[str]:
        codes = codes_in(self.cleaned_data["codes"])
        if not codes:
            raise forms.ValidationError(_("Collez au moins un numéro."))
        if len(codes) > MOST_CODES:
            sentence = _("%(count)s numéros collés\u00a0: %(limit)s au plus à la fois.")
            raise forms.ValidationError(sentence % {"count": len(codes), "limit": MOST_CODES})
        return codes

    def clean(self):
        chosen = super().clean()
        deed = chosen.get("deed")
        if deed in {self.MOVE, self.FIND} and not chosen.get("place") and "place" not in self.errors:
            self.add_error("place", _("Choisissez où elles sont rangées."))
        if deed in {self.HOLD, self.RELEASE}:
            chosen["place"] = None
        if deed and deed not in {self.MOVE, self.RELEASE} and not chosen.get("why"):
            self.add_error("why", _("Dites pourquoi."))
        if deed in self.WRITE_OFF:
            chosen["place"] = None
        return chosen


class CorrectionForm(forms.Form):
    """Why a movement was wrong."""

    why = reason_field()


class KitForm(forms.Form):
    """What one kit is made of: a number for each category of machines and each kind of accessories."""

    name = forms.CharField(
        label=gettext_lazy("Nom"), help_text=gettext_lazy("Poste complet, poste sans écran…"), max_length=60
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = {f"kind-{kind.pk}": kind for kind in AccessoryKind.objects.all()}
        labels = dict(Device.Category.choices) | {name: kind.name for name, kind in self.kinds.items()}
        for name, label in labels.items():
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0, max_value=99, required=False, widget=WholeNumberInput
            )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Kit.objects.filter(name=name).exists():
            raise forms.ValidationError(_("Un kit porte déjà ce nom."))
        return name

    def clean(self):
        chosen = super().clean()
        if not self.errors and not (self.machines or self.accessories):
            raise forms.ValidationError(_("Un kit contient au moins une machine ou un accessoire."))
        return chosen

    @property
    def machines(self) -> dict[str, int]:
        return {one: self.cleaned_data[one] for one in Device.Category.values if self.cleaned_data.get(one)}

    @property
    def accessories(self) -> dict[AccessoryKind, int]:
        return {kind: self.cleaned_data[name] for name, kind in self.kinds.items() if self.cleaned_data.get(name)}


# --- stock-takes -------------------------------------------------------------------------------------------------


class SeenForm(forms.Form):
    """One code, scanned or typed."""

    code = forms.CharField(max_length=120)

    def clean_code(self) -> str:
        return clean_code(self.cleaned_data["code"])


class CountForm(LedgerForm):
    """How many accessories of a kind are here."""

    kind = kind_field()
    quantity = forms.IntegerField(
        label=gettext_lazy("Nombre compté"), min_value=0, max_value=MOST, widget=WholeNumberInput
    )


class CloseForm(forms.Form):
    """Why the count differs from the books; asked for only where it does."""

    reason = reason_field(required=False)

    def __init__(self, *args, differs: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = differs


# --- lists -------------------------------------------------------------------------------------------------------


class ListForm(LedgerForm):
    """Filters of a list: those that mean something, the others keep everything."""

    @property
    def chosen(self) -> dict:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def what_choices() -> list[tuple]:
    """Everything that stands in a place: categories of machines, kinds of accessories."""
    kinds = [(str(kind.pk), kind.name) for kind in AccessoryKind.objects.all()]
    return [("", _("Tout")), *Device.Category.choices, *kinds]


class QuantityFilters(ListForm):
    """What stands where, on which day."""

    day = forms.DateField(label=gettext_lazy("À la fin du"), widget=DayInput, required=False)
    place = place_field(gettext_lazy("Emplacement"), required=False, empty=gettext_lazy("Tous"))
    what = forms.ChoiceField(label=gettext_lazy("Quoi"), required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        choices=[
            ("", gettext_lazy("Emplacement")),
            ("what", gettext_lazy("Quoi")),
            ("quantity", gettext_lazy("Quantité")),
        ],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = what_choices()


class MovementFilters(ListForm):
    """Which movements, in which order."""

    q = forms.CharField(label=gettext_lazy("Numéro ou référence"), max_length=60, required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Motif"), choices=[("", gettext_lazy("Tous")), *Reason.choices], required=False
    )
    kind = kind_field(required=False, empty=gettext_lazy("Tout"))
    place = place_field(gettext_lazy("Emplacement"), required=False, empty=gettext_lazy("Tous"))
    since = forms.DateField(label=gettext_lazy("Depuis le"), widget=DayInput, required=False)
    until = forms.DateField(label=gettext_lazy("Jusqu’au"), widget=DayInput, required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        choices=[
            ("", gettext_lazy("Les plus récents")),
            ("oldest", gettext_lazy("Les plus anciens")),
            ("quantity", gettext_lazy("Quantité d’accessoires")),
        ],
        required=False,
    )
