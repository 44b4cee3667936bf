"""Two people at the same instant."""

import pytest
from django.db.models import Sum

from rebond.waves.actions import change_allocation, publish_allocation
from rebond.waves.models import Allocation, Proposal
from rebond.waves.queries import promise_of
from tests.factories.accounts import person
from tests.factories.organisations import donor
from tests.factories.waves import TUESDAY, contested_wave, draft_of, ready_machines
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def answers(city, *deeds) -> list[str]:
    """What deeds that start together end with: "done" or the name of their refusal."""
    outcomes = at_once(city, *deeds)
    return sorted(type(one).__name__ if isinstance(one, Exception) else "done" for one in outcomes)


def set_to(allocation: Allocation, units: int):
    lucie = person("lucie")
    return lambda: change_allocation(allocation=allocation, units=units, reason="Besoin.", by=lucie, at=TUESDAY)


def publication_of(proposal: Proposal):
    karim = person("karim")
    return lambda: publish_allocation(proposal=proposal, by=karim, at=TUESDAY)


def sums(proposal: Proposal) -> tuple[int, int]:
    """The sum that the proposal keeps, and that of its allocations."""
    proposal.refresh_from_db()
    return proposal.granted, proposal.allocations.aggregate(units=Sum("units"))["units"]


ROUNDS = range(1, 6)


def test_two_changes_cannot_pass_the_stock_together(marseille):
    for number in ROUNDS:
        closed = contested_wave(number)
        proposal = draft_of(closed)
        first, second, _, last = proposal.allocations.order_by("application__reference")
        set_to(last, 0)()
        assert answers(marseille, set_to(first, 15), set_to(second, 14)) == ["StockExceeded", "done"]
        assert sums(proposal) == (25, 25)


def test_two_changes_of_one_allocation_leave_an_exact_sum(marseille):
    for number in ROUNDS:
        proposal = draft_of(contested_wave(number))
        allocation = proposal.allocations.get(units=10)
        assert answers(marseille, set_to(allocation, 8), set_to(allocation, 5)) == ["EditedMeanwhile", "done"]
        kept, counted = sums(proposal)
        assert kept == counted


def test_a_change_is_in_the_record_or_refused(marseille):
    for number in ROUNDS:
        proposal = draft_of(contested_wave(number))
        ready_machines(25)
        change = set_to(proposal.allocations.get(units=10), 8)
        outcome = answers(marseille, change, publication_of(proposal))
        proposal.refresh_from_db()
        is_in_record = '"decided":8' in proposal.record
        assert (outcome, is_in_record) in [(["NotADraft", "done"], False), (["done", "done"], True)]


def test_two_publications_cannot_promise_the_same_machines(marseille):
    for number in ROUNDS:
        first, second = draft_of(contested_wave(2 * number)), draft_of(contested_wave(2 * number + 1))
        ready_machines(30 - promise_of(donor()).left)
        assert answers(marseille, publication_of(first), publication_of(second)) == ["NotEnoughMachines", "done"]
