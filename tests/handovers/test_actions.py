"""The deeds of a hand-over: what each does, what it refuses, in every state."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from rebond.documents.files import read_document
from rebond.handovers import actions
from rebond.handovers.models import Handover, HandoverItem
from rebond.handovers.note import render_note
from rebond.handovers.scanning import HandoverIsFull
from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.models import Device
from tests.factories.accounts import manager_of, person
from tests.factories.handovers import (
    FRIDAY,
    THURSDAY,
    handover,
    handover_in,
    handover_of,
    ready_serials,
    signed,
    two_handovers,
)
from tests.factories.waves import contested_wave, draft_of, published_allocation, ready_machines

State = Handover.State


def device_states() -> dict[str, int]:
    """How many machines there are in each state."""
    states = Device.objects.order_by().values_list("state", flat=True)
    return {state: list(states).count(state) for state in set(states)}


def last_entry() -> tuple[str, dict]:
    entry = Entry.objects.last()
    return entry.verb, entry.facts


# prepare


def test_prepare_handover_opens_it_for_what_was_allocated(marseille):
    made = handover(18)
    assert (made.state, made.units, made.scanned, made.before) == (State.PREPARING, 18, 0, 0)
    assert last_entry() == ("handover_prepared", {"units": 18, "before": 0})


def test_prepare_handover_waits_for_the_publication(marseille):
    allocation = draft_of(contested_wave()).allocations.first()
    with pytest.raises(actions.AllocationNotPublished):
        handover_of(allocation)


def test_prepare_handover_twice_gives_the_one_under_way(marseille):
    made = handover(3)
    with pytest.raises(actions.HandoverUnderWay) as refusal:
        handover_of(made.allocation)
    assert refusal.value.handover == made


def test_two_live_handovers_of_an_allocation_are_refused_by_the_database(marseille):
    made = handover(3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.create(allocation=made.allocation, reference="R-2", units=3, prepared_at=THURSDAY)


def test_prepare_handover_needs_terms_for_the_legal_route(marseille):
    allocation = published_allocation(3)
    programme = allocation.proposal.wave.programme
    type(programme).objects.update(legal_route="loan")
    allocation.proposal.wave.programme.refresh_from_db()
    with pytest.raises(actions.NoTermsForThisRoute):
        handover_of(allocation)


def test_what_is_left_of_a_partial_handover_is_prepared_next(marseille):
    first = signed(handover(3, scanned=2), left=1)
    second = handover_of(first.allocation)
    assert (second.before, second.units) == (2, 1)


def test_nothing_is_prepared_beyond_the_allocation(marseille):
    first = signed(handover(2, scanned=2))
    with pytest.raises(actions.NothingLeftToHandOver):
        handover_of(first.allocation)


def test_handover_prepared_from_a_stale_count_is_refused_by_the_database(marseille):
    first = signed(handover(3, scanned=2), left=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.create(allocation=first.allocation, reference="R-2", units=3, prepared_at=FRIDAY)


def test_cancelled_handover_can_be_prepared_again(marseille):
    again = handover_of(handover_in(State.CANCELLED).allocation)
    assert (again.state, again.units) == (State.PREPARING, 2)


# scan


def test_add_device_reserves_it_and_counts_it(marseille):
    made = handover(3)
    [serial] = ready_serials(1)
    item = actions.add_device(handover=made, code=serial, by=person("tom"), at=THURSDAY)
    assert (item.device.serial, made.scanned) == (serial, 1)
    assert device_states() == {"ready": 2, "reserved": 1}
    assert last_entry() == ("devices_added", {"devices": [str(item.device_id)]})


def test_add_devices_takes_what_it_can_and_says_why_not(marseille):
    made = handover(3)
    first, second, *_ = ready_serials(3)
    scans = actions.add_devices(handover=made, codes=[first, "inconnu", first, second], by=person("tom"), at=THURSDAY)
    assert [type(scan.refusal).__name__ for scan in scans] == ["NoneType", "UnknownCode", "AlreadyHere", "NoneType"]
    assert Handover.objects.get().scanned == HandoverItem.objects.filter(released_at=None).count() == 2


def test_add_devices_never_passes_the_allocation(marseille):
    made = handover(3)
    ready_machines(5)
    scans = actions.add_devices(handover=made, codes=ready_serials(8), by=person("tom"), at=THURSDAY)
    assert [scan.device is not None for scan in scans] == [True] * 3 + [False] * 5
    assert {type(scan.refusal) for scan in scans[3:]} == {HandoverIsFull}


def test_more_machines_than_allocated_are_refused_by_the_database(marseille):
    made = handover(2, scanned=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=made.pk).update(scanned=3)


def test_device_in_two_handovers_is_refused_by_the_database(marseille):
    first, second = two_handovers()
    item = actions.add_device(handover=first, code=ready_serials(1)[0], by=person("tom"), at=THURSDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandoverItem.objects.create(handover=second, device=item.device, added_at=THURSDAY)


def test_fill_handover_takes_ready_machines_in_the_order_of_their_serials(marseille):
    made = handover(3, scanned=1)
    ready_machines(4)
    wanted = ready_serials(2)
    actions.fill_handover(handover=made, by=person("tom"), at=THURSDAY)
    assert made.scanned == 3
    assert set(wanted) <= {item.device.serial for item in made.items.all()}


def test_remove_device_makes_it_ready_again_once(marseille):
    made = handover(2, scanned=2)
    item = made.items.first()
    for _ in range(2):
        actions.remove_device(item=item, by=person("tom"), at=THURSDAY)
    assert Handover.objects.get().scanned == 1
    assert device_states() == {"ready": 1, "reserved": 1}


def test_removed_device_can_join_another_handover(marseille):
    first, second = two_handovers()
    [serial] = ready_serials(1)
    item = actions.add_device(handover=first, code=serial, by=person("tom"), at=THURSDAY)
    actions.remove_device(item=item, by=person("tom"), at=THURSDAY)
    assert actions.add_device(handover=second, code=serial, by=person("tom"), at=THURSDAY).handover == second


# accessories


def test_accessories_are_counted(marseille):
    made = handover(3)
    actions.count_accessories(handover=made, keyboards=3, mice=2, seen=1, by=person("tom"), at=THURSDAY)
    assert (made.keyboards, made.mice, made.version) == (3, 2, 2)


def test_accessories_counted_by_two_people_keep_the_first(marseille):
    made = handover(3)
    actions.count_accessories(handover=made, keyboards=3, mice=2, seen=1, by=person("tom"), at=THURSDAY)
    with pytest.raises(EditedMeanwhile):
        actions.count_accessories(handover=made, keyboards=1, mice=1, seen=1, by=person("ines"), at=THURSDAY)


def test_more_accessories_than_machines_are_refused_by_the_database(marseille):
    made = handover(3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=made.pk).update(mice=4)


# announce


def test_announce_handover_tells_the_managers(marseille):
    made = handover(2, scanned=2)
    awa = manager_of(made.association)
    actions.announce_handover(handover=made, by=person("tom"), at=THURSDAY)
    mail = Mail.objects.get(about_id=str(made.pk))
    assert (made.state, mail.to, mail.subject) == (
        State.READY,
        awa.email,
        f"Vos ordinateurs sont prêts ({made.reference})",
    )


def test_announce_handover_needs_a_machine(marseille):
    with pytest.raises(actions.HandoverIsEmpty):
        actions.announce_handover(handover=handover(2), by=person("tom"), at=THURSDAY)


# sign


def test_sign_handover_moves_the_machines_and_keeps_the_note(marseille):
    made = signed(handover(3, scanned=3))
    assert (made.state, made.signed_on) == (State.SIGNED, date(2026, 11, 27))
    assert device_states() == {"handed-over": 3}
    assert read_document(made.note) == render_note(Handover.objects.get())
    assert last_entry() == ("handover_signed", {"machines": 3, "left": 0, "note_sha256": made.note.sha256})


def test_sign_handover_tells_the_managers_what_is_left(marseille):
    made = handover(3, scanned=2)
    manager_of(made.association)
    signed(made, left=1)
    body = Mail.objects.get(about_id=str(made.pk)).body
    assert "1 ordinateur vous reste dû" in body


def test_sign_handover_needs_the_exact_number_that_is_left(marseille):
    made = handover(3, scanned=2)
    for left in (0, 2, 3):
        with pytest.raises(actions.MachinesLeft) as refusal:
            signed(made, left=left)
        assert refusal.value.left == 1
    assert device_states() == {"ready": 1, "reserved": 2}


def test_sign_handover_needs_a_machine(marseille):
    with pytest.raises(actions.HandoverIsEmpty):
        signed(handover(2), left=2)


@pytest.mark.parametrize("day", [THURSDAY.date() - timedelta(days=1), FRIDAY.date() + timedelta(days=1)])
def test_sign_handover_refuses_a_day_that_cannot_be(marseille, day):
    with pytest.raises(actions.SignedBeforeItWasPrepared):
        signed(handover(2, scanned=2), on=day)


def test_signature_fails_whole_when_a_machine_is_not_where_it_should_be(marseille):
    made = handover(2, scanned=2)
    Device.objects.filter(pk=made.items.first().device_id).update(state=Device.State.READY)
    with pytest.raises(actions.SomebodyElseWasFirst):
        signed(made)
    assert Handover.objects.get().state == State.PREPARING
    assert device_states() == {"ready": 1, "reserved": 1}


def test_signed_handover_without_note_is_refused_by_the_database(marseille):
    made = handover(2, scanned=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=made.pk).update(
            state=State.SIGNED, signatory="Awa Diallo", signed_on=FRIDAY.date(), signed_at=FRIDAY
        )


# cancel


def test_cancel_handover_frees_the_machines_and_keeps_the_reason(marseille):
    made = handover_in(State.CANCELLED)
    assert (made.state, made.scanned, made.cancel_reason) == (State.CANCELLED, 0, "Association dissoute")
    assert device_states() == {"ready": 2}
    assert last_entry() == ("handover_cancelled", {"machines": 2})


def test_cancel_handover_needs_a_reason(marseille):
    with pytest.raises(actions.ReasonNeeded):
        actions.cancel_handover(handover=handover(2), reason="  ", by=person("ines"), at=THURSDAY)


# every event in every state (R8)

EVENTS = {
    "add": lambda made: actions.add_devices(handover=made, codes=["x"], by=person("tom"), at=FRIDAY),
    "remove": lambda made: actions.remove_device(item=made.items.first(), by=person("tom"), at=FRIDAY),
    "count": lambda made: actions.count_accessories(
        handover=made, keyboards=1, mice=1, seen=Handover.objects.get().version, by=person("tom"), at=FRIDAY
    ),
    "announce": lambda made: actions.announce_handover(handover=made, by=person("tom"), at=FRIDAY),
    "reopen": lambda made: actions.reopen_handover(handover=made, by=person("tom"), at=FRIDAY),
    "sign": signed,
    "cancel": lambda made: actions.cancel_handover(handover=made, reason="Erreur", by=person("tom"), at=FRIDAY),
}
NOT_OPEN, OVER = actions.HandoverNotOpen, actions.HandoverIsOver
OUTCOMES = {
    # event     preparing        ready            signed           cancelled
    "add":      (State.PREPARING, NOT_OPEN,        NOT_OPEN,       NOT_OPEN),
    "remove":   (State.PREPARING, NOT_OPEN,        NOT_OPEN,       NOT_OPEN),
    "count":    (State.PREPARING, NOT_OPEN,        NOT_OPEN,       NOT_OPEN),
    "announce": (State.READY,     NOT_OPEN,        NOT_OPEN,       NOT_OPEN),
    "reopen":   (MoveNotAllowed,  State.PREPARING, MoveNotAllowed, MoveNotAllowed),
    "sign":     (State.SIGNED,    State.SIGNED,    OVER,           OVER),
    "cancel":   (State.CANCELLED, State.CANCELLED, OVER,           OVER),
}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "event", "outcome"),
    [
        (state, event, outcome)
        for event, outcomes in OUTCOMES.items()
        for state, outcome in zip(State.values, outcomes, strict=True)
    ],
)
def test_event_in_state(marseille, state, event, outcome):
    made = handover_in(state)
    if isinstance(outcome, str):
        EVENTS[event](made)
        assert Handover.objects.get().state == outcome
    else:
        before = Handover.objects.values().get()
        with pytest.raises(outcome):
            EVENTS[event](made)
        assert Handover.objects.values().get() == before
