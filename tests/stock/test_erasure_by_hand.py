"""Certificates linked or typed by hand, disks seen in a machine, disks to destroy, and the papers of a lot."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.stock.actions import DeviceIsPromised, import_erasures
from rebond.stock.certificates import CertificateRow
from rebond.stock.erasure import Certified, erasure_of
from rebond.stock.erasures.actions.destruction import order_destruction, record_destruction
from rebond.stock.erasures.actions.disks import forget_disk, note_disk
from rebond.stock.erasures.actions.linking import link_certificate, unlink_certificate
from rebond.stock.erasures.actions.typed import CertificateKnown, CertificateRefused, keep_certificate
from rebond.stock.erasures.papers import render_bundle, render_slip, slip_of
from rebond.stock.erasures.queries import lookalikes
from rebond.stock.models import Destruction, Device, ErasureCertificate, KnownDisk
from rebond.stock.readiness import settle_erasure
from tests.factories.accounts import person
from tests.factories.stock import FRIDAY, certificate, certificates, certified, device, lot
from tests.papers import text_of_pdf

pytestmark = pytest.mark.django_db


def deed() -> dict:
    return {"by": person("ines"), "at": FRIDAY}


def standing(serial: str = "CZC10") -> tuple[str, str]:
    return Device.objects.values_list("erasure", "state").get(serial=serial)


def certify(*rows):
    import_erasures(certificates=certificates(*rows), **deed())


# --- linking -------------------------------------------------------------------------------------------------------


def test_a_linked_certificate_frees_its_machine_and_keeps_what_it_said(marseille):
    machine = device("CZC10")
    certify(certified("CZC1O"))
    link_certificate(certificate=ErasureCertificate.objects.get(), device=machine, **deed())
    assert standing() == ("erased", "ready")
    assert ErasureCertificate.objects.values_list("serial", "said_serial").get() == ("CZC10", "CZC1O")


def test_the_same_file_again_adds_nothing_to_a_linked_certificate(marseille):
    machine = device("CZC10")
    certify(certified("CZC1O"))
    link_certificate(certificate=ErasureCertificate.objects.get(), device=machine, **deed())
    certify(certified("CZC1O"))
    assert (ErasureCertificate.objects.count(), standing()) == (1, ("erased", "ready"))


def test_a_link_that_is_undone_holds_the_machine_back_again(marseille):
    machine = device("CZC10")
    certify(certified("CZC1O"))
    link_certificate(certificate=ErasureCertificate.objects.get(), device=machine, **deed())
    unlink_certificate(certificate=ErasureCertificate.objects.get(), **deed())
    assert standing() == ("unknown", "received")
    assert ErasureCertificate.objects.values_list("serial", "said_serial", "device").get() == ("CZC1O", "", None)


def test_a_certificate_is_linked_once(marseille):
    machine = device("CZC10")
    orphan = certificate("CZC1O")
    link_certificate(certificate=orphan, device=machine, **deed())
    with pytest.raises(SomebodyElseWasFirst):
        link_certificate(certificate=orphan, device=device("CZC11"), **deed())


def test_what_is_proven_of_a_promised_machine_does_not_change(marseille):
    machine = device("CZC10", erasure="erased", state="reserved")
    with pytest.raises(DeviceIsPromised):
        link_certificate(certificate=certificate("CZC1O", "failed"), device=machine, **deed())
    with pytest.raises(DeviceIsPromised):
        note_disk(device=machine, serial="DISK-B", **deed())


def test_serials_that_read_alike_are_suggested(marseille):
    device("CZC10")
    device("CZC77")
    assert [str(found) for found in lookalikes("CZCIO")] == ["CZC10"]


# --- disks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("certified_disks", "seen", "erasure"),
    [
        ([("A", 1, "erased")], ["A"], "erased"),
        ([("A", 1, "erased")], ["A", "B"], "unknown"),
        ([("A", 1, "failed")], ["B"], "failed"),
        ([("A", 1, "erased"), ("B", 1, "disk-removed")], ["A", "B"], "erased"),
        ([("A", 2, "failed"), ("A", 2, "disk-removed")], [], "disk-removed"),
        ([("A", None, "failed"), ("A", 2, "disk-removed")], [], "disk-removed"),
        ([("A", 2, "disk-removed"), ("A", 3, "failed")], [], "failed"),
    ],
)
def test_a_machine_is_clean_when_every_disk_is(certified_disks, seen, erasure):
    found = [Certified(disk, day and date(2026, 10, day), result) for disk, day, result in certified_disks]
    assert erasure_of(found, seen) == erasure


def test_a_disk_that_somebody_saw_needs_its_certificate(marseille):
    machine = device("CZC10")
    certify(certified("CZC10", disk="A"))
    note_disk(device=machine, serial="B", **deed())
    assert standing() == ("unknown", "received")
    certify(certified("CZC10", disk="B"))
    assert standing() == ("erased", "ready")


def test_a_disk_noted_by_mistake_is_forgotten(marseille):
    machine = device("CZC10")
    certify(certified("CZC10", disk="A"))
    note_disk(device=machine, serial="B", **deed())
    forget_disk(disk=KnownDisk.objects.get(), **deed())
    assert standing() == ("erased", "ready")


# --- typed ---------------------------------------------------------------------------------------------------------


def typed(result: str = "erased") -> CertificateRow:
    return CertificateRow(1, "CZC10", result, disk_serial="A", erased_on=date(2026, 10, 2))


def test_a_typed_certificate_frees_its_machine_and_is_kept_once(marseille):
    device("CZC10")
    keep_certificate(row=typed(), **deed())
    assert standing() == ("erased", "ready")
    with pytest.raises(CertificateKnown):
        keep_certificate(row=typed(), **deed())


def test_a_failure_typed_for_a_promised_machine_is_refused(marseille):
    device("CZC10", erasure="erased", state="reserved")
    with pytest.raises(CertificateRefused, match="déjà promise ou remise"):
        keep_certificate(row=typed("failed"), **deed())
    assert ErasureCertificate.objects.count() == 0


# --- destruction ---------------------------------------------------------------------------------------------------


def slip() -> Destruction:
    device("CZC10")
    certify(certified("CZC10", "failed", disk="A"))
    return order_destruction(certificate=ErasureCertificate.objects.get(), **deed())


def destroy(one: Destruction) -> None:
    facts = {"on": date(2026, 11, 26), "destroyed_by": "Atelier du Rhône", "method": "broyage", "reference": ""}
    record_destruction(slip=one, **facts, **deed())


def test_a_destroyed_disk_counts_as_taken_out(marseille):
    one = slip()
    assert (one.number, standing()) == ("D-2026-0001", ("failed", "received"))
    destroy(one)
    assert standing() == ("disk-removed", "ready")


def test_a_disk_has_one_slip(marseille):
    failed = slip().certificate
    with pytest.raises(SomebodyElseWasFirst):
        order_destruction(certificate=failed, **deed())


def test_the_slip_says_what_to_destroy_and_then_by_whom(marseille):
    one = slip()
    assert "D-2026-0001" in text_of_pdf(render_slip(one))
    destroy(one)
    assert "Atelier du Rhône" in text_of_pdf(render_slip(Destruction.objects.get()))


def test_the_bundle_of_a_lot_has_its_coverage_and_each_certificate(marseille):
    device("CZC10")
    device("CZC11")
    certify(certified("CZC10", disk="DISK-A", standard="NIST 800-88r1"))
    text = " ".join(text_of_pdf(render_bundle(lot(), day=FRIDAY.date())).split())
    assert all(words in text for words in ("ORANGE-1", "sur 2 avec un certificat", "DISK-A", "NIST 800-88r1"))


# --- what was mended -----------------------------------------------------------------------------------------------


def test_a_certificate_that_is_unlinked_joins_the_machine_that_it_names(marseille):
    wrong = device("CZC10")
    certify(certified("CZC1O"))
    link_certificate(certificate=ErasureCertificate.objects.get(), device=wrong, **deed())
    device("CZC1O")
    unlink_certificate(certificate=ErasureCertificate.objects.get(), **deed())
    assert (standing(), standing("CZC1O")) == (("unknown", "received"), ("erased", "ready"))


def test_a_machine_keeps_its_own_erasure_when_another_certificate_is_unlinked(marseille):
    machine = device("CZC10")
    certify(certified("CZC10", disk="A"), certified("CZC1O", "failed", disk="B"))
    link_certificate(certificate=ErasureCertificate.objects.get(device=None), device=machine, **deed())
    assert standing() == ("failed", "received")
    unlink_certificate(certificate=ErasureCertificate.objects.exclude(said_serial="").get(), **deed())
    assert standing() == ("erased", "ready")


def test_settling_one_machine_reads_its_certificates_alone(marseille):
    for number in range(3):
        device(f"CZC{number}")
        certify(certified(f"CZC{number}"))
    with CaptureQueriesContext(connection) as asked:
        settle_erasure({"CZC1"})
    assert all("CZC1" in query["sql"] for query in asked if query["sql"].startswith("SELECT"))


def test_a_slip_is_of_the_local_day_and_numbered_in_the_local_year(marseille):
    device("CZC10")
    certify(certified("CZC10", "failed", disk="A"))
    failed = ErasureCertificate.objects.get()
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Marseille
    one = order_destruction(certificate=failed, by=person("ines"), at=new_year)
    assert (one.number, slip_of(one)["day"]) == ("D-2027-0001", "2027-01-01")
