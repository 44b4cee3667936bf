"""The checklist before a wave opens."""

from datetime import UTC, date, datetime

import pytest

from rebond.countries.france import is_day_off
from rebond.programmes.actions import NotReady, open_wave
from rebond.programmes.checklist.actions import settle_points
from rebond.programmes.checklist.points import blocking_points, points_of
from rebond.programmes.models import Tick, Wave
from rebond.safeguards.states import MoveNotAllowed
from tests.factories.accounts import person
from tests.factories.programmes import draft_programme, ticked, wave

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = MONDAY.date()


def settle(one: Wave, *codes: str, by: str = "ines") -> None:
    settle_points(wave=one, codes=codes, by=person(by), at=MONDAY)


def test_a_wave_does_not_open_while_a_point_blocks(marseille):
    draft = draft_programme().waves.get()
    with pytest.raises(NotReady) as refusal:
        open_wave(wave=draft, on=TODAY, by=person("ines"), at=MONDAY)
    assert [point.title for point in refusal.value.points] == [
        "le dispositif est public",
        "les textes et les lettres sont relus",
        "le donateur a donné son accord par écrit",
        "le formulaire de candidature est prêt",
    ]


def test_a_wave_opens_once_its_points_are_settled(marseille):
    draft = ticked(wave(state=Wave.State.DRAFT))
    open_wave(wave=draft, on=TODAY, by=person("ines"), at=MONDAY)
    assert draft.is_open


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"stock": 0}, "la vague a des ordinateurs, et toutes ensemble pas plus que ceux annoncés"),
        ({"stock": 5}, "le stock suffit au moins à un lot au plancher"),
        ({"closes_on": date(2026, 11, 20)}, "la clôture est à venir"),
        ({"lottery_seed": ""}, "la graine du tirage au sort est écrite"),
    ],
)
def test_the_machine_finds_what_blocks(marseille, fields, title):
    draft = ticked(wave(state=Wave.State.DRAFT, **fields))
    assert title in [point.title for point in blocking_points(draft, TODAY)]


def test_a_closing_day_off_is_a_warning(marseille):
    draft = ticked(wave(state=Wave.State.DRAFT, closes_on=date(2026, 12, 25), handover_from=date(2027, 1, 5)))
    warned = [point.title for point in points_of(draft, TODAY) if not point.is_settled]
    assert warned == [
        "un tirage public est nommé",
        "l’ouverture est à venir ou du jour",
        "la clôture tombe un jour ouvré",
    ]
    assert blocking_points(draft, TODAY) == []


def test_a_tick_keeps_its_first_name_until_it_is_taken_back(marseille):
    draft = wave(state=Wave.State.DRAFT)
    settle(draft, "texts", "donor")
    settle(draft, "texts", "form", by="karim")
    ticks = Tick.objects.order_by("code").values_list("code", "ticked_by__name")
    assert list(ticks) == [("form", "Karim Saïd"), ("texts", "Inès Ferrand")]


def test_an_open_wave_has_no_more_points_to_tick(marseille):
    with pytest.raises(MoveNotAllowed):
        settle(wave(), "texts")


@pytest.mark.parametrize("day", ["2026-04-06", "2026-05-14", "2026-05-25", "2026-07-14", "2026-11-28", "2027-03-29"])
def test_french_days_off(day):
    assert is_day_off(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-04-07", "2026-11-26", "2027-05-07"])
def test_french_working_days(day):
    assert not is_day_off(date.fromisoformat(day))
