"""What leaves for good: slips, their gate, what freezes, what is taken back, and the register."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from rebond.countries.france.waste import REGISTER
from rebond.documents.files import read_document
from rebond.stock.ledger.actions import (
    CannotBeCorrected,
    PlaceIsArchived,
    archive_place,
    correct_movement,
    move_devices,
    reopen_place,
)
from rebond.stock.ledger.checking import disagreements
from rebond.stock.ledger.forms import BulkForm
from rebond.stock.ledger.models import Movement
from rebond.stock.models import Device
from rebond.stock.recycling import actions
from rebond.stock.recycling.models import RecyclingLine, RecyclingSlip
from rebond.stock.recycling.queries import register, register_row, slips_shown
from tests.factories.accounts import person
from tests.factories.ledger import THURSDAY, kind, place, quantity, received
from tests.factories.recycling import collect, collected_slip, erased_device, opened_slip
from tests.factories.stock import device, ready_device, receiving_place
from tests.papers import text_of_pdf


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path, marseille):
    settings.FILES_DIR = tmp_path / "files"


def put(slip: RecyclingSlip, of: str, number: int, **more) -> None:
    """So many accessories of the place that receives on a slip."""
    said = {"kind": kind(of), "quantity": number, "place": receiving_place()} | more
    actions.put_accessories(slip=slip, **said, by=person("tom"), at=THURSDAY)


def test_what_a_recycler_takes_leaves_the_stock():
    machine = erased_device("CZC1")
    received(30)
    slip = opened_slip(machine)
    put(slip, "keyboard", 12)
    collect(slip)
    machine.refresh_from_db()
    assert (machine.state, machine.stands_in, quantity()) == ("gone", None, 18)
    left = Movement.objects.filter(deed=slip.pk)
    assert {(one.reason, one.to_end, one.reference) for one in left} == {("recycling", "recycler", slip.number)}
    assert list(disagreements()) == []


def test_slips_are_numbered_within_the_year_and_the_number_of_a_discarded_one_never_comes_back():
    opened_slip()
    last = opened_slip()
    actions.discard_slip(slip=last, by=person("tom"), at=THURSDAY)
    assert opened_slip().number == "BR-2026-0003"


@pytest.mark.parametrize(
    ("fields", "may_leave"),
    [
        ({"erasure": "unknown"}, False),
        ({"erasure": "failed"}, False),
        ({"erasure": "unknown", "category": "laptop"}, False),
        ({"erasure": "erased"}, True),
        ({"erasure": "disk-removed"}, True),
        ({"erasure": "unknown", "category": "screen"}, True),
    ],
)
def test_machine_with_a_disk_leaves_only_with_a_proof(fields, may_leave):
    slip = opened_slip(device("CZC1", **fields))
    if may_leave:
        assert collect(slip).state == "collected"
        return
    with pytest.raises(actions.NotErased) as refused:
        collect(slip)
    assert refused.value.serials == ["CZC1"]
    assert Device.objects.get().state == "received"


def test_the_database_holds_the_gate_whatever_the_path():
    slip = opened_slip(device("CZC1"))
    done = {"state": "collected", "collected_on": THURSDAY.date(), "collected_at": THURSDAY, "certificate": "C"}
    paper = collected_slip(erased_device()).paper
    with pytest.raises(IntegrityError), transaction.atomic():
        RecyclingSlip.objects.filter(pk=slip.pk).update(**done, paper=paper)


def test_no_machine_goes_to_a_recycler_without_a_slip():
    form = BulkForm({"codes": device("CZC1").serial, "deed": "recycler", "why": "Cassée."}, officer=True)
    assert "deed" in form.errors


def test_a_slip_and_its_counter_slip_come_to_nothing():
    slip = collected_slip(erased_device(), weighed=Decimal("12.5"))
    actions.take_back(slip=slip, why="Erreur", by=person("ines"), at=THURSDAY)
    rows = [(one.machines, one.load, one.net_weight) for one in slips_shown({"sort": "oldest"})]
    assert (len(rows), [sum(column) for column in zip(*rows, strict=True)]) == (2, [0, 0, 0])
    assert sorted(machines for machines, _load, _weight in rows) == [-1, 1]


def test_what_left_on_a_slip_comes_back_with_its_slip_only():
    slip = collected_slip(erased_device())
    with pytest.raises(CannotBeCorrected, match="annulez le bordereau"):
        correct_movement(movement=Movement.objects.get(deed=slip.pk), why="Erreur", by=person("ines"), at=THURSDAY)
    actions.take_back(slip=slip, why="Erreur", by=person("ines"), at=THURSDAY)
    assert Device.objects.get().stands_in == receiving_place()


def test_a_collected_slip_never_changes():
    slip = collected_slip(erased_device())
    for change in (
        lambda: RecyclingSlip.objects.filter(pk=slip.pk).update(certificate="CT-0"),
        lambda: RecyclingLine.objects.filter(slip=slip).update(weight=1),
        lambda: RecyclingLine.objects.filter(slip=slip).delete(),
        lambda: RecyclingLine.objects.create(
            slip=slip, device=erased_device(), weight=1, waste_code="16 02 14", waste_name="Unités centrales"
        ),
        lambda: RecyclingSlip.objects.filter(pk=slip.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(actions.SlipIsFrozen):
        actions.put_devices(slip=slip, devices=[erased_device()], by=person("tom"), at=THURSDAY)


def test_a_counter_slip_brings_everything_back():
    received(5)
    machine = erased_device("CZC1")
    slip = opened_slip(machine)
    put(slip, "keyboard", 5)
    collect(slip, weighed=Decimal("9.50"))
    counter = actions.take_back(slip=slip, why="Le camion n’est pas venu.", by=person("ines"), at=THURSDAY)
    machine.refresh_from_db()
    assert (machine.state, quantity(), counter.corrects) == ("received", 5, slip)
    assert sum(one.kilograms for one in register(None, None)) == 0
    assert list(disagreements()) == []
    with pytest.raises(actions.AlreadyTakenBack):
        actions.take_back(slip=slip, why="Encore.", by=person("ines"), at=THURSDAY)


def test_what_left_a_place_that_was_archived_since_comes_back_once_it_is_reopened():
    shelf, machine = place(), erased_device("CZC1")
    move_devices(devices=[machine], destination=shelf, by=person("tom"), at=THURSDAY)
    slip = collected_slip(machine)
    archive_place(place=shelf, by=person("ines"), at=THURSDAY)
    with pytest.raises(PlaceIsArchived), transaction.atomic():
        actions.take_back(slip=slip, why="Erreur.", by=person("ines"), at=THURSDAY)
    reopen_place(place=shelf, by=person("ines"), at=THURSDAY)
    actions.take_back(slip=slip, why="Erreur.", by=person("ines"), at=THURSDAY)
    machine.refresh_from_db()
    assert (machine.state, machine.stands_in) == ("received", shelf)


def test_machine_is_on_one_open_slip_and_may_leave_again_after_a_counter_slip():
    machine = erased_device("CZC1")
    first = opened_slip(machine)
    with pytest.raises(actions.CannotBeRecycled, match=first.number):
        opened_slip(machine)
    actions.take_back(slip=collect(first), why="Erreur.", by=person("ines"), at=THURSDAY)
    assert collected_slip(machine).state == "collected"


def test_accessories_that_a_hand_over_counts_on_stay():
    received(3)
    with pytest.raises(actions.CannotBeRecycled, match="3"):
        put(opened_slip(), "keyboard", 4)


def test_same_accessories_twice_make_one_line_with_their_weights():
    received(10)
    slip = opened_slip()
    put(slip, "keyboard", 2)
    put(slip, "keyboard", 3, weight=Decimal("4.00"))
    assert [(line.quantity, line.weight) for line in slip.lines.all()] == [(5, Decimal("5.20"))]


def test_empty_slip_and_a_day_to_come_are_refused():
    with pytest.raises(actions.SlipIsEmpty):
        collect(opened_slip())
    with pytest.raises(actions.CollectedTooSoon):
        collect(opened_slip(erased_device()), on=date(2027, 1, 1))


def test_reserved_machine_stays_off_a_slip_and_says_what_to_do():
    with pytest.raises(actions.CannotBeRecycled, match="remise"):
        opened_slip(ready_device(state="reserved"))


def test_register_shares_out_what_the_scales_said():
    slip = opened_slip(erased_device(), device(category="screen"))
    collect(slip, weighed=Decimal("22.00"))
    sent = register(THURSDAY.date(), THURSDAY.date())
    assert [(one.code, one.units, one.kilograms) for one in sent] == [
        ("16 02 13*", 1, Decimal("10.00")),
        ("16 02 14", 1, Decimal("12.00")),
    ]
    assert len(register_row(sent[0])) == len(REGISTER)
    assert register(None, date(2026, 11, 1)) == []


def test_the_paper_says_what_left_and_who_took_it():
    text = text_of_pdf(read_document(collected_slip(erased_device("CZC9424R07")).paper))
    for words in ("BR-2026-0001", "CZC9424R07", "Recyclerie du Port", "CT-2026-114", "16 02 14"):
        assert words in text


def test_journey_says_that_a_machine_was_recycled(client):
    machine = erased_device("CZC1")
    collected_slip(machine)
    client.force_login(person("ines"))
    page = client.get(reverse("stock:device", args=[machine.pk])).content.decode()
    assert "recyclée" in page
    assert "BR-2026-0001" in page


def test_unerased_machine_is_refused_with_its_number_on_the_page(client, time_machine):
    time_machine.move_to(THURSDAY)
    slip = opened_slip(device("CZC1"))
    client.force_login(person("ines"))
    form = {"on": "2026-11-26", "certificate": "CT-1", "treatment": "R4"}
    answer = client.post(reverse("stock:collect_recycling_slip", args=[slip.pk]), form)
    assert answer.status_code == 422
    assert "CZC1" in answer.content.decode()


def test_slip_page_and_register_and_list_show_it(client):
    slip = collected_slip(erased_device("CZC1"))
    client.force_login(person("paul"))
    assert "CZC1" in client.get(reverse("stock:recycling_slip", args=[slip.pk])).content.decode()
    for route in ("stock:recycling", "stock:waste_register"):
        assert slip.number in client.get(reverse(route)).content.decode()
    answer = client.get(reverse("stock:waste_register_csv"), {"since": "2026-11-01"})
    assert "Recyclerie du Port" in b"".join(answer.streaming_content).decode()


def test_register_is_written_by_a_command_too(tmp_path):
    collected_slip(erased_device("CZC1"))
    for name in ("registre.csv", "registre.xlsx"):
        call_command("waste_register", "-o", str(tmp_path / name), stdout=io.StringIO())
    lines = (tmp_path / "registre.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "16 02 14" in lines[1]
