"""What may be typed about rules: numbers in their range, and nothing that could not be kept."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.interface.widgets import WholeNumberInput
from rebond.programmes.models import Wave
from rebond.waves.problem import Entry, groups_of
from rebond.waves.rules import PHANTOMS, TRANCHE, GroupQuota, Rules, contradictions
from rebond.waves.scenarios.forecast import Forecast
from rebond.waves.scenarios.models import Scenario

MOST_QUOTAS = 12
MOST_UNITS, MOST_PHANTOMS = 10_000, 200
NUMBERS = {"min_value": 0, "max_value": MOST_UNITS, "widget": WholeNumberInput}


def label_of(field: str) -> str:
    """A field is called as in the model, with a capital."""
    label = str(Scenario._meta.get_field(field).verbose_name)
    return label[:1].upper() + label[1:]


class RulesForm(forms.Form):
    """Rules to try. Bound to an address as well as to a form: what is asked for there can be shared as a link."""

    floor = forms.IntegerField(**NUMBERS)
    cap = forms.IntegerField(**NUMBERS | {"min_value": 1})
    key = forms.ChoiceField(choices=Scenario.Key.choices)
    admission = forms.ChoiceField(choices=Scenario.Admission.choices)
    small_lot = forms.IntegerField(
        **NUMBERS, required=False, help_text=gettext_lazy("Gardés aux associations qui en demandent 9 au plus.")
    )
    reserve = forms.ChoiceField(choices=Scenario.Reserve.choices)
    tranche = forms.IntegerField(**NUMBERS, required=False)
    phantoms = forms.IntegerField(**NUMBERS | {"max_value": MOST_PHANTOMS}, required=False)
    phantom_points = forms.IntegerField(**NUMBERS, required=False)
    phantom_request = forms.IntegerField(**NUMBERS, required=False)

    def __init__(self, data=None, *, wave: Wave, start: Rules, groups: Sequence, forecast: Forecast, **kwargs):
        super().__init__(data, initial=shown_at_first(start, forecast) | kwargs.pop("initial", {}), **kwargs)
        self.wave = wave
        self.quota_rows = rows_to_show(data, start)
        for field in Scenario.RULES:
            self.fields[field].label = label_of(field)
        for row in range(1, self.quota_rows + 1):
            self.add_quota_row(row, groups)

    def add_quota_row(self, row: int, groups: Sequence) -> None:
        """A group, and the most and the least that its associations may have together."""
        self.fields[f"quota_{row}"] = forms.ChoiceField(
            choices=[("", _("aucun groupe")), *groups], required=False, label=_("Quota %(row)s") % {"row": row}
        )
        self.fields[f"quota_{row}_most"] = forms.IntegerField(
            **NUMBERS, required=False, label=_("Quota %(row)s, au plus") % {"row": row}
        )
        self.fields[f"quota_{row}_least"] = forms.IntegerField(
            **NUMBERS, required=False, label=_("Quota %(row)s, au moins") % {"row": row}
        )

    @property
    def quotas(self) -> Iterator[dict[str, Any]]:
        """The rows of quotas, as the page draws them."""
        for row in range(1, self.quota_rows + 1):
            yield {
                "number": row,
                "group": self[f"quota_{row}"],
                "most": self[f"quota_{row}_most"],
                "least": self[f"quota_{row}_least"],
            }

    @property
    def has_quotas(self) -> bool:
        return any(row["group"].value() for row in self.quotas)

    @property
    def sentences(self) -> list[dict[str, Any]]:
        """What is wrong, each with its field, to be said in one place."""
        found = [{"text": text, "field": None} for text in self.non_field_errors()]
        return found + [{"text": text, "field": field} for field in self.visible_fields() for text in field.errors]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.keep_one_reserve(given)
        given["quotas"] = self.clean_quotas(given)
        if not self.errors:
            self.rules = Rules(**{field: given[field] or 0 for field in Scenario.RULES}, quotas=given["quotas"])
            for field, sentence in contradictions(self.rules, self.wave.stock):
                self.add_error(field if field in self.fields else None, sentence)
        return given

    def keep_one_reserve(self, given: dict[str, Any]) -> None:
        """The numbers of the reserve that was chosen are needed; those of the other ones are forgotten."""
        needed = {TRANCHE: ["tranche"], PHANTOMS: ["phantoms", "phantom_points", "phantom_request"]}
        for reserve, fields in needed.items():
            for field in fields:
                if given.get("reserve") != reserve:
                    self.errors.pop(field, None)
                    given[field] = 0
                elif field not in self.errors and not given.get(field):
                    self.add_error(field, _("Donnez un nombre d’au moins 1 pour cette réserve."))

    def clean_quotas(self, given: dict[str, Any]) -> tuple[GroupQuota, ...]:
        """The rows that name a group, by name; half a row and a group named twice are refused."""
        quotas: dict[str, GroupQuota] = {}
        for row in range(1, self.quota_rows + 1):
            name = given.get(f"quota_{row}", "")
            most, least = given.get(f"quota_{row}_most"), given.get(f"quota_{row}_least")
            if name in quotas:
                self.add_error(f"quota_{row}", _("Ce groupe a déjà un quota plus haut."))
            elif name and most is None and not least:
                self.add_error(f"quota_{row}", _("Donnez le maximum ou le minimum de ce groupe."))
            elif name:
                group, _equals, value = name.partition("=")
                quotas[name] = GroupQuota(group, value, most, least or 0)
            elif most is not None or least:
                self.add_error(f"quota_{row}", _("Choisissez le groupe de ce quota."))
        return tuple(sorted(quotas.values(), key=lambda quota: (quota.group, quota.value)))


class ScenarioForm(RulesForm):
    """Rules to save under a name."""

    name = forms.CharField(
        label=gettext_lazy("Nom du scénario"), max_length=80, help_text=gettext_lazy("Court : « Plancher 5 ».")
    )
    comment = forms.CharField(
        label=gettext_lazy("Commentaire"),
        help_text=gettext_lazy("Pour la commission : ce que ce scénario cherche."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ChangedScenarioForm(ScenarioForm):
    """The same for a scenario that exists. `version` is the one that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DepartureForm(forms.Form):
    """Why the city departs from the rules that it published."""

    reason = forms.CharField(
        label=gettext_lazy("Motif du changement de règle"),
        help_text=gettext_lazy("Ce texte sera public : une ou deux phrases, sans le nom d’aucune personne."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def shown_at_first(start: Rules, forecast: Forecast) -> dict[str, Any]:
    """The rules to start from, and for the reserves that they do not use, numbers to start with."""
    shown = {field: getattr(start, field) for field in Scenario.RULES}
    if start.reserve != PHANTOMS:
        shown |= forecast.as_fields()
    shown["tranche"] = start.tranche or ""
    for row, quota in enumerate(start.quotas, 1):
        shown[f"quota_{row}"] = quota.name
        shown[f"quota_{row}_most"] = quota.most
        shown[f"quota_{row}_least"] = quota.least or ""
    return shown


def rows_to_show(data: Any, start: Rules) -> int:
    """The rows of quotas that are used, and two more to fill in."""
    if data is None:
        used = len(start.quotas)
    else:
        names = [f"quota_{row}" for row in range(1, MOST_QUOTAS + 1)]
        used = max((row for row, name in enumerate(names, 1) if any(map(data.get, row_fields(name)))), default=0)
    return min(used + 2, MOST_QUOTAS)


def row_fields(name: str) -> tuple[str, str, str]:
    return name, f"{name}_most", f"{name}_least"


def group_choices(entries: Sequence[Entry], rules: Sequence[Rules], names: dict[str, str]) -> list:
    """The groups that a quota may name: those of the applications, and those that rules name already."""
    found: dict[str, set[str]] = {"district": set(), "theme": set()}
    for entry in entries:
        for family, value in groups_of(entry.application).items():
            found[family].add(value)
    for quota in (quota for each in rules for quota in each.quotas):
        found[quota.group].add(quota.value)
    families = {"district": _("Arrondissements"), "theme": _("Activités")}
    return [
        (title, sorted((f"{family}={value}", names.get(f"{family}={value}", value)) for value in found[family]))
        for family, title in families.items()
    ]
