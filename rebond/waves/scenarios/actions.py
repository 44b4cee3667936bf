"""What people do with a scenario: save it, change it, copy it, throw it away. Proposing it is a deed of the wave."""

from datetime import datetime

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import deed, require
from rebond.waves.actions import CannotDecide
from rebond.waves.rules import Rules, contradictions
from rebond.waves.scenarios.models import Scenario, ScenarioQuota
from rebond.waves.scenarios.outcome import RulesRefused

MOST_SCENARIOS = 50


class NameTaken(CannotDecide):
    """Two scenarios of a wave have different names."""

    def __str__(self) -> str:
        return _("Un autre scénario de cette vague porte déjà ce nom.")


class WasProposed(CannotDecide):
    """A scenario that a proposal came from stays as it was."""

    def __str__(self) -> str:
        return _("Ce scénario a été proposé\u00a0: il ne change plus. Copiez-le pour essayer autre chose.")


class TooManyScenarios(CannotDecide):
    def __str__(self) -> str:
        return _("Cette vague a déjà %(most)s scénarios\u00a0: supprimez-en un d’abord.") % {"most": MOST_SCENARIOS}


@deed
def save_scenario(*, wave: Wave, name: str, comment: str, rules: Rules, by: User, at: datetime) -> Scenario:
    """Keep rules under a name. Nothing of the wave changes. Raises NameTaken, TooManyScenarios, RulesRefused."""
    refuse_contradictions(rules, wave)
    require(wave.scenarios.count() < MOST_SCENARIOS, TooManyScenarios)
    require(not wave.scenarios.filter(name=name).exists(), NameTaken)
    scenario = Scenario.objects.create(
        wave=wave, name=name, comment=comment, saved_by=by, saved_at=at, **fields_of(rules)
    )
    write_quotas(scenario, rules)
    record("scenario_saved", of=scenario, by=by, at=at, wave=wave.slug)
    return scenario


@deed
def change_scenario(
    *, scenario: Scenario, seen: int, name: str, comment: str, rules: Rules, by: User, at: datetime
) -> None:
    """Change a scenario that nobody proposed yet. `seen` is the version that the person had before their eyes.

    Raises WasProposed, NameTaken, RulesRefused, EditedMeanwhile.
    """
    refuse_contradictions(rules, scenario.wave)
    require(not scenario.is_proposed, WasProposed)
    others = Scenario.objects.filter(wave=scenario.wave, name=name).exclude(pk=scenario.pk)
    require(not others.exists(), NameTaken)
    scenario.save_version(seen, name=name, comment=comment, saved_by=by, saved_at=at, **fields_of(rules))
    scenario.quotas.all().delete()
    write_quotas(scenario, rules)
    record("scenario_changed", of=scenario, by=by, at=at, wave=scenario.wave.slug)


@deed
def duplicate_scenario(*, scenario: Scenario, by: User, at: datetime) -> Scenario:
    """The same rules under another name, to be changed. Raises TooManyScenarios."""
    return save_scenario(
        wave=scenario.wave, name=free_name(scenario), comment=scenario.comment, rules=scenario.rules, by=by, at=at
    )


@deed
def delete_scenario(*, scenario: Scenario, by: User, at: datetime) -> None:
    """Throw a scenario away, unless a proposal came from it. Raises WasProposed."""
    require(not scenario.is_proposed, WasProposed)
    record("scenario_deleted", of=scenario, by=by, at=at, wave=scenario.wave.slug)
    scenario.delete()


def refuse_contradictions(rules: Rules, wave: Wave) -> None:
    faults = list(contradictions(rules, wave.stock))
    if faults:
        raise RulesRefused(faults)


def fields_of(rules: Rules) -> dict[str, int | str]:
    return {field: getattr(rules, field) for field in Scenario.RULES}


def write_quotas(scenario: Scenario, rules: Rules) -> None:
    ScenarioQuota.objects.bulk_create(
        ScenarioQuota(scenario=scenario, group=one.group, value=one.value, most=one.most, least=one.least)
        for one in rules.quotas
    )


def free_name(scenario: Scenario) -> str:
    """ "… (copie)", then "… (copie 2)": the first that no scenario of the wave has."""
    taken = set(scenario.wave.scenarios.values_list("name", flat=True))
    for number in range(1, len(taken) + 2):
        ending = _(" (copie)") if number == 1 else _(" (copie %(number)s)") % {"number": number}
        name = scenario.name[: 80 - len(ending)] + ending
        if name not in taken:
            return name
    raise AssertionError("more names than scenarios")
