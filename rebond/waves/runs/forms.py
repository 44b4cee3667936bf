"""What is asked of the simulator."""

import re

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rebond.interface.widgets import WholeNumberInput
from rebond.programmes.models import Programme
from rebond.waves.runs.models import SimulationRun
from rebond.waves.runs.queries import Applied, applied_to
from rebond.waves.simulation import Policy, Refusal, Scenario, read_policy, words
from rebond.waves.simulation.running import LARGEST_SEED
from rebond.waves.simulation.scenario import EVERY_POINT, MOST_UNITS

OFFERED = (
    "first-come", "no-reserve", "tranches", "tranches+settlement", "q80", "q80+settlement", "q95", "q95+settlement",
)  # fmt: skip
TICKED = ("first-come", "no-reserve", "tranches+settlement", "q80", "q80+settlement", "q95+settlement")
MOST_REPLICATIONS = 2_000
MOST_IN_A_WAVE = 200
# Draws x associations x policies: two or three minutes of one processor.
MOST_WORK = 1_600_000

FORECASTS = {  # (forecast error, surprise), in percent
    "good": (10, 0),
    "usual": (20, 0),
    "weak": (40, 0),
    "rush": (20, 30),
}


class SimulationForm(forms.Form):
    """Policies to compare, the programme as one expects it, how many draws.

    Cleaned, it holds `scenario` and `chosen`, the policies, as the simulator wants them.
    """

    policies = forms.MultipleChoiceField(label=_("Politiques à comparer"), widget=forms.CheckboxSelectMultiple)
    tranches = forms.CharField(
        label=_("Tranches fixes"),
        help_text=_("Un nombre par vague, par exemple 486-400-114. Vide : en proportion de la demande attendue."),
        max_length=80,
        required=False,
    )
    stock = forms.IntegerField(
        label=_("Ordinateurs à répartir en tout"), min_value=1, max_value=MOST_UNITS, widget=WholeNumberInput
    )
    likeness = forms.ChoiceField(
        label=_("Points et demandes"),
        help_text=_("De quoi ont l’air les associations que l’on tire au sort ?"),
        choices=[
            ("applied", _("comme les candidatures déjà reçues dans la vague")),
            ("any", _("n’importe quelle demande admise, de 20 à 80 points")),
        ],
        widget=forms.RadioSelect,
    )
    forecast = forms.ChoiceField(
        label=_("Ce que la ville sait des vagues suivantes"),
        choices=[
            ("good", _("bonne prévision : à 10 % près")),
            ("usual", _("prévision ordinaire : à 20 % près")),
            ("weak", _("mauvaise prévision : à 40 % près")),
            ("rush", _("à 20 % près, mais il vient 30 % d’associations de plus que prévu")),
        ],
        widget=forms.RadioSelect,
    )
    replications = forms.IntegerField(
        label=_("Programmes à tirer au sort"),
        help_text=_("De 10 à 2 000. Plus il y en a, plus les moyennes sont sûres ; 200 prennent quelques secondes."),
        min_value=10,
        max_value=MOST_REPLICATIONS,
        widget=WholeNumberInput,
    )
    seed = forms.IntegerField(
        label=_("Graine du hasard"),
        help_text=_("Les mêmes réglages et la même graine donnent exactement les mêmes chiffres."),
        min_value=0,
        max_value=LARGEST_SEED,
        widget=WholeNumberInput,
    )

    def __init__(self, *args, programme: Programme, like: SimulationRun | None = None, **kwargs):
        self.applied = applied_to(programme)
        initial = initial_for(programme, self.applied) | (asked_in(like, self.applied) if like else {})
        super().__init__(*args, initial=initial, **kwargs)
        self.programme = programme
        lang = get_language()
        self.fields["policies"].choices = [(code, words.policy(code, lang)) for code in OFFERED]
        for one in self.applied:
            self.fields[name_of(one)] = forms.IntegerField(
                label=_("%(wave)s : associations attendues") % {"wave": one.wave.name},
                help_text=_("De %(floor)s à %(cap)s ordinateurs chacune.")
                % {"floor": one.wave.floor, "cap": one.wave.cap},
                min_value=0,
                max_value=MOST_IN_A_WAVE,
                widget=WholeNumberInput,
            )

    @property
    def wave_fields(self) -> list[forms.BoundField]:
        """The questions about each wave, in order."""
        return [self[name_of(one)] for one in self.applied]

    def clean_tranches(self) -> str:
        """The sizes with a hyphen between them, whatever was typed there; empty when nothing was."""
        typed = self.cleaned_data["tranches"].strip()
        sizes = [size for size in re.split(r"[-,;/\s]+", typed) if size]
        if any(not re.fullmatch(r"[0-9]{1,6}", size) for size in sizes):
            raise forms.ValidationError(_("Écrivez un nombre par vague, avec un tiret entre eux : 486-400-114."))
        return "-".join(sizes)

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        given["scenario"] = scenario = self.scenario_from(given)
        work = given["replications"] * len(given["policies"]) * sum(plan.expected for plan in scenario.waves)
        if work > MOST_WORK:
            too_long = _("Ce serait trop long : moins de tirages, de politiques ou d’associations.")
            self.add_error("replications", too_long)
        given["chosen"] = self.policies_from(given, scenario)
        return given

    def scenario_from(self, given) -> Scenario:
        error, surprise = FORECASTS[given["forecast"]]
        plans = [
            one.plan(given[name_of(one)], like=one if given["likeness"] == "applied" else None) for one in self.applied
        ]
        return Scenario(self.programme.title[:200], given["stock"], tuple(plans), error, surprise)

    def policies_from(self, given, scenario: Scenario) -> list[Policy]:
        """The policies that were ticked, the tranches as they were typed."""
        sizes = given["tranches"]
        found = []
        for code in given["policies"]:
            named = code.replace("tranches", f"tranches={sizes}") if sizes else code
            try:
                found.append(read_policy(named, scenario))
            except Refusal as refusal:
                self.add_error("tranches", refusal.sentence(get_language()))
                break
        return found


