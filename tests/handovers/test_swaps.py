"""A machine that arrived dead is swapped for a spare: who asks, until when, what leaves, what counts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rebond.accounts.models import User
from rebond.documents.files import read_document
from rebond.handovers.actions import NothingLeftToHandOver, prepare_handover
from rebond.handovers.custodies.models import Custody
from rebond.handovers.models import Handover, HandoverItem
from rebond.handovers.queries import handover_lines
from rebond.handovers.scanning import UnknownCode
from rebond.handovers.swaps import actions
from rebond.handovers.swaps.models import Swap
from rebond.mail.models import Mail
from rebond.portal.queries import programme_figures
from rebond.stock.ledger.checking import disagreements
from rebond.stock.models import Device, Lot
from rebond.stock.spares.models import SparePool
from rebond.waves.queries import promise_of
from tests.factories.accounts import manager_of, person
from tests.factories.handovers import FRIDAY
from tests.factories.returns import SATURDAY, asked_swap, handed_over, kept_back, machine_in_use, swap_it
from tests.factories.stock import device, lot, ready_device, receiving_place
from tests.papers import text_of_pdf

pytestmark = pytest.mark.usefixtures("marseille")


def swapped() -> Swap:
    """One of three machines, swapped for the only spare."""
    swap = asked_swap(decided=True)
    return swap_it(swap, kept_back(1))


def figures() -> tuple:
    """What the lists and the public page count."""
    programme = Handover.objects.get().wave.programme
    [line] = handover_lines(person("ines"))
    public = programme_figures(programme)
    return (line.given, line.left, line.use.held, public.handed_over, public.in_use, public.allocated)


def test_a_spare_takes_the_place_and_nothing_is_counted_twice():
    swap = asked_swap(decided=True)
    code, before = kept_back(1), figures()
    swap_it(swap, code)
    dead, spare = swap.custody.device, Device.objects.get(serial=code)
    dead.refresh_from_db()
    assert figures() == before
    assert (dead.state, dead.erasure, dead.blocking_flags) == ("received", "unknown", "out-of-order")
    assert "L’écran reste noir." in dead.held_because
    assert spare.state == "handed-over"
    assert list(disagreements()) == []


def test_history_keeps_both_machines():
    swap = swapped()
    item = swap.spare
    assert item.replaces.device == swap.custody.device
    assert [one.ended_as for one in Custody.objects.filter(device=swap.custody.device)] == ["swap"]
    assert [one.began_as for one in Custody.objects.filter(device=item.device)] == ["swap"]
    assert HandoverItem.objects.filter(released_at=None, replaces=None).count() == 3


def test_what_is_allocated_stays_handed_over():
    allocation = swapped().custody.allocation
    with pytest.raises(NothingLeftToHandOver):
        prepare_handover(allocation=allocation, by=person("tom"), at=SATURDAY)
    assert promise_of(Handover.objects.get().wave.programme.donor).left == 0


def test_the_paper_names_what_leaves_and_what_comes_back():
    swap = swapped()
    text = text_of_pdf(read_document(swap.paper))
    for words in (swap.reference, swap.custody.device.serial, swap.spare.device.serial, "Awa Diallo"):
        assert words in text


def test_dead_machine_that_was_swapped_is_in_no_wave_until_it_is_erased_and_looked_at():
    dead = swapped().custody.device
    assert dead not in Device.objects.allocatable()
    assert dead.certificates.count() == 0


def test_thirty_days_after_the_hand_over_it_is_too_late():
    custody = machine_in_use()
    with pytest.raises(actions.TooLate) as late:
        actions.ask_swap(
            custody=custody, symptom="Noire.", decided=False, by=person("tom"), at=SATURDAY + timedelta(days=30)
        )
    assert late.value.last == custody.since + timedelta(days=30)
    last_moment = FRIDAY + timedelta(days=30)
    assert actions.ask_swap(custody=custody, symptom="Noire.", decided=False, by=person("tom"), at=last_moment)


def test_one_swap_at_a_time_per_machine_but_a_refused_one_may_be_asked_again():
    swap = asked_swap()
    with pytest.raises(actions.SwapUnderWay):
        asked_swap(swap.custody)
    actions.refuse_swap(swap=swap, reason="Un câble manquait.", by=person("ines"), at=SATURDAY)
    assert asked_swap(swap.custody).state == "asked"


def test_nothing_is_swapped_before_it_is_approved():
    swap, code = asked_swap(), kept_back(1)
    with pytest.raises(actions.SwapIsOver):
        swap_it(swap, code)
    assert SparePool.objects.get().used == 0


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"erasure": "unknown"}, "certificat"),
        ({"erasure": "erased", "blocking_flags": "bios-locked"}, "BIOS"),
        ({"erasure": "failed"}, "échoué"),
    ],
)
def test_spare_that_is_not_clean_never_leaves(fields, reason):
    swap = asked_swap(decided=True)
    kept_back(1)
    device("DIRTY", lot=swap.custody.device.lot, **fields)
    with pytest.raises(actions.CannotReplace, match=reason):
        swap_it(swap, "DIRTY")
    assert Device.objects.get(serial="DIRTY").state == "received"


def test_without_a_spare_the_reader_is_told_what_to_do():
    swap = asked_swap(decided=True)
    ready_device("EXTRA", lot=swap.custody.device.lot)
    with pytest.raises(actions.CannotReplace, match="augmentez sa réserve"):
        swap_it(swap, "EXTRA")


def test_machine_of_a_lot_under_another_regime_does_not_replace():
    swap = asked_swap(decided=True)
    other = ready_device("OTHER", lot=lot("ORANGE-LOAN"))
    Lot.objects.filter(pk=other.lot_id).update(regime="loan")
    with pytest.raises(actions.CannotReplace, match="autre régime"):
        swap_it(swap, "OTHER")


def test_machine_of_another_donor_does_not_replace():
    swap = asked_swap(decided=True)
    ready_device("OTHER", lot=lot("SFR-1", of="SFR"))
    with pytest.raises(actions.CannotReplace, match="autre donateur"):
        swap_it(swap, "OTHER")


def test_unknown_code_replaces_nothing():
    swap = asked_swap(decided=True)
    with pytest.raises(UnknownCode):
        swap_it(swap, "NOBODY")


def test_the_spare_may_be_dead_too():
    swap = swapped()
    second = asked_swap(Custody.objects.get(device=swap.spare.device), decided=True)
    swap_it(second, kept_back(1))
    [line] = handover_lines(person("ines"))
    assert (line.given, line.use.held) == (3, 3)
    assert programme_figures(line.wave.programme).handed_over == 3


# --- pages -------------------------------------------------------------------------------------------------------


@pytest.fixture
def awa(client, time_machine):
    """The browser of Awa, whose association received three machines."""
    time_machine.move_to(SATURDAY)
    client.force_login(manager_of(handed_over().association))
    return client


def test_a_manager_reports_from_the_hand_over(awa):
    custody = Custody.objects.order_by("device__serial").first()
    address = reverse("handovers:ask_swap", args=[custody.pk])
    assert address in awa.get(reverse("handovers:detail", args=[custody.handover_id])).content.decode()
    answer = awa.post(address, {"symptom": "L’écran reste noir."})
    swap = Swap.objects.get()
    assert (answer.status_code, swap.state, answer.url) == (302, "asked", reverse("handovers:swap", args=[swap.pk]))
    assert "Accepter l’échange" not in awa.get(answer.url).content.decode()


def test_after_thirty_days_the_page_says_what_to_do_instead(awa, time_machine):
    custody = Custody.objects.first()
    time_machine.move_to(SATURDAY + timedelta(days=40))
    awa.force_login(User.objects.get(name="Awa Diallo"))
    page = awa.get(reverse("handovers:ask_swap", args=[custody.pk])).content.decode()
    assert "Vous pouvez la rapporter" in page
    assert "<textarea" not in page


def test_officer_reads_what_waits_and_answers(client, time_machine):
    time_machine.move_to(SATURDAY)
    swap = asked_swap()
    client.force_login(person("ines"))
    assert "1 machine arrivée en panne" in client.get(reverse("portal:home")).content.decode()
    awa = manager_of(swap.custody.association)
    client.post(reverse("handovers:approve_swap", args=[swap.pk]))
    assert Mail.objects.get(to=awa.email).subject == f"Échange accepté ({swap.reference})"


def test_warehouse_swaps_by_scanning(client, time_machine):
    time_machine.move_to(SATURDAY)
    swap, code = asked_swap(decided=True), kept_back(1)
    client.force_login(person("tom"))
    address = reverse("handovers:make_swap", args=[swap.pk])
    form = {"code": "nobody", "signatory": "Awa Diallo", "role": "présidente", "signed_on": "2026-11-28"}
    form["place"] = str(receiving_place().pk)
    assert client.post(address, form).status_code == 422
    assert client.post(address, form | {"code": code.lower()}).status_code == 302
    assert client.get(reverse("handovers:swap_slip", args=[swap.pk])).content.startswith(b"%PDF")
