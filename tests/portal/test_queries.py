"""The public figures agree with their parts, and each is counted once."""

import pytest

from rebond.organisations.models import Association
from rebond.portal.queries import current_wave, district_figures, programme_figures
from rebond.portal.story import programme_journey
from rebond.programmes.models import Wave
from tests.factories.applications import application
from tests.factories.handovers import handover_of, signed
from tests.factories.programmes import wave
from tests.factories.waves import allocation_of, contested_wave, published, ready_machines

pytestmark = pytest.mark.usefixtures("marseille")


@pytest.fixture
def shared_wave(marseille) -> Wave:
    """Case b, published: 11, 10, 0 and 4; Mots en Partage signed for its 10."""
    closed = contested_wave()
    proposal = published(closed)
    signed(handover_of(allocation_of(proposal), scanned=10))
    return closed


def test_a_programme_without_publication_has_nothing_to_tell():
    figures = programme_figures(contested_wave().programme)
    assert (figures.allocated, figures.associations, figures.handed_over) == (0, 0, 0)


def test_the_figures_count_what_was_granted_and_what_left(shared_wave):
    figures = programme_figures(shared_wave.programme)
    assert (figures.ready, figures.allocated, figures.associations, figures.handed_over) == (25, 25, 3, 10)


def test_the_sum_of_the_waves_is_the_programme(shared_wave):
    published(contested_wave(2))
    figures = programme_figures(shared_wave.programme)
    assert [(one.allocated, one.handed_over) for one in figures.waves] == [(25, 10), (25, 0)]
    assert (figures.allocated, figures.handed_over) == (50, 10)


def test_the_sum_of_the_districts_is_the_programme(shared_wave):
    rows = district_figures(shared_wave.programme, {"13203": "Marseille 3e arrondissement"})
    assert sum(row.allocated for row in rows) == 25
    assert sum(row.associations for row in rows) == 3
    assert sum(row.handed_over for row in rows) == 10


def test_a_district_where_nobody_was_served_is_shown_with_zero(shared_wave):
    rows = district_figures(shared_wave.programme, {"13216": "Marseille 16e arrondissement"})
    assert (rows[0].code, rows[0].allocated) == ("13216", 0)


def test_what_lies_in_no_district_of_the_city_is_one_line(shared_wave):
    Association.objects.filter(name="Mots en Partage").update(district_code="")
    Association.objects.filter(name="Atelier Pixel").update(district_code="13001")
    rows = district_figures(shared_wave.programme, {"13203": "Marseille 3e arrondissement"})
    assert [(row.code, row.allocated, row.associations, row.handed_over) for row in rows] == [
        ("13203", 11, 1, 0),
        ("", 14, 2, 10),
    ]


def test_an_association_served_in_two_waves_counts_once_in_all(shared_wave):
    second = wave(2, state=Wave.State.CLOSED, stock=5, floor=1)
    application(second, Association.objects.get(name="Mots en Partage"), requested=5, minimum=1)
    assert not programme_figures(shared_wave.programme).has_served_twice
    published(second)
    figures = programme_figures(shared_wave.programme)
    assert ([one.associations for one in figures.waves], figures.associations) == ([3, 1], 3)
    assert figures.has_served_twice


def test_the_figures_take_as_many_queries_for_one_wave_as_for_three(shared_wave, django_assert_num_queries):
    contested_wave(2)
    contested_wave(3)
    with django_assert_num_queries(6):
        programme_figures(shared_wave.programme)


def test_the_journey_stands_at_all_that_has_begun_and_is_not_finished(shared_wave):
    ready_machines(1)
    programme = shared_wave.programme
    journey = programme_journey(programme, programme_figures(programme))
    assert [stop["state"] for stop in journey] == ["done", "done", "now", "now", "next"]


def test_the_wave_to_speak_of_is_the_first_that_has_not_closed(marseille):
    first = wave(1, state=Wave.State.PUBLISHED)
    second = wave(2, state=Wave.State.OPEN)
    assert current_wave(first.programme, second.closes_on) == second
