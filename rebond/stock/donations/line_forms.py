"""Lines of a donation typed on one page, by a donor or by a company that has no account."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.interface.widgets import WholeNumberInput
from rebond.stock.donations.forms import FactsForm
from rebond.stock.donations.models import AnnouncedLine, Donation
from rebond.stock.donations.reading import MOST_OF_A_LINE
from rebond.stock.inventory import read_serial
from rebond.stock.inventory.identity import read_brand, read_model

ROWS, MORE, MOST_ROWS = 5, 5, 100
FIELDS = ("kind", "brand", "model", "quantity", "value", "serial")


class LinesForm(forms.Form):
    """Lines on one page. Rows are added by sending the form, so that nothing needs a script: what was typed comes back.

    An empty row counts for nothing.
    """

    use_required_attribute = False
    names: tuple[str, ...] = FIELDS
    usual_rows = ROWS

    def __init__(self, data: Any = None, *, lines: Any = (), typed: Any = None, initial: Any = None):
        """`lines` are those that stand; `typed` what was written so far, for a page with more rows, not checked yet."""
        stand = {
            f"{name}-{place}": value
            for place, line in enumerate(lines)
            for name in self.names
            if (value := getattr(line, name)) is not None
        }
        super().__init__(data, initial=(initial or {}) | (typed.dict() if typed else stand))
        said = data or typed or {}
        rows = str(said.get("rows", ""))
        usual = max(self.usual_rows, len(lines) + 1)
        shown = int(rows) if rows.isdecimal() and len(rows) < 4 else usual
        self.count = min(shown + (MORE if typed else 0), MOST_ROWS)
        for place in range(self.count):
            for name, field in self.row_fields().items():
                self.fields[f"{name}-{place}"] = field

    def row_fields(self) -> dict[str, forms.Field]:
        fields = {
            "kind": forms.ChoiceField(
                label=_("Matériel"), choices=[("", _("Choisir…")), *AnnouncedLine.Kind.choices], required=False
            ),
            "brand": forms.CharField(label=_("Marque"), max_length=60, required=False),
            "model": forms.CharField(label=_("Modèle"), max_length=120, required=False),
            "quantity": forms.IntegerField(
                label=_("Nombre"), min_value=1, max_value=MOST_OF_A_LINE, required=False, widget=WholeNumberInput
            ),
            "value": forms.DecimalField(
                label=_("Valeur déclarée pour un (€)"),
                min_value=0,
                max_digits=10,
                decimal_places=2,
                localize=True,
                required=False,
            ),
            "serial": forms.CharField(label=_("Numéro de série"), max_length=60, required=False),
        }
        return {name: fields[name] for name in self.names}

    @property
    def rows(self) -> Iterator[list[forms.BoundField]]:
        """The fields of each row."""
        return ([self[f"{name}-{place}"] for name in self.names] for place in range(self.count))

    def clean(self) -> dict[str, Any]:
        self.lines: list[dict[str, Any]] = []
        self.places: dict[str, int] = {}
        for place in range(self.count):
            said = {name: self.cleaned_data.get(f"{name}-{place}") for name in self.names}
            if any(f"{name}-{place}" in self.errors for name in self.names):
                continue
            if any(value not in (None, "") for value in said.values()):
                self.check_row(place, said)
        return self.cleaned_data

    def check_row(self, place: int, said: dict[str, Any]) -> None:
        """Keep a row that holds together; say of another one what is missing."""
        if not said["kind"]:
            self.add_error(f"kind-{place}", _("Dites de quel matériel il s’agit."))
            return
        line = {
            "kind": said["kind"],
            "brand": read_brand(said.get("brand") or "")[0],
            "model": read_model(said.get("model") or "")[0],
            "quantity": said["quantity"] or (1 if said.get("serial") else None),
            "value": said.get("value"),
            "serial": "",
        }
        if line["quantity"] is None:
            self.add_error(f"quantity-{place}", _("Écrivez combien, au moins 1."))
        elif not said.get("serial"):
            self.lines.append(line)
        else:
            self.check_serial(place, line, said["serial"])

    def check_serial(self, place: int, line: dict[str, Any], typed: str) -> None:
        serial, problem = read_serial(typed)
        if problem in ("serial-missing", "serial-unreadable"):
            self.add_error(
                f"serial-{place}",
                _("Ce n’est pas un numéro de série\u00a0: relevez-le sur la machine, ou laissez vide."),
            )
        elif line["quantity"] != 1:
            self.add_error(f"quantity-{place}", _("Un numéro de série désigne une seule machine\u00a0: écrivez 1."))
        elif serial in self.places:
            sentence = _("Le numéro %(serial)s est déjà celui de la ligne %(row)s.")
            self.add_error(f"serial-{place}", sentence % {"serial": serial, "row": self.places[serial] + 1})
        else:
            self.places[serial] = place
            self.lines.append(line | {"serial": serial})

    def say_announced(self, serials: list[str]) -> None:
        """These numbers stand in a file of the donation already."""
        for serial in serials:
            sentence = _("Le numéro %(serial)s est déjà dans un fichier de ce don\u00a0: retirez cette ligne.")
            self.add_error(f"serial-{self.places[serial]}", sentence % {"serial": serial})


class TypedLinesForm(LinesForm):
    """The typed lines of one donation, changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, donation: Donation, typed: Any = None):
        lines = list(donation.lines.filter(file=None)[:MOST_ROWS])
        super().__init__(data, lines=lines, typed=typed, initial={"version": donation.version})


class OfferForm(LinesForm, FactsForm):
    """A donation offered by a company that has no account."""

    names = ("kind", "model", "quantity")
    usual_rows = 3
    agreed = forms.BooleanField(
        label=gettext_lazy("J’accepte que la ville garde ces coordonnées pour répondre à cette offre."),
        help_text=gettext_lazy(
            "Elles servent à vous répondre et à organiser l’enlèvement, rien d’autre. Si l’offre n’aboutit pas, elles "
            "sont effacées un an après la réponse\u00a0; sinon elles restent avec le don."
        ),
        error_messages={"required": gettext_lazy("Sans votre accord, la ville ne peut pas vous répondre.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["siren"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.lines and not self.errors:
            self.add_error("kind-0", _("Dites au moins ce que vous donnez, et combien."))
        return cleaned

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions about the company, in their order."""
        return [self[name] for name in FactsForm.base_fields]

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FactsForm.base_fields}
