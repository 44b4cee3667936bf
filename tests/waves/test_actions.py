"""Propose, change, publish: each rule of the three deeds."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from rebond.applications.models import Application
from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.programmes.actions import RulesAreFrozen, change_wave
from rebond.programmes.models import Wave
from rebond.safeguards.states import MoveNotAllowed, move
from rebond.safeguards.versions import EditedMeanwhile
from rebond.waves.actions import (
    ApplicationWithoutPoints,
    DeciderCannotPublish,
    InputsChanged,
    NobodyToServe,
    NotADraft,
    NotEnoughMachines,
    OutOfBounds,
    ReasonNeeded,
    StockExceeded,
    WaveNotClosed,
    change_allocation,
    propose_allocation,
    publish_allocation,
)
from rebond.waves.models import Allocation, Proposal
from tests.factories.accounts import manager_of, person
from tests.factories.applications import application
from tests.factories.programmes import wave
from tests.factories.waves import (
    TUESDAY,
    WEDNESDAY,
    allocation_of,
    contested_wave,
    draft_of,
    published,
    ready_machines,
)

pytestmark = pytest.mark.django_db


def units_by_name(proposal: Proposal) -> dict[str, int]:
    rows = proposal.allocations.order_by("application__reference")
    return dict(rows.values_list("application__association__name", "units"))


def change(allocation: Allocation, units: int, reason: str = "Deux salles au lieu d'une.") -> Allocation:
    return change_allocation(allocation=allocation, units=units, reason=reason, by=person("lucie"), at=TUESDAY)


# Propose


def test_propose_allocation_shares_by_the_default_rule(marseille):
    proposal = draft_of(contested_wave())
    assert units_by_name(proposal) == {
        "Clic et Calanques": 11,
        "Mots en Partage": 10,
        "Les Claviers du Panier": 0,
        "Atelier Pixel": 4,
    }
    assert (proposal.stock, proposal.granted, proposal.left) == (25, 25, 0)


def test_propose_allocation_says_why_in_one_sentence(marseille):
    refused = allocation_of(draft_of(contested_wave()), "Les Claviers du Panier")
    assert refused.sentence.startswith("Vous avez demandé 20 ordinateurs\u00a0; il en restait trop peu")


def test_propose_allocation_bounds_each_decision_by_request_and_cap(marseille):
    proposal = draft_of(contested_wave(cap=15))
    assert sorted(proposal.allocations.values_list("ceiling", flat=True)) == [4, 15, 15, 15]


def test_propose_allocation_sets_the_former_draft_aside(marseille):
    closed = contested_wave()
    former = draft_of(closed)
    latest = draft_of(closed)
    former.refresh_from_db()
    assert (former.state, latest.state) == ("discarded", "draft")


def test_propose_allocation_gives_the_same_bytes_again(marseille):
    closed = contested_wave()
    first, again = draft_of(closed), draft_of(closed)
    assert (first.problem, first.result) == (again.problem, again.result)


def test_propose_allocation_is_told_in_the_journal(marseille):
    proposal = draft_of(contested_wave())
    entry = Entry.objects.get(verb="allocation_proposed")
    assert entry.facts == {
        "wave": "vague-1",
        "stock": 25,
        "granted": 25,
        "problem_sha256": proposal.problem_sha256,
    }


@pytest.mark.parametrize("state", [Wave.State.DRAFT, Wave.State.OPEN, Wave.State.PUBLISHED])
def test_propose_allocation_waits_for_the_end_of_applications(marseille, state):
    with pytest.raises(WaveNotClosed):
        draft_of(contested_wave(state=state))


def test_propose_allocation_needs_somebody_to_serve(marseille):
    with pytest.raises(NobodyToServe):
        draft_of(wave(state=Wave.State.CLOSED))


def test_propose_allocation_names_the_application_without_points(marseille):
    closed = contested_wave()
    application(closed, points=0)
    with pytest.raises(ApplicationWithoutPoints, match="V1-005"):
        draft_of(closed)


# Change


def test_change_allocation_keeps_the_sum_exact(marseille):
    proposal = draft_of(contested_wave())
    change(allocation_of(proposal, "Clic et Calanques"), 8)
    change(allocation_of(proposal, "Mots en Partage"), 12)
    proposal.refresh_from_db()
    assert (proposal.granted, proposal.left) == (24, 1)
    assert proposal.allocations.aggregate(units=Sum("units"))["units"] == 24


def test_change_allocation_never_passes_the_stock(marseille):
    proposal = draft_of(contested_wave())
    change(allocation_of(proposal, "Clic et Calanques"), 10)
    with pytest.raises(StockExceeded, match="que 1 ordinateur "):
        change(allocation_of(proposal, "Mots en Partage"), 12)
    proposal.refresh_from_db()
    assert (proposal.granted, allocation_of(proposal, "Mots en Partage").units) == (24, 10)


def test_the_database_refuses_a_sum_above_the_stock(marseille):
    proposal = draft_of(contested_wave())
    with pytest.raises(IntegrityError, match="proposal_within_stock"):
        Proposal.objects.filter(pk=proposal.pk).update(granted=26)


def test_change_allocation_never_passes_what_was_asked(marseille):
    with pytest.raises(OutOfBounds, match="de 0 à 4"):
        change(allocation_of(draft_of(contested_wave(stock=80)), "Atelier Pixel"), 5)


def test_change_allocation_never_passes_the_cap(marseille):
    with pytest.raises(OutOfBounds, match="de 0 à 15"):
        change(allocation_of(draft_of(contested_wave(stock=80, cap=15))), 16)


def test_change_allocation_never_goes_below_zero(marseille):
    with pytest.raises(OutOfBounds):
        change(allocation_of(draft_of(contested_wave())), -1)


def test_the_database_refuses_an_allocation_above_its_ceiling(marseille):
    allocation = allocation_of(draft_of(contested_wave()), "Atelier Pixel")
    with pytest.raises(IntegrityError, match="allocation_within_ceiling"):
        Allocation.objects.filter(pk=allocation.pk).update(units=5, change_reason="x", changed_by=person("lucie"))


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_change_allocation_needs_a_reason_that_fits(marseille, reason):
    with pytest.raises(ReasonNeeded):
        change(allocation_of(draft_of(contested_wave())), 9, reason)


def test_the_database_refuses_a_change_without_reason(marseille):
    allocation = allocation_of(draft_of(contested_wave()))
    with pytest.raises(IntegrityError, match="manual_change_has_a_reason"):
        Allocation.objects.filter(pk=allocation.pk).update(units=9)


def test_change_allocation_back_to_the_proposed_number_drops_the_reason(marseille):
    allocation = allocation_of(draft_of(contested_wave()))
    restored = change(change(allocation, 9), 10, reason="peu importe")
    assert (restored.units, restored.change_reason, restored.changed_by) == (10, "", None)


def test_change_allocation_holds_for_the_version_that_was_seen(marseille):
    proposal = draft_of(contested_wave())
    seen_by_ines, seen_by_lucie = allocation_of(proposal), allocation_of(proposal)
    change(seen_by_ines, 8)
    with pytest.raises(EditedMeanwhile):
        change(seen_by_lucie, 9)
    proposal.refresh_from_db()
    assert (allocation_of(proposal).units, proposal.granted) == (8, 23)


def test_change_allocation_is_told_in_the_journal_without_its_words(marseille):
    change(allocation_of(draft_of(contested_wave())), 9)
    assert Entry.objects.get(verb="allocation_changed").facts == {"proposed": 10, "before": 10, "units": 9}


# Publish


def test_publish_allocation_freezes_the_record_and_ends_the_wave(marseille):
    proposal = published(contested_wave())
    assert (proposal.state, proposal.wave.state) == ("published", "published")
    assert json.loads(proposal.record)["published_at"] == "2026-11-24T09:00:00Z"


def test_publish_allocation_seals_both_fingerprints_in_the_journal(marseille):
    proposal = published(contested_wave())
    assert Entry.objects.get(verb="allocation_published").facts == {
        "wave": "vague-1",
        "granted": 25,
        "problem_sha256": proposal.problem_sha256,
        "record_sha256": proposal.record_sha256,
    }


def test_publish_allocation_needs_a_second_person(marseille):
    proposal = draft_of(contested_wave())
    ready_machines(25)
    with pytest.raises(DeciderCannotPublish):
        publish_allocation(proposal=proposal, by=person("ines"), at=TUESDAY)


def test_publish_allocation_is_not_for_whoever_changed_a_number(marseille):
    proposal = draft_of(contested_wave())
    ready_machines(25)
    karim, allocation = person("karim"), allocation_of(proposal)
    changed = change_allocation(allocation=allocation, units=8, reason="Une salle.", by=karim, at=TUESDAY)
    with pytest.raises(DeciderCannotPublish):
        publish_allocation(proposal=proposal, by=karim, at=TUESDAY)
    change_allocation(allocation=changed, units=10, reason="", by=karim, at=TUESDAY)
    assert publish_allocation(proposal=proposal, by=karim, at=TUESDAY).is_published


def test_a_form_opened_before_the_publication_changes_no_setting(marseille):
    opened = contested_wave()
    published(opened)
    with pytest.raises(RulesAreFrozen):
        change_wave(wave=opened, seen=opened.version, changes={"stock": 30}, by=person("ines"), at=WEDNESDAY)


def test_the_database_refuses_a_publication_by_the_proposer(marseille):
    proposal = draft_of(contested_wave())
    with pytest.raises(IntegrityError, match="publication_needs_a_second_person"):
        move(proposal, Proposal.State.PUBLISHED, published_by=proposal.proposed_by, published_at=TUESDAY, record="{}")


def test_publish_allocation_needs_a_machine_for_every_promise(marseille):
    proposal = draft_of(contested_wave())
    ready_machines(24)
    with pytest.raises(NotEnoughMachines, match="24 machines attribuables"):
        publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)


def test_publish_allocation_counts_what_other_waves_promised(marseille):
    published(contested_wave())
    second = draft_of(contested_wave(2))
    ready_machines(24)
    with pytest.raises(NotEnoughMachines, match="49 machines attribuables\u00a0; 25 sont déjà promises"):
        publish_allocation(proposal=second, by=person("karim"), at=TUESDAY)


def test_publish_allocation_does_not_count_another_donors_machines(marseille):
    proposal = draft_of(contested_wave())
    ready_machines(100, "Armement Sud")
    with pytest.raises(NotEnoughMachines):
        publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)


def test_publish_allocation_refuses_inputs_that_changed(marseille):
    proposal = draft_of(contested_wave())
    ready_machines(25)
    Application.objects.filter(reference="V1-002").update(points=51)
    with pytest.raises(InputsChanged):
        publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)


def test_publish_allocation_refuses_a_wave_that_was_opened_again(marseille):
    proposal = draft_of(contested_wave())
    ready_machines(25)
    move(proposal.wave, Wave.State.OPEN)
    with pytest.raises(WaveNotClosed):
        publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)


def test_publish_allocation_refuses_a_draft_that_was_replaced(marseille):
    closed = contested_wave()
    former = draft_of(closed)
    draft_of(closed)
    with pytest.raises(NotADraft):
        publish_allocation(proposal=former, by=person("karim"), at=TUESDAY)


def test_a_published_allocation_changes_no_more(marseille):
    allocation = allocation_of(published(contested_wave()))
    with pytest.raises(NotADraft):
        change(allocation, 9)


def test_a_wave_is_published_once(marseille):
    proposal = published(contested_wave())
    with pytest.raises(NotADraft):
        publish_allocation(proposal=proposal, by=person("karim"), at=WEDNESDAY)
    with pytest.raises(WaveNotClosed):
        propose_allocation(wave=proposal.wave, by=person("ines"), at=WEDNESDAY)


def test_publish_allocation_that_is_refused_writes_nothing(marseille):
    closed = contested_wave()
    manager_of(closed.applications.first().association)
    proposal = draft_of(closed)
    with pytest.raises(NotEnoughMachines):
        publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.record, Mail.objects.count()) == ("draft", "", 0)


# States


@pytest.mark.parametrize("start", Proposal.State.values)
@pytest.mark.parametrize("end", Proposal.State.values)
def test_a_proposal_moves_only_from_draft(marseille, start, end):
    closed = contested_wave()
    proposal = {
        "draft": lambda: draft_of(closed),
        "discarded": lambda: set_aside(closed),
        "published": lambda: published(closed),
    }[start]()
    allowed = (start, end) in {("draft", "published"), ("draft", "discarded")}
    facts = {"published_by": person("karim"), "published_at": TUESDAY, "record": "{}"} if end == "published" else {}
    if allowed:
        move(proposal, end, **facts)
    else:
        with pytest.raises(MoveNotAllowed):
            move(proposal, end, **facts)
    proposal.refresh_from_db()
    assert proposal.state == (end if allowed else start)


def set_aside(closed: Wave) -> Proposal:
    former = draft_of(closed)
    draft_of(closed)
    former.refresh_from_db()
    return former


DEEDS = {
    "propose": lambda proposal: propose_allocation(wave=proposal.wave, by=person("ines"), at=WEDNESDAY),
    "change": lambda proposal: change(allocation_of(proposal), 9),
    "publish": lambda proposal: publish_allocation(proposal=proposal, by=person("karim"), at=WEDNESDAY),
}
REFUSALS = {
    ("draft", "propose"): None,
    ("draft", "change"): None,
    ("draft", "publish"): None,
    ("discarded", "propose"): None,
    ("discarded", "change"): NotADraft,
    ("discarded", "publish"): NotADraft,
    ("published", "propose"): WaveNotClosed,
    ("published", "change"): NotADraft,
    ("published", "publish"): NotADraft,
}


@pytest.mark.parametrize(("state", "name"), REFUSALS)
def test_every_deed_in_every_state_of_a_proposal(marseille, state, name):
    closed = contested_wave()
    proposal = {"draft": draft_of, "discarded": set_aside, "published": published}[state](closed)
    if state != "published":
        ready_machines(25)
    refusal = REFUSALS[state, name]
    if refusal is None:
        DEEDS[name](proposal)
        return
    with pytest.raises(refusal), transaction.atomic():
        DEEDS[name](proposal)
    proposal.refresh_from_db()
    assert proposal.state == state
