"""Two records of one machine become one; nothing is counted twice, nothing is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.stock.actions import import_erasures, import_stock
from rebond.stock.bench.models import Triage
from rebond.stock.codes import resolve
from rebond.stock.erasures.actions.linking import unlink_certificate
from rebond.stock.ledger.checking import disagreements
from rebond.stock.ledger.models import Movement
from rebond.stock.merging.actions import CannotMerge, merge_devices
from rebond.stock.models import Device, ErasureCertificate, Lot
from tests.factories.accounts import person
from tests.factories.bench import bench, judged, on_the_table
from tests.factories.labels import tag
from tests.factories.ledger import THURSDAY
from tests.factories.recycling import erased_device, opened_slip
from tests.factories.stock import certificate, certificates, certified, device, inventory, lot, machine, ready_device

pytestmark = pytest.mark.django_db


def merged(kept: Device, gone: Device) -> Device:
    merge_devices(kept=kept, gone=gone, why="Même machine, vue sur l’étagère.", by=person("ines"), at=THURSDAY)
    kept.refresh_from_db()
    return kept


def test_the_one_that_stays_has_the_history_of_both(marseille):
    kept, gone = device("CZC1"), device("CZCI", asset_tag="IMM1", held_because="Écran fêlé")
    certificate("CZCI")
    sticker = tag(gone)
    one = merged(kept, gone)
    assert (one.erasure, one.asset_tag, one.held_because, one.tags.get()) == ("erased", "IMM1", "Écran fêlé", sticker)
    assert ErasureCertificate.objects.values_list("serial", "said_serial").get() == ("CZC1", "CZCI")


def test_every_number_of_the_one_that_goes_leads_to_the_one_that_stays(marseille):
    kept, gone = device("CZC1"), device("CZC2", asset_tag="IMM2", barcode="OR2")
    sticker = tag(gone)
    merged(kept, gone)
    assert [resolve(code).device for code in ("CZC2", "IMM2", "OR2", sticker.code, sticker.token)] == [kept] * 5


def test_the_ledger_counts_one_machine_where_it_counted_two(marseille):
    kept, gone = device(), device()
    merged(kept, gone)
    last = Movement.objects.get(device=gone, step=2)
    assert (last.reason, last.to_end, last.reference, list(disagreements())) == ("merge", "merged", kept.serial, [])


def test_a_certificate_of_the_old_number_is_one_of_the_machine(marseille):
    kept, gone = ready_device("CZC1"), device("CZCI")
    merged(kept, gone)
    failed = certificates(certified("CZCI", "failed"))
    for new in (1, 0):
        comparison = import_erasures(certificates=failed, by=person("ines"), at=THURSDAY)
        assert (len(comparison.new), comparison.orphan) == (new, [])
    kept.refresh_from_db()
    one = ErasureCertificate.objects.get(said_serial="CZCI")
    assert (kept.erasure, kept.state, one.device, one.serial) == ("failed", "received", kept, "CZC1")


def test_a_failure_under_the_old_number_of_a_promised_machine_is_refused(marseille):
    kept, gone = device("CZC1"), device("CZCI")
    merged(kept, gone)
    Device.objects.filter(pk=kept.pk).update(erasure="erased", state="reserved")
    comparison = import_erasures(certificates=certificates(certified("CZCI", "failed")), by=person("ines"), at=THURSDAY)
    assert (len(comparison.rejected), ErasureCertificate.objects.count()) == (1, 0)


def test_what_the_bench_found_on_either_keeps_the_machine(marseille):
    kept, gone = ready_device("CZC1"), device("CZC2")
    judged(on_the_table(gone), "-2 X")
    one = merged(kept, gone)
    assert (one.bench_flags, one.state) == ("bios-locked spares", "received")


def test_of_two_verdicts_that_of_the_record_that_stays_is_current(marseille):
    kept, gone = ready_device("CZC1"), ready_device("CZC2")
    session = bench()
    judged(on_the_table(kept, at=session), "A")
    judged(on_the_table(gone, at=session), "C")
    merged(kept, gone)
    assert [triage.grade for triage in Triage.objects.filter(is_current=True)] == ["A"]


def test_a_record_that_left_the_stock_does_not_take_one_that_is_there(marseille):
    with pytest.raises(CannotMerge, match="est dans le stock"):
        merged(device("CZC1", state="gone"), device("CZC2"))


def test_a_record_on_a_recycling_slip_stays(marseille):
    gone = erased_device("CZC2")
    opened_slip(gone)
    with pytest.raises(CannotMerge, match="bordereau de recyclage"):
        merged(device("CZC1"), gone)


def test_records_merged_one_after_the_other_lead_to_the_last(marseille):
    first, second, third = device("CZC1"), device("CZC2"), device("CZC3")
    merged(second, first)
    merged(third, second)
    assert resolve("CZC1").device == third


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"category": "screen"}, "du même type"),
        ({"state": "reserved", "erasure": "erased"}, "gardez plutôt cette fiche-là"),
        ({"state": "withdrawn"}, "n’est plus dans le stock"),
    ],
)
def test_records_that_contradict_each_other_stay_two(marseille, facts, said):
    with pytest.raises(CannotMerge, match=said):
        merged(device(), device(**facts))


def test_records_of_two_donors_stay_two(marseille):
    with pytest.raises(CannotMerge, match="du même donateur"):
        merged(device(), device(lot=lot("SFR-1", of="SFR")))


def test_two_promised_records_stay_two(marseille):
    promised = {"state": "reserved", "erasure": "erased"}
    with pytest.raises(CannotMerge, match="ce sont deux machines"):
        merged(device(**promised), device(**promised))


def test_a_file_that_names_both_again_changes_nothing(marseille):
    rows = inventory(machine("CZC1"), machine("CZC2"))
    said = {"lot_reference": "ORANGE-1", "donor_name": "Orange", "by": person("ines"), "at": THURSDAY}
    import_stock(inventory=rows, **said)
    merged(Device.objects.get(serial="CZC1"), Device.objects.get(serial="CZC2"))
    assert import_stock(inventory=rows, **said).counts()["unchanged"] == 2
    assert Device.objects.entered().get().serial == "CZC1"
    assert Lot.objects.get().devices.entered().count() == 1


def test_the_page_of_the_one_that_goes_leads_to_the_one_that_stays(marseille):
    kept, gone = device(), ready_device()
    certificate(gone.serial)
    ines = Client()
    ines.force_login(person("ines"))
    address = f"{reverse('stock:merge', args=[kept.pk])}?avec={gone.serial}"
    seen = ines.get(address).content.decode()
    key = {"idempotency_key": "00000000-0000-4000-8000-000000000001"}
    assert ines.post(address, key | {"why": "Même machine."}).status_code == 302
    assert ("Fiche qui disparaît" in seen, gone.serial in seen) == (True, True)
    assert ines.get(reverse("stock:device", args=[gone.pk])).url == reverse("stock:device", args=[kept.pk])
    kept.refresh_from_db()
    assert kept.state == Device.State.READY


def test_a_certificate_that_a_merge_brought_is_not_unlinked(marseille):
    kept, gone = device("CZC1"), device("CZCI")
    certificate("CZCI")
    one = merged(kept, gone)
    with pytest.raises(SomebodyElseWasFirst):
        unlink_certificate(certificate=ErasureCertificate.objects.get(), by=person("ines"), at=THURSDAY)
    assert ErasureCertificate.objects.get().device == one
