"""What officers do to set a programme up: begin it, copy it, write it page by page, make it public."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.organisations.actions import register_donor
from rebond.programmes.actions import (
    RulesAreFrozen,
    differences,
    load_programme,
    new_seed,
    refuse_frozen_criteria,
    refuse_frozen_facts,
    write_criteria,
)
from rebond.programmes.definition import CriterionTerms, DefinitionRefused, refuse_contradictions
from rebond.programmes.export import definition_of
from rebond.programmes.models import Programme, Wave
from rebond.programmes.queries import waves_of
from rebond.programmes.setup.signals import wave_copied
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.states import move
from rebond.tenancy.scope import current_city

WAVE_DATES = ("opens_on", "closes_on", "handover_from")
MOST_CRITERIA = 40


class NothingToShow(DefinitionRefused):
    """A programme is not public before it has criteria and a wave."""


@deed
def start_programme(*, facts: Mapping[str, Any], new_donor: str, by: User, at: datetime) -> Programme:
    """Begin a programme from nothing: a draft, which only the officers see.

    `facts` are fields of Programme; its donor is one of them, or registered by name on first mention.
    Raises DefinitionRefused when another programme has its prefix.
    """
    fields = dict(facts)
    if new_donor:
        fields["donor"] = register_donor(name=new_donor, by=by, at=at)
    _refuse_taken_prefix(fields["reference_prefix"])
    programme = Programme.objects.create(slug=free_slug(Programme, fields["title"]), **fields)
    record("programme_started", of=programme, by=by, at=at)
    return programme


@deed
def change_programme(
    *, programme: Programme, seen: int, facts: Mapping[str, Any], new_donor: str = "", by: User, at: datetime
) -> None:
    """Write what a page of the set-up says. `seen` is the version that the officer had before their eyes.

    Raises RulesAreFrozen, DefinitionRefused, EditedMeanwhile.
    """
    fields = dict(facts)
    if new_donor:
        fields["donor"] = register_donor(name=new_donor, by=by, at=at)
    changed = differences(programme, fields)
    refuse_frozen_facts(changed, has_opened=has_opened(programme))
    if "reference_prefix" in changed:
        _refuse_taken_prefix(changed["reference_prefix"])
    programme.save_version(seen, **changed)
    refuse_contradictions(waves_of(programme), announced=programme.announced_devices)
    record("programme_changed", of=programme, by=by, at=at, parts=sorted(changed))


@deed
def settle_criteria(
    *, programme: Programme, seen: int, criteria: tuple[CriterionTerms, ...], by: User, at: datetime
) -> None:
    """Put these criteria, in this order, in the place of those that the programme had.

    Raises RulesAreFrozen once a call has opened, DefinitionRefused, EditedMeanwhile.
    """
    refuse_frozen_criteria(has_opened=has_opened(programme))
    if len(criteria) > MOST_CRITERIA:
        raise DefinitionRefused(_("Au plus %(most)s critères.") % {"most": MOST_CRITERIA})
    programme.save_version(seen)
    write_criteria(programme, criteria)
    record("criteria_settled", of=programme, by=by, at=at, criteria=len(criteria))


@deed
def add_wave(*, programme: Programme, seen: int, facts: Mapping[str, Any], by: User, at: datetime) -> Wave:
    """Add a wave in preparation after those that there are. Raises DefinitionRefused, EditedMeanwhile."""
    programme.save_version(seen)
    waves = waves_of(programme)
    wave = Wave.objects.create(
        programme=programme,
        number=max((one.number for one in waves), default=0) + 1,
        slug=free_slug(Wave, facts["name"]),
        **facts,
    )
    refuse_contradictions([*waves, wave], announced=programme.announced_devices)
    record("wave_added", of=wave, by=by, at=at)
    return wave


@deed
def remove_wave(*, wave: Wave, by: User, at: datetime) -> None:
    """Take away a wave that never opened. Raises RulesAreFrozen."""
    require(wave.is_draft, RulesAreFrozen(_("Une vague qui a ouvert ne se supprime plus.")))
    record("wave_removed", of=wave, by=by, at=at, wave=wave.slug)
    wave.delete()


@deed
def publish_programme(*, programme: Programme, by: User, at: datetime) -> None:
    """Let everybody read the programme; calls open wave by wave, later. Raises NothingToShow, MoveNotAllowed."""
    ready = programme.criteria.exists() and programme.waves.exists()
    require(ready, NothingToShow(_("Il faut au moins un critère et une vague avant de rendre le dispositif public.")))
    move(programme, Programme.State.PUBLISHED, version=programme.version + 1)
    record("programme_published", of=programme, by=by, at=at)


@deed
def duplicate_programme(*, programme: Programme, by: User, at: datetime) -> Programme:
    """Next year's programme: everything but applications and states, a year later, as a draft under new names.

    A public draw is not copied: it named a day.
    """
    made = start_from_file(definition=shifted(definition_of(programme)), by=by, at=at)
    copies = {wave.number: wave for wave in waves_of(made)}
    for wave in waves_of(programme):
        wave_copied.send(Wave, source=wave, copy=copies[wave.number])
    return made


@deed
def start_from_file(*, definition: object, by: User, at: datetime) -> Programme:
    """A draft from a definition, be it another city's: it becomes one of this city, under names that are free.

    Waves start in preparation, each with a new seed. Raises DefinitionRefused.
    """
    city = current_city()
    if not isinstance(definition, dict) or not isinstance(definition.get("waves"), list):
        raise DefinitionRefused(_("Ce fichier n’est pas un dispositif."))
    ours = definition | {
        "city": {"slug": city.slug, "name": city.name, "code": city.code},
        "slug": free_slug(Programme, str(definition.get("slug"))),
        "reference_prefix": free_prefix(definition.get("reference_prefix")),
        "waves": [_renewed(wave) for wave in definition["waves"]],
    }
    return load_programme(definition=ours, state=Programme.State.DRAFT, by=by, at=at).programme


def _renewed(wave: object) -> object:
    if not isinstance(wave, dict):
        return wave
    slug = free_slug(Wave, str(wave.get("slug")))
    return wave | {"slug": slug, "state": Wave.State.DRAFT, "lottery_seed": new_seed()}


def shifted(definition: dict[str, Any]) -> dict[str, Any]:
    """The same programme a year later: in its dates, and wherever its title and its names say a year.

    A title without a year gets that of its first call, so that two programmes can be told apart.
    """
    title, days = next_year(definition["title"]), [a_year_later(wave["opens_on"]) for wave in definition["waves"]]
    if title == definition["title"] and days:
        title = f"{title[:150]} ({min(day for day in days if day)[:4]})"
    return definition | {
        "title": title,
        "slug": next_year(definition["slug"]),
        "waves": [
            wave
            | {name: a_year_later(wave[name]) for name in WAVE_DATES}
            | {"name": next_year(wave["name"]), "slug": next_year(wave["slug"]), "public_draw": ""}
            for wave in definition["waves"]
        ],
    }


def next_year(text: str) -> str:
    """Years of this century in a text, each one more."""
    words = text.replace("-", " - ").split(" ")
    later = [str(int(word) + 1) if len(word) == 4 and word.isdecimal() and word[:2] == "20" else word for word in words]
    return " ".join(later).replace(" - ", "-")


def a_year_later(day: str | None) -> str | None:
    """The same weekday 52 weeks later, so that no date falls on a weekend that did not."""
    return date.fromordinal(date.fromisoformat(day).toordinal() + 364).isoformat() if day else None


def has_opened(programme: Programme) -> bool:
    """Whether the call of a wave has ever opened."""
    return programme.waves.exclude(state=Wave.State.DRAFT).exists()


def free_slug(model: type[Programme] | type[Wave], words: str) -> str:
    """A name for an address, that nothing else has."""
    plain = slugify(words)[:44] or "sans-nom"
    names = [plain, *(f"{plain}-{number}" for number in range(2, 1_000))]
    taken = set(model.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    return next(name for name in names if name not in taken)


def free_prefix(wanted: object = "") -> str:
    """What sets the references of a programme apart from those of the city's other ones: nothing, or P2-, P3-…"""
    taken = set(Programme.objects.values_list("reference_prefix", flat=True))
    if isinstance(wanted, str) and wanted not in taken:
        return wanted
    return next(prefix for number in range(2, 1_000) if (prefix := f"P{number}-") not in taken)


def _refuse_taken_prefix(prefix: str) -> None:
    if Programme.objects.filter(reference_prefix=prefix).exists():
        raise DefinitionRefused(_("Un autre dispositif utilise déjà ce préfixe."))
