"""What waits for whom."""

from datetime import date

import pytest

from rebond.portal.waiting import waiting_for
from rebond.programmes.models import Wave
from tests.factories.accounts import person
from tests.factories.bench import bench
from tests.factories.programmes import wave
from tests.factories.waves import contested_wave, draft_of, published

pytestmark = pytest.mark.usefixtures("marseille")
TODAY = date(2026, 11, 23)


def titles(first_name: str) -> list[str]:
    return [one.title for one in waiting_for(person(first_name), TODAY)]


def test_nothing_waits_in_an_empty_city():
    assert titles("ines") == []


def test_a_closed_wave_waits_for_a_proposal():
    contested_wave()
    assert titles("ines") == ["L’attribution reste à proposer"]


def test_a_session_at_the_bench_waits_for_whoever_opened_it():
    bench("tom")
    assert (titles("tom"), titles("ines")) == (["Votre séance de tri"], [])


def test_a_proposal_waits_for_another_officer_than_the_one_who_made_it():
    draft_of(contested_wave())
    assert titles("karim") == ["Une proposition attend votre publication"]
    assert titles("ines") == ["Votre proposition attend une autre personne"]


def test_a_proposal_waits_to_be_read_by_the_committee():
    draft_of(contested_wave())
    assert titles("lucie") == ["4 liens à déclarer", "Une proposition d’attribution est à lire"]


def test_a_publication_waits_in_the_warehouse():
    published(contested_wave())
    assert titles("tom") == ["3 remises à préparer"]


def test_what_has_a_deadline_comes_first():
    contested_wave(1)
    wave(2, state=Wave.State.OPEN, opens_on=date(2026, 9, 1), closes_on=date(2026, 11, 1))
    assert titles("ines")[0] == "La date de clôture est passée"
