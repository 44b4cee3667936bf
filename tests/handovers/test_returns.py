"""Machines come back: where they stand, what they need before they serve again, what the figures say."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.translation import override

from rebond.accounts.models import User
from rebond.documents.files import read_document
from rebond.handovers.custodies.models import Custody
from rebond.handovers.queries import handover_lines
from rebond.handovers.returns import actions
from rebond.handovers.returns.models import Return
from rebond.mail.models import Mail
from rebond.portal.queries import programme_figures
from rebond.stock.actions import import_erasures, release_device
from rebond.stock.bench.models import Triage
from rebond.stock.ledger.actions import CannotBeCorrected, correct_movement
from rebond.stock.ledger.checking import disagreements
from rebond.stock.models import Device
from rebond.waves.queries import machines_awaited, promise_of
from tests.factories.accounts import donor_contact, manager_of, person
from tests.factories.bench import bench
from tests.factories.handovers import handed_over_again
from tests.factories.labels import tag
from tests.factories.ledger import place
from tests.factories.organisations import association
from tests.factories.returns import SATURDAY, asked_swap, handed_over, machine_in_use, returned
from tests.factories.stock import certificate, certificates, certified, receiving_place
from tests.papers import text_of_pdf

pytestmark = pytest.mark.usefixtures("marseille")
SUNDAY = datetime(2026, 11, 29, 9, tzinfo=UTC)
FRIDAY_ON_PAPER, MONDAY_AFTER = date(2026, 11, 27), datetime(2026, 11, 30, 9, tzinfo=UTC)


def judged_before(device: Device) -> Triage:
    """What the bench said of a machine before it was handed over."""
    said = {"session": bench(), "by": person("tom"), "scanned_at": SATURDAY, "judged_at": SATURDAY, "step": 2}
    return Triage(device=device, grade="B", is_current=True, **said)


def erased_again(device: Device, day: date, disk: str = "DISK-A") -> None:
    row = certified(device.serial, disk=disk)
    row = type(row)(**{name: getattr(row, name) for name in row.__slots__} | {"erased_on": day})
    import_erasures(certificates=certificates(row), by=person("ines"), at=SUNDAY)


def test_machine_that_comes_back_is_received_to_be_erased_and_looked_at():
    custody = machine_in_use()
    slip = returned(custody)
    device = custody.device
    device.refresh_from_db()
    assert (device.state, device.erasure, device.stands_in) == ("received", "unknown", receiving_place())
    assert device.held_because == "Rapportée par une association\u00a0: à contrôler"
    last = device.movements.order_by("-step").first()
    assert (last.from_end, last.reason, last.reference) == ("association", "return", slip.reference)
    assert list(disagreements()) == []


def test_what_the_bench_said_before_is_history():
    custody = machine_in_use()
    Triage.objects.bulk_create([judged_before(custody.device)])
    returned(custody)
    assert not Triage.objects.get(device=custody.device).is_current


def test_broken_machine_is_out_of_order():
    custody = machine_in_use()
    returned(custody, condition="broken", reason="broken")
    custody.device.refresh_from_db()
    assert custody.device.blocking_flags == "out-of-order"


def test_its_old_certificate_stays_as_history_and_frees_it_no_more():
    custody = machine_in_use()
    device = custody.device
    certificate(device.serial)
    returned(custody)
    release_device(device=device, by=person("ines"), at=SATURDAY)
    erased_again(device, date(2026, 11, 20), "DISK-B")
    device.refresh_from_db()
    assert (device.erasure, device.state, device.certificates.count()) == ("unknown", "received", 2)
    erased_again(device, SATURDAY.date())
    device.refresh_from_db()
    assert (device.erasure, device.state) == ("erased", "ready")


def test_what_was_erased_before_the_return_is_recorded_counts():
    custody = machine_in_use()
    erased_again(custody.device, SATURDAY.date())
    returned(custody, on=FRIDAY_ON_PAPER, at=MONDAY_AFTER)
    release_device(device=custody.device, by=person("ines"), at=MONDAY_AFTER)
    custody.device.refresh_from_db()
    assert (custody.device.erasure, custody.device.state) == ("erased", "ready")


def test_machine_that_came_back_serves_another_association():
    custody = machine_in_use(1)
    device = custody.device
    returned(custody)
    release_device(device=device, by=person("ines"), at=SATURDAY)
    erased_again(device, SATURDAY.date())
    handed_over_again(device.serial, name="Atelier Pixel", at=SUNDAY)
    holders = Custody.objects.filter(device=device).order_by("since")
    assert [one.association.name for one in holders] == ["Mots en Partage", "Atelier Pixel"]


def test_figures_follow_a_return():
    custody = machine_in_use(3)
    programme = custody.handover.wave.programme
    before = programme_figures(programme)
    returned(custody)
    after = programme_figures(programme)
    [line] = handover_lines(person("ines"))
    assert (line.given, line.left, line.use.returned, line.use.held) == (3, 0, 1, 2)
    assert (after.handed_over, after.in_use) == (before.handed_over, before.in_use - 1) == (3, 2)
    assert after.ready == before.ready


def test_promise_that_was_kept_does_not_wait_for_another_machine():
    custody = machine_in_use(3)
    donor = custody.handover.wave.programme.donor
    returned(custody)
    assert (promise_of(donor).left, machines_awaited()[donor.pk]) == (0, 0)


def test_each_manager_is_written_to_in_their_language():
    custody = machine_in_use()
    for name, language in (("kim", "en"), ("lea", "fr")):
        User.objects.filter(pk=manager_of(custody.association, name).pk).update(language=language)
    with override("en"):
        returned(custody)
    told = dict(Mail.objects.order_by("planned_at").values_list("to", "subject"))
    said = [told[f"{name}@association.example"].split(" (")[0] for name in ("kim", "lea")]
    assert said == ["Machines brought back", "Machines rapportées"]


def test_movement_of_a_return_is_not_corrected():
    custody = machine_in_use()
    returned(custody)
    movement = custody.device.movements.order_by("-step").first()
    with pytest.raises(CannotBeCorrected, match="retour"):
        correct_movement(movement=movement, why="Erreur.", by=person("ines"), at=SATURDAY)


def test_machine_comes_back_once_and_from_who_has_it():
    custody = machine_in_use()
    returned(custody)
    with pytest.raises(actions.NotTheirs):
        returned(custody)


def test_day_before_the_hand_over_or_to_come_is_refused():
    custody = machine_in_use()
    for day in (date(2026, 11, 26), date(2026, 12, 25)):
        with pytest.raises(actions.ReturnedOutsideTheCustody):
            actions.receive_return(
                association=custody.association,
                machines={custody: "works"},
                reason="unused",
                place=receiving_place(),
                brought_by="Awa Diallo",
                received_by="Tom Girard",
                on=day,
                by=person("tom"),
                at=SATURDAY,
            )


def test_the_slip_has_both_names_and_each_machine():
    custody = machine_in_use()
    text = text_of_pdf(read_document(returned(custody, condition="doubtful").paper))
    for words in ("Awa Diallo", "Tom Girard", custody.device.serial, "à vérifier", "Bon de retour"):
        assert words in text


# --- pages -------------------------------------------------------------------------------------------------------


@pytest.fixture
def tom(client, time_machine):
    time_machine.move_to(SATURDAY)
    client.force_login(person("tom"))
    return client


def form_for(*serials: str, **more) -> dict:
    said = {"codes": "\n".join(serials), "reason": "unused", "place": str(receiving_place().pk)}
    return said | {"brought_by": "Awa", "received_by": "Tom", "returned_on": "2026-11-28"} | more


def test_warehouse_scans_what_comes_back(tom):
    handover = handed_over(3)
    first, second, third = Custody.objects.order_by("device__serial")
    address = reverse("handovers:new_return", args=[handover.association.pk])
    form = form_for(first.device.serial, second.device.serial.lower(), broken=second.device.serial)
    form["place"] = str(place("Atelier").pk)
    answer = tom.post(address, form)
    slip = Return.objects.get()
    assert answer.url == reverse("handovers:return", args=[slip.pk])
    assert [item.condition for item in slip.items.all()] == ["works", "broken"]
    third.refresh_from_db()
    assert third.until is None


@pytest.mark.parametrize("codes", [",;", "*"])
def test_separators_alone_name_no_machine(tom, codes):
    page = tom.post(reverse("handovers:new_return", args=[handed_over(1).association.pk]), form_for(codes))
    assert (page.status_code, "Collez au moins un numéro" in page.content.decode()) == (422, True)


def test_the_citys_label_brings_a_machine_back(tom):
    custody = machine_in_use(1)
    form = form_for(tag(custody.device).code)
    page = tom.post(reverse("handovers:new_return", args=[custody.association_id]), form)
    custody.refresh_from_db()
    assert (page.status_code, custody.ended_as) == (302, "return")


def test_code_that_is_not_theirs_is_named_and_nothing_typed_is_lost(tom):
    handover = handed_over(1)
    address = reverse("handovers:new_return", args=[handover.association.pk])
    answer = tom.post(address, form_for("NOT-THEIRS", remarks="Salle fermée"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "NOT-THEIRS" in page
    assert "Salle fermée" in page
    assert not Return.objects.exists()


def test_a_manager_reads_their_slip_and_no_other(client, time_machine):
    time_machine.move_to(SATURDAY)
    slip = returned(machine_in_use())
    client.force_login(manager_of(slip.association))
    assert client.get(reverse("handovers:return_slip", args=[slip.pk])).content.startswith(b"%PDF")
    client.force_login(manager_of(association("Atelier Pixel"), "lea"))
    assert client.get(reverse("handovers:return", args=[slip.pk])).status_code == 404


def test_device_page_tells_who_had_the_machine(tom):
    custody = machine_in_use()
    returned(custody)
    page = tom.get(reverse("stock:device", args=[custody.device_id])).content.decode()
    assert "Mots en Partage" in page
    assert "revenue, à contrôler" in page


def test_donor_never_reads_which_association_had_the_machine(client, time_machine):
    time_machine.move_to(SATURDAY)
    custody = machine_in_use()
    client.force_login(donor_contact(custody.device.lot.donor))
    page = client.get(reverse("stock:device", args=[custody.device_id]))
    assert page.status_code == 200
    assert "Mots en Partage" not in page.content.decode()


def test_machines_signed_for_before_custodies_were_kept_are_in_use():
    handed_over(2)
    before = list(Custody.objects.order_by("device").values("device", "association", "allocation", "since"))
    Custody.objects.all().delete()
    import_module("rebond.handovers.migrations.0004_custodies").begin_custodies(apps, None)
    assert list(Custody.objects.order_by("device").values("device", "association", "allocation", "since")) == before


def test_swap_that_was_asked_is_over_once_the_machine_came_back():
    swap = asked_swap()
    returned(swap.custody)
    swap.refresh_from_db()
    assert (swap.state, swap.refusal) == ("refused", "L’association n’a plus cette machine.")
