"""Who was granted what, and who may be told."""

import pytest

from rebond.waves.queries import (
    Promise,
    decision_on,
    managers_by_association,
    promise_of,
    published_allocations,
    publishers_of,
    shown_proposal,
    waves_with_units,
)
from tests.factories.accounts import manager_of, person
from tests.factories.organisations import donor
from tests.factories.programmes import wave
from tests.factories.waves import contested_wave, draft_of, published, published_allocation, ready_machines

pytestmark = pytest.mark.django_db


def test_published_allocations_are_those_of_one_machine_at_least(marseille):
    published(contested_wave())
    names = published_allocations().values_list("application__association__name", "units")
    assert sorted(names) == [("Atelier Pixel", 4), ("Clic et Calanques", 11), ("Mots en Partage", 10)]


def test_published_allocations_of_a_draft_are_none(marseille):
    draft_of(contested_wave())
    assert list(published_allocations()) == []


def test_published_allocations_of_one_wave_leave_the_others_out(marseille):
    first, second = contested_wave(), contested_wave(2)
    published(first)
    published(second)
    assert published_allocations(second).count() == 3
    assert published_allocations().count() == 6


def test_shown_proposal_is_the_draft_then_the_publication(marseille):
    closed = contested_wave()
    assert shown_proposal(closed) is None
    draft_of(closed)
    latest = draft_of(closed)
    assert shown_proposal(closed) == latest


def test_promise_of_a_donor_counts_machines_and_publications(marseille):
    published(contested_wave())
    ready_machines(15)
    promise = promise_of(donor())
    assert (promise, promise.left) == (Promise(machines=40, promised=25), 15)
    assert (promise.covers(15), promise.covers(16)) == (True, False)


def test_publishers_are_the_other_officers(marseille):
    proposal = draft_of(contested_wave())
    for name in ("karim", "lucie", "tom", "sam"):
        person(name)
    assert [user.name for user in publishers_of(proposal)] == ["Karim Saïd", "Sam Leroy"]


def test_managers_by_association_leave_out_who_left(marseille):
    allocation = published_allocation()
    awa = manager_of(allocation.application.association)
    gone = manager_of(allocation.application.association, "ancien", "Ancien Responsable")
    gone.is_active = False
    gone.save()
    assert managers_by_association(allocation.proposal) == {allocation.application.association_id: [awa]}


def test_decision_on_an_application_forgets_drafts_that_were_set_aside(marseille):
    closed = contested_wave()
    draft_of(closed)
    latest = draft_of(closed)
    assert decision_on(closed.applications.first().pk).proposal == latest


def test_waves_with_units_count_publications_only(marseille):
    published(contested_wave())
    draft_of(contested_wave(2))
    wave(3)
    assert list(waves_with_units().values_list("number", "granted")) == [(1, 25), (2, None), (3, None)]
