"""What officers do with a programme: load it, settle its waves, open and close them."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import F
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.organisations.actions import register_donor
from rebond.programmes.checklist.points import Point, blocking_points
from rebond.programmes.definition import (
    AnswerTerms,
    CriterionTerms,
    Definition,
    DefinitionRefused,
    WaveTerms,
    read_definition,
    refuse_contradictions,
)
from rebond.programmes.letters.actions import write_letter
from rebond.programmes.letters.text import current_text
from rebond.programmes.models import Criterion, CriterionAnswer, Programme, Wave
from rebond.programmes.queries import criteria_of, waves_of
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.states import move
from rebond.tenancy.scope import current_city


class RulesAreFrozen(DefinitionRefused):
    """The call is open: what everybody applied under no longer changes. Its text says which rule."""


class DeadlineHasPassed(Exception):
    """A wave whose closing day is over cannot open."""


class DrawIsKnown(Exception):
    """Once the public draw is told, nobody else may apply: the lots could be read in advance."""


class NoDrawToTell(Exception):
    """The wave has no public draw, or its call is not closed."""


class NotReady(Exception):
    """Points of the checklist still block the opening. Its text names them."""

    def __init__(self, points: Sequence[Point]):
        self.points = points
        super().__init__(", ".join(point.title for point in points))


@dataclass(frozen=True)
class Loaded:
    """What loading a definition came to."""

    programme: Programme
    verdict: Literal["new", "changed", "unchanged"]


@deed
def load_programme(
    *, definition: dict, state: str = Programme.State.PUBLISHED, by: User | None, at: datetime
) -> Loaded:
    """Make the programme as its definition says; the same definition twice changes nothing.

    A new programme starts in `state`; one that is there keeps its own.

    Once a wave has opened, the criteria, the legal route and the rules of the open waves are frozen: a definition
    that changes them is refused. A wave's `state` is only where it starts.

    Raises DefinitionRefused, RulesAreFrozen.
    """
    wanted = read_definition(definition)
    if wanted.city_slug != current_city().slug:
        raise DefinitionRefused(
            _("Ce dispositif est celui de %(wanted)s, pas de %(city)s.")
            % {"wanted": wanted.city_name, "city": current_city().name}
        )
    donor = register_donor(name=wanted.donor_name, siren=wanted.donor_siren, by=by, at=at)
    facts = wanted.facts | {"donor": donor}
    programme = Programme.objects.filter(slug=facts["slug"]).first()
    if programme is None:
        return _create(wanted, facts | {"state": state}, by, at)
    changed = _update(programme, wanted, facts) + _write_letters(programme, wanted, by, at)
    refuse_contradictions(waves_of(programme), announced=programme.announced_devices)
    if changed:
        record("programme_changed", of=programme, by=by, at=at, parts=changed)
    return Loaded(programme, "changed" if changed else "unchanged")


def _create(wanted: Definition, facts: dict[str, Any], by: User | None, at: datetime) -> Loaded:
    _refuse_taken_slugs(wanted.waves)
    programme = Programme.objects.create(**facts)
    write_criteria(programme, wanted.criteria)
    for terms in wanted.waves:
        write_wave(programme, terms)
    _write_letters(programme, wanted, by, at)
    record("programme_loaded", of=programme, by=by, at=at, waves=len(wanted.waves), criteria=len(wanted.criteria))
    return Loaded(programme, "new")


def _update(programme: Programme, wanted: Definition, facts: dict[str, Any]) -> list[str]:
    """Write what differs and return the names of the changed parts."""
    waves = {wave.slug: wave for wave in waves_of(programme)}
    has_opened = any(not wave.is_draft for wave in waves.values())
    changed = differences(programme, facts)
    refuse_frozen_facts(changed, has_opened=has_opened)
    if changed:
        programme.save_version(programme.version, **changed)
    parts = sorted(changed)
    if criteria_terms(programme) != wanted.criteria:
        refuse_frozen_criteria(has_opened=has_opened)
        write_criteria(programme, wanted.criteria)
        parts.append("criteria")
    _refuse_taken_slugs([terms for terms in wanted.waves if terms.slug not in waves])
    for terms in wanted.waves:
        wave = waves.get(terms.slug)
        if wave is None:
            write_wave(programme, terms)
            parts.append(terms.slug)
        elif _update_wave(wave, terms):
            parts.append(terms.slug)
    return parts


def _write_letters(programme: Programme, wanted: Definition, by: User | None, at: datetime) -> list[str]:
    """Write the texts that differ and return their kinds."""
    current = {kind: current_text(programme, kind) for kind in wanted.letters}
    changed = [kind for kind, text in current.items() if text is None or text.body != wanted.letters[kind]]
    for kind in changed:
        text = current[kind]
        seen = text.number if text else 0
        write_letter(programme=programme, kind=kind, seen=seen, body=wanted.letters[kind], by=by, at=at)
    return changed


def refuse_frozen_facts(changed: dict[str, Any], *, has_opened: bool) -> None:
    """Once a call has opened, what everybody applied under stays. Raises RulesAreFrozen."""
    frozen = [field for field in changed if field in Programme.RULES] if has_opened else []
    if frozen:
        label = Programme._meta.get_field(frozen[0]).verbose_name
        raise RulesAreFrozen(
            _("«\u00a0%(field)s\u00a0» ne change plus\u00a0: une vague est déjà ouverte.") % {"field": label}
        )


def refuse_frozen_criteria(*, has_opened: bool) -> None:
    """Criteria and points stay as they are once a call has opened. Raises RulesAreFrozen."""
    if has_opened:
        raise RulesAreFrozen(_("Les critères et leurs points ne changent plus\u00a0: une vague est déjà ouverte."))


def _refuse_taken_slugs(waves) -> None:
    taken = Wave.objects.filter(slug__in=[terms.slug for terms in waves]).first()
    if taken:
        raise DefinitionRefused(
            _("L’identifiant de vague «\u00a0%(slug)s\u00a0» sert déjà à un autre dispositif.") % {"slug": taken.slug}
        )


def write_wave(programme: Programme, terms: WaveTerms) -> Wave:
    """Add a wave; without a seed, it gets one that nobody can guess."""
    fields = asdict(terms)
    return Wave.objects.create(programme=programme, **fields | {"lottery_seed": terms.lottery_seed or new_seed()})


def new_seed() -> str:
    return secrets.token_hex(16)


def _update_wave(wave: Wave, terms: WaveTerms) -> bool:
    wanted = asdict(terms)
    del wanted["state"]
    if not terms.lottery_seed:
        del wanted["lottery_seed"]
    changed = differences(wave, wanted)
    refuse_frozen(wave, changed)
    if changed:
        wave.save_version(wave.version, **changed)
    return bool(changed)


def refuse_frozen(wave: Wave, changed: dict[str, Any]) -> None:
    """A wave that has opened keeps its settings. Raises RulesAreFrozen."""
    frozen = [field for field in changed if field in wave.frozen_fields]
    if frozen:
        label = Wave._meta.get_field(frozen[0]).verbose_name
        raise RulesAreFrozen(
            _("%(wave)s\u00a0: «\u00a0%(field)s\u00a0» ne change plus que par avenant, la vague est déjà ouverte.")
            % {"wave": wave.name, "field": label}
        )


def differences(row: Programme | Wave, wanted: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in wanted.items() if getattr(row, field) != value}


def criteria_terms(programme: Programme) -> tuple[CriterionTerms, ...]:
    """The stored criteria in the shape of a definition, for comparison."""
    return tuple(
        CriterionTerms(
            code=criterion.code,
            label=criterion.label,
            answers=tuple(
                AnswerTerms(answer.label, answer.points, answer.field, tuple(answer.values), answer.at_least)
                for answer in criterion.answers.all()
            ),
            given_by=criterion.given_by,
            tolerance=criterion.tolerance,
        )
        for criterion in criteria_of(programme)
    )


def write_criteria(programme: Programme, criteria: tuple[CriterionTerms, ...]) -> None:
    """Put these criteria in the place of those that the programme had."""
    programme.criteria.all().delete()
    for position, terms in enumerate(criteria, 1):
        criterion = Criterion.objects.create(
            programme=programme,
            code=terms.code,
            label=terms.label,
            position=position,
            given_by=terms.given_by,
            tolerance=terms.tolerance,
        )
        for answer in terms.answers:
            fields = asdict(answer) | {"values": list(answer.values)}
            CriterionAnswer.objects.create(criterion=criterion, **fields)


@deed
def change_wave(*, wave: Wave, seen: int, changes: dict[str, Any], by: User, at: datetime) -> None:
    """Change the settings of a wave in preparation; afterwards, see the amendments.

    `seen` is the version that the officer had before their eyes.

    Raises RulesAreFrozen, DefinitionRefused, EditedMeanwhile.
    """
    changed = differences(wave, changes)
    refuse_frozen(wave, changed)
    wave.save_version(seen, **changed)
    refuse_contradictions(waves_of(wave.programme), announced=wave.programme.announced_devices)
    record("wave_changed", of=wave, by=by, at=at, fields=sorted(changed))


@deed
def open_wave(*, wave: Wave, on: date, by: User | None, at: datetime) -> None:
    """Let associations apply, until the closing day. A settings form that was opened before is out of date.

    The first time, every blocking point of its checklist is settled.

    Raises DeadlineHasPassed, DrawIsKnown, NotReady, MoveNotAllowed.
    """
    require(on <= wave.closes_on, DeadlineHasPassed)
    require(not wave.drawn, DrawIsKnown)
    open_points = blocking_points(wave, on) if wave.is_draft else []
    require(not open_points, NotReady(open_points))
    move(wave, Wave.State.OPEN, version=wave.version + 1)
    record("wave_opened", of=wave, by=by, at=at)


@deed
def close_wave(*, wave: Wave, by: User | None, at: datetime) -> None:
    """Take no more applications: the review can begin. Raises MoveNotAllowed."""
    move(wave, Wave.State.CLOSED, version=wave.version + 1)
    record("wave_closed", of=wave, by=by, at=at)


@deed
def tell_draw(*, wave: Wave, result: str, by: User | None, at: datetime) -> None:
    """Write down the result of the public draw, after the call has closed and before anything is published.

    A slip of the pen may be mended until then: everybody can compare with the draw itself, and the journal keeps each
    result. What was proposed with another one has to be proposed again.

    Raises NoDrawToTell.
    """
    closed = Wave.objects.filter(pk=wave.pk, state=Wave.State.CLOSED).exclude(public_draw="")
    told = closed.update(drawn=result.strip(), version=F("version") + 1)
    require(told == 1, NoDrawToTell)
    record("draw_told", of=wave, by=by, at=at, draw=wave.public_draw, result=result.strip())
