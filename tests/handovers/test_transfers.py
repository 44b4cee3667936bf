"""One association passes machines to another: three people say yes, the stock does not move, both figures tell it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rebond.documents.files import read_document
from rebond.handovers.actions import add_devices
from rebond.handovers.custodies.models import Custody
from rebond.handovers.queries import handover_lines
from rebond.handovers.swaps.actions import last_day_to_swap
from rebond.handovers.transfers import actions
from rebond.handovers.transfers.models import Transfer
from rebond.mail.models import Mail
from rebond.organisations.merges.actions import merge_associations
from rebond.portal.queries import programme_figures
from rebond.programmes.models import Programme
from rebond.safeguards.states import MoveNotAllowed
from rebond.stock.ledger.models import Movement
from tests.factories.accounts import manager_of, person
from tests.factories.applications import application
from tests.factories.handovers import THURSDAY, ready_serials, signed, two_handovers
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.factories.returns import (
    SATURDAY,
    accepted_transfer,
    approved_transfer,
    asked_transfer,
    eligible,
    machine_in_use,
    returned,
)
from tests.factories.waves import published
from tests.papers import text_of_pdf

pytestmark = pytest.mark.usefixtures("marseille")


def held_by(name: str) -> int:
    return Custody.objects.filter(association__name=name, until=None).count()


def test_machines_change_hands_without_entering_the_stock():
    custody, other = machine_in_use(), eligible()
    movements = Movement.objects.count()
    approved_transfer(custody, to=other)
    assert (held_by("Mots en Partage"), held_by(other.name)) == (2, 1)
    assert Movement.objects.count() == movements
    custody.device.refresh_from_db()
    assert custody.device.state == "handed-over"


def test_nothing_changes_hands_before_all_three_agreed():
    custody, other = machine_in_use(), eligible()
    transfer = asked_transfer(custody, to=other)
    with pytest.raises(MoveNotAllowed):
        actions.approve_transfer(transfer=transfer, by=person("karim"), at=SATURDAY)
    assert held_by("Mots en Partage") == 3


def test_passing_a_machine_on_does_not_begin_the_days_to_swap_again():
    custody = machine_in_use()
    approved_transfer(custody, to=eligible())
    passed = Custody.objects.get(device=custody.device, until=None)
    Custody.objects.filter(pk=passed.pk).update(since=passed.since + timedelta(days=20))
    passed.refresh_from_db()
    assert last_day_to_swap(passed) == custody.handover.signed_on + timedelta(days=30)


def test_figures_of_both_allocations_tell_it():
    first, second = two_handovers()
    for one in (first, second):
        add_devices(handover=one, codes=ready_serials(2), by=person("tom"), at=THURSDAY)
        signed(one, left=one.left)
    custody = Custody.objects.filter(association=first.association).first()
    approved_transfer(custody, to=second.association)
    lines = {line.association.name: line for line in handover_lines(person("ines"))}
    giver, receiver = lines["Mots en Partage"], lines["Atelier Pixel"]
    assert (giver.given, giver.use.held, giver.use.passed_on) == (2, 1, 1)
    assert (receiver.given, receiver.use.held, receiver.use.passed_in) == (2, 3, 1)
    figures = programme_figures(giver.wave.programme)
    assert (figures.handed_over, figures.in_use) == (4, 4)


def test_passed_machine_comes_back_from_who_has_it():
    custody, other = machine_in_use(), eligible()
    approved_transfer(custody, to=other)
    slip = returned(Custody.objects.get(association=other))
    assert slip.association == other
    assert held_by(other.name) == 0


@pytest.mark.parametrize(
    ("route", "needs"), [("gift", False), ("refurbisher", False), ("loan", True), ("transfer", True)]
)
def test_legal_route_says_whether_the_city_decides(route, needs):
    custody, other = machine_in_use(), eligible()
    Programme.objects.update(legal_route=route)
    transfer = Transfer.objects.get(pk=accepted_transfer(custody, to=other).pk)
    if needs:
        with pytest.raises(actions.DecisionNeeded):
            actions.approve_transfer(transfer=transfer, by=person("karim"), at=SATURDAY)
    decision = "D-2026-12" if needs else ""
    done = actions.approve_transfer(transfer=transfer, decision=decision, by=person("karim"), at=SATURDAY)
    assert done.state == "approved"


def test_association_that_was_never_eligible_receives_nothing():
    with pytest.raises(actions.CannotReceive):
        asked_transfer(machine_in_use(), to=association("Inconnue au bataillon"))


def test_machine_is_in_one_passage_at_a_time():
    custody, other = machine_in_use(), eligible()
    transfer = asked_transfer(custody, to=other)
    with pytest.raises(actions.AlreadyInATransfer):
        asked_transfer(custody, to=other)
    actions.decline_transfer(transfer=transfer, reason="Trop.", by=person("ines"), at=SATURDAY)
    assert asked_transfer(custody, to=other).state == "asked"


def test_machine_that_came_back_meanwhile_stops_the_passage():
    custody, other = machine_in_use(), eligible()
    transfer = accepted_transfer(custody, to=other)
    returned(custody)
    with pytest.raises(actions.NotTheirs):
        actions.approve_transfer(transfer=transfer, by=person("karim"), at=SATURDAY)


def test_the_agreement_names_both_sides_and_the_terms():
    custody, other = machine_in_use(), eligible()
    text = text_of_pdf(read_document(approved_transfer(custody, to=other).paper))
    for words in ("Mots en Partage", other.name, custody.device.serial, "sans contrepartie"):
        assert words in " ".join(text.split())


def test_each_side_answers_for_itself(client, time_machine):
    time_machine.move_to(SATURDAY)
    custody, other = machine_in_use(), eligible()
    awa, lea = manager_of(custody.association), manager_of(other, "lea", "Léa Roux")
    transfer = asked_transfer(custody, to=other)
    accept = reverse("handovers:accept_transfer", args=[transfer.pk])
    client.force_login(awa)
    assert client.post(accept).status_code == 404
    client.force_login(lea)
    assert "vous propose des machines" in Mail.objects.get(to=lea.email).body
    assert (
        client.get(reverse("portal:home")).content.decode().count(reverse("handovers:transfer", args=[transfer.pk]))
        == 1
    )
    assert client.post(accept).status_code == 302
    transfer.refresh_from_db()
    assert (transfer.state, transfer.accepted_by) == ("accepted", lea)


def test_a_manager_proposes_machines(client, time_machine):
    time_machine.move_to(SATURDAY)
    custody = machine_in_use()
    receiver = two_waves_later()
    client.force_login(manager_of(custody.association))
    form = {"machines": [str(custody.pk)], "receiver": str(receiver.pk), "why": "Nous fermons une salle."}
    answer = client.post(reverse("handovers:ask_transfer", args=[custody.association.pk]), form)
    assert answer.url == reverse("handovers:transfer", args=[Transfer.objects.get().pk])


def two_waves_later():
    """An association that a published wave served, as everybody may read."""
    closed = wave(2, slug="vague-2", state="closed", stock=1, floor=1)
    other = association("Atelier Pixel")
    application(closed, other, requested=1, minimum=1)
    published(closed)
    return other


def test_nobody_passes_machines_to_themselves():
    custody = machine_in_use()
    with pytest.raises(actions.CannotReceive):
        asked_transfer(custody, to=custody.association)


def test_machines_follow_an_association_that_is_merged():
    custody, other = machine_in_use(), eligible()
    transfer = approved_transfer(custody, to=other)
    merge_associations(kept=custody.association, gone=other, values={}, by=person("ines"), at=SATURDAY)
    transfer.refresh_from_db()
    assert held_by("Mots en Partage") == 3
    assert transfer.giver == transfer.receiver == custody.association


def test_receiver_reports_a_fault_of_a_machine_that_was_passed_to_it(client, time_machine):
    time_machine.move_to(SATURDAY)
    custody, other = machine_in_use(), eligible()
    approved_transfer(custody, to=other)
    client.force_login(manager_of(other, "lea", "Léa Roux"))
    passed = Custody.objects.get(association=other)
    page = client.post(reverse("handovers:ask_swap", args=[passed.pk]), {"symptom": "Noire."}, follow=True)
    assert page.status_code == 200
    assert reverse("handovers:detail", args=[custody.handover_id]) not in page.content.decode()