def name_of(one: Applied) -> str:
    """The name of a wave's question."""
    return f"wave_{one.wave.number}"


def asked_in(run: SimulationRun, applied: list[Applied]) -> dict[str, object]:
    """The settings of an earlier run, to change one of them; what the form cannot say as the run did is left out."""
    scenario = run.expectation
    expected = {name_of(one): plan.expected for one, plan in zip(applied, scenario.waves, strict=False)}
    forecasts = {known: name for name, known in FORECASTS.items()}
    found = {
        "policies": [re.sub(r"=[0-9-]+", "", code) for code in run.policies],
        "tranches": next((sizes[1] for code in run.policies if (sizes := re.search(r"=([0-9-]+)", code))), ""),
        "stock": scenario.stock,
        "likeness": "any" if all(plan.points == EVERY_POINT for plan in scenario.waves) else "applied",
        "forecast": forecasts.get((scenario.forecast_error, scenario.surprise)),
        "replications": run.replications,
        "seed": run.seed,
    }
    return {name: value for name, value in found.items() if value is not None} | expected


def initial_for(programme: Programme, applied: list[Applied]) -> dict[str, object]:
    """What the programme itself tells: its stock, its waves' tranches, who has applied so far."""
    tranches = [one.wave.stock for one in applied]
    fit = sum(tranches) <= programme.announced_devices
    return {
        "policies": list(TICKED),
        "tranches": "-".join(map(str, tranches)) if fit else "",
        "stock": programme.announced_devices,
        "likeness": "applied" if any(one.points for one in applied) else "any",
        "forecast": "usual",
        "replications": 200,
        "seed": 1,
    } | {name_of(one): one.number for one in applied}
