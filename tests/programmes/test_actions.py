from datetime import UTC, date, datetime

import pytest

from rebond.journal.models import Entry
from rebond.programmes.actions import (
    DeadlineHasPassed,
    DrawIsKnown,
    NoDrawToTell,
    RulesAreFrozen,
    change_wave,
    close_wave,
    load_programme,
    open_wave,
    tell_draw,
)
from rebond.programmes.definition import DefinitionRefused
from rebond.programmes.models import CriterionAnswer, Programme, Wave
from rebond.programmes.queries import criteria_of, shown_programme
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile
from tests.factories.accounts import person
from tests.factories.programmes import marseille_definition, ticked, wave

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def load(definition: dict):
    return load_programme(definition=definition, by=None, at=MONDAY)


def test_load_programme_makes_what_the_definition_says(marseille):
    loaded = load(marseille_definition())
    assert (loaded.verdict, loaded.programme.donor.name, loaded.programme.legal_route) == ("new", "Orange", "gift")
    assert [criterion.code for criterion in criteria_of(loaded.programme)] == [
        "precarity", "exclusion", "illiteracy", "mediation", "employment", "qpv",
    ]  # fmt: skip
    assert [(one.number, one.state) for one in Wave.objects.order_by("number")] == [
        (1, "closed"), (2, "open"), (3, "open"),
    ]  # fmt: skip


def test_load_programme_twice_changes_nothing(marseille):
    load(marseille_definition())
    before = [list(model.objects.order_by("pk").values()) for model in (Programme, Wave, CriterionAnswer, Entry)]
    assert load(marseille_definition()).verdict == "unchanged"
    after = [list(model.objects.order_by("pk").values()) for model in (Programme, Wave, CriterionAnswer, Entry)]
    assert before == after


def test_load_programme_changes_what_is_not_a_rule(marseille):
    load(marseille_definition())
    definition = marseille_definition() | {"summary": "Autre présentation"}
    definition["waves"] = [wave | {"state": "draft"} for wave in definition["waves"]]
    assert load(definition).verdict == "changed"
    assert shown_programme().summary == "Autre présentation"
    assert Wave.objects.get(slug="vague-2").is_open


@pytest.mark.parametrize("part", ["criteria", "floor", "legal_route"])
def test_load_programme_keeps_the_rules_once_a_wave_has_opened(marseille, part):
    load(marseille_definition())
    definition = marseille_definition()
    if part == "criteria":
        definition["criteria"][0]["answers"][0]["points"] = 99
    elif part == "floor":
        definition["waves"][0]["floor"] = 5
    else:
        definition["legal_route"] = "loan"
    with pytest.raises(RulesAreFrozen):
        load(definition)


def test_load_programme_may_change_everything_while_all_waves_are_drafts(marseille):
    definition = marseille_definition()
    for terms in definition["waves"]:
        terms["state"] = "draft"
    load(definition)
    definition["criteria"][0]["answers"][0]["points"] = 99
    definition["waves"][0]["floor"] = 5
    assert load(definition).verdict == "changed"
    assert CriterionAnswer.objects.get(points=99).criterion.code == "precarity"


def test_load_programme_refuses_another_citys_programme(marseille):
    definition = marseille_definition() | {"city": {"slug": "genes", "name": "Gênes"}}
    with pytest.raises(DefinitionRefused):
        load(definition)


@pytest.mark.parametrize("change", [{"cap": 25}, {"stock": 480}, {"closes_on": date(2026, 12, 18)}])
def test_change_wave_refuses_an_open_wave(marseille, change):
    with pytest.raises(RulesAreFrozen):
        change_wave(wave=wave(), seen=1, changes=change, by=person("ines"), at=MONDAY)


def test_change_wave_tells_the_second_of_two_editors(marseille):
    draft = wave(state=Wave.State.DRAFT)
    change_wave(wave=draft, seen=1, changes={"stock": 480}, by=person("ines"), at=MONDAY)
    with pytest.raises(EditedMeanwhile):
        change_wave(wave=Wave.objects.get(), seen=1, changes={"stock": 470}, by=person("karim"), at=MONDAY)


def test_change_wave_refuses_more_than_what_was_announced(marseille):
    with pytest.raises(DefinitionRefused):
        change_wave(wave=wave(state=Wave.State.DRAFT), seen=1, changes={"stock": 1001}, by=person("ines"), at=MONDAY)


def test_open_wave_then_close_it(marseille):
    draft = wave(state=Wave.State.DRAFT)
    open_wave(wave=ticked(draft), on=MONDAY.date(), by=person("ines"), at=MONDAY)
    close_wave(wave=draft, by=person("ines"), at=MONDAY)
    assert Wave.objects.get().state == "closed"
    with pytest.raises(MoveNotAllowed):
        close_wave(wave=draft, by=person("ines"), at=MONDAY)


def test_open_wave_refuses_a_deadline_that_has_passed(marseille):
    draft = wave(state=Wave.State.DRAFT)
    with pytest.raises(DeadlineHasPassed):
        open_wave(wave=draft, on=date(2026, 12, 12), by=person("ines"), at=MONDAY)


def test_a_wave_takes_applications_from_its_opening_to_its_last_day(marseille):
    opened = wave()
    assert opened.takes_applications(date(2026, 12, 11))
    assert not opened.takes_applications(date(2026, 12, 12))
    assert not wave(number=2, state=Wave.State.CLOSED).takes_applications(date(2026, 12, 1))


LOTO = {"state": "closed", "public_draw": "Loto du 16 janvier 2027"}


def test_tell_draw_writes_the_result_until_it_is_right(marseille):
    closed = wave(**LOTO)
    tell_draw(wave=closed, result=" 3 17 22 ", by=person("ines"), at=MONDAY)
    tell_draw(wave=closed, result="3 17 23", by=person("ines"), at=MONDAY)
    assert (Wave.objects.get().drawn, Wave.objects.get().awaits_draw) == ("3 17 23", False)
    told = Entry.objects.filter(verb="draw_told").order_by("number")
    assert [entry.facts["result"] for entry in told] == ["3 17 22", "3 17 23"]


@pytest.mark.parametrize("fields", [LOTO | {"state": "open"}, {"state": "closed"}])
def test_tell_draw_waits_for_a_closed_call_that_named_one(marseille, fields):
    with pytest.raises(NoDrawToTell):
        tell_draw(wave=wave(**fields), result="3 17 22", by=person("ines"), at=MONDAY)


def test_a_wave_does_not_open_again_once_its_draw_is_known(marseille):
    with pytest.raises(DrawIsKnown):
        open_wave(wave=wave(**LOTO, drawn="3 17 22"), on=MONDAY.date(), by=person("ines"), at=MONDAY)
