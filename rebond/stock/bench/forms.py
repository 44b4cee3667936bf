"""What people choose and type at the bench."""

from datetime import UTC, datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.documents.deposits.forms import PaperField
from rebond.stock.bench.actions import Verdict
from rebond.stock.bench.checklist import CATEGORIES, FLAGS
from rebond.stock.bench.models import BenchSession, Grade, OwnCheck, Triage
from rebond.stock.bench.queries import checks_for, fit_of, labels_of_checks
from rebond.stock.facts.wording import fit_in_words
from rebond.stock.ledger.models import AccessoryKind, Place
from rebond.stock.ledger.queries import places_to_choose

RESULTS = [("", gettext_lazy("Pas regardé")), ("ok", gettext_lazy("Bon")), ("fault", gettext_lazy("Défaut"))]


class OpenForm(forms.Form):
    """Where one sits down, and how one judges."""

    place = forms.ModelChoiceField(label=gettext_lazy("Où triez-vous\u00a0?"), queryset=None, empty_label=None)
    each = forms.ChoiceField(
        label=gettext_lazy("Comment triez-vous\u00a0?"),
        choices=[
            ("", gettext_lazy("Je regarde chaque machine, puis je donne sa catégorie")),
            ("A", gettext_lazy("Une pile déjà triée\u00a0: chaque scan donne A")),
            ("B", gettext_lazy("Une pile déjà triée\u00a0: chaque scan donne B")),
            ("C", gettext_lazy("Une pile déjà triée\u00a0: chaque scan donne C")),
            ("X", gettext_lazy("Une pile déjà triée\u00a0: chaque scan donne X, pour pièces")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places_to_choose()
        self.fields["place"].initial = Place.objects.filter(receives=True).first()


class ScanForm(forms.Form):
    """One line from the reader, and what the page or the reading device says of it."""

    code = forms.CharField(max_length=200)
    # The code of the machine that a typed verdict is about.
    about = forms.CharField(max_length=200, required=False)
    again = forms.BooleanField(required=False)
    # When the device read it, in milliseconds since 1970: later than that, it was kept without network.
    made_at = forms.IntegerField(min_value=0, max_value=4_102_444_800_000, required=False)
    client = forms.UUIDField(required=False)

    def made_at_or(self, at: datetime) -> datetime:
        read = self.cleaned_data["made_at"]
        return at if read is None else datetime.fromtimestamp(read / 1000, tz=UTC)

    @property
    def client_id(self) -> UUID | None:
        return self.cleaned_data["client"]


class TriageForm(forms.Form):
    """The whole verdict on one machine: each check, the grade, the system, a remark, a photograph."""

    grade = forms.ChoiceField(label=gettext_lazy("Catégorie"), choices=Grade.choices, widget=forms.RadioSelect)
    system = forms.ChoiceField(
        label=gettext_lazy("Système installé"),
        choices=[("", gettext_lazy("Non précisé")), *Triage.System.choices],
        required=False,
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Licence du système"),
        choices=[("", gettext_lazy("Non précisée")), *Triage.Licence.choices],
        required=False,
    )
    installed_by = forms.ChoiceField(
        label=gettext_lazy("Installé par"),
        choices=[("", gettext_lazy("Non précisé")), *Triage.Installer.choices],
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Remarque"),
        help_text=gettext_lazy("Une phrase, sans nom de personne."),
        max_length=300,
        required=False,
    )
    photo = PaperField(
        label=gettext_lazy("Photo de l’état"),
        help_text=gettext_lazy("La machine seule, sans personne. 15\u00a0Mo au plus."),
        required=False,
    )

    def __init__(self, *args, triage: Triage, **kwargs):
        self.triage = triage
        said = {name: getattr(triage, name) for name in ("grade", "system", "licence", "installed_by", "note")}
        self.checks = checks_for(triage.device)
        said |= {f"check-{one.key}": triage.checks.get(one.key, "") for one in self.checks}
        super().__init__(*args, initial=said, **kwargs)
        for one in self.checks:
            self.fields[f"check-{one.key}"] = forms.ChoiceField(label=one.label, choices=RESULTS, required=False)

    def check_fields(self):
        return [self[f"check-{one.key}"] for one in self.checks]

    def clean_system(self) -> str:
        system = self.cleaned_data["system"]
        if system == Triage.System.WINDOWS_11 and (fit := fit_of(self.triage.device)).verdict == "no":
            raise forms.ValidationError(fit_in_words(fit))
        return system

    def clean(self):
        chosen = super().clean()
        if chosen.get("licence") and not chosen.get("system"):
            self.add_error("system", _("Dites de quel système est cette licence."))
        return chosen

    @property
    def verdict(self) -> Verdict:
        chosen = self.cleaned_data
        looked = {one.key: chosen[f"check-{one.key}"] for one in self.checks}
        texts = {name: chosen[name] for name in ("note", "system", "licence", "installed_by")}
        return Verdict(chosen["grade"], {key: said for key, said in looked.items() if said}, **texts)


class PartsForm(forms.Form):
    """Parts that were taken out of a machine."""

    kind = forms.ModelChoiceField(label=gettext_lazy("Pièce"), queryset=None, empty_label=None)
    quantity = forms.IntegerField(label=gettext_lazy("Combien"), min_value=1, max_value=99, initial=1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = AccessoryKind.objects.all()
        self.fields["kind"].label_from_instance = lambda kind: kind.name


class TriageFilters(forms.Form):
    """Which machines of a session to list, and in which order."""

    q = forms.CharField(label=gettext_lazy("Numéro de série"), max_length=60, required=False)
    grade = forms.ChoiceField(
        label=gettext_lazy("Catégorie"),
        choices=[("", gettext_lazy("Toutes")), *Grade.choices, ("none", gettext_lazy("Sans verdict"))],
        required=False,
    )
    fault = forms.ChoiceField(label=gettext_lazy("Défaut"), required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        choices=[
            ("", gettext_lazy("Heure du scan")),
            ("serial", gettext_lazy("Numéro de série")),
            ("grade", gettext_lazy("Catégorie")),
        ],
        required=False,
    )

    def __init__(self, *args, session: BenchSession, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fault"].choices = [("", _("Indifférent")), *labels_of_checks().items()]

    @property
    def chosen(self) -> dict:
        """The filters that mean something; the others keep everything."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class CheckForm(forms.Form):
    """One thing more to look at."""

    category = forms.ChoiceField(label=gettext_lazy("Sur quel type de machine\u00a0?"), choices=CATEGORIES)
    name = forms.CharField(
        label=gettext_lazy("Que faut-il regarder\u00a0?"),
        help_text=gettext_lazy("Par exemple\u00a0: Lecteur de cartes"),
        max_length=60,
    )
    flag = forms.ChoiceField(
        label=gettext_lazy("Un défaut bloque-t-il la machine\u00a0?"),
        choices=[("", gettext_lazy("Non, il est seulement noté")), *FLAGS],
        required=False,
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        chosen = super().clean()
        same = OwnCheck.objects.filter(category=chosen.get("category"), added_name=chosen.get("name"))
        if chosen.get("name") and same.exists():
            self.add_error("name", _("Ce contrôle existe déjà pour ce type de machine."))
        return chosen
