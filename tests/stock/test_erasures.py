"""Bringing erasure certificates into the stock."""

import pytest

from rebond.journal.models import Entry
from rebond.stock.actions import compare_certificates, import_erasures
from rebond.stock.inventory import Remark
from rebond.stock.models import Device, ErasureCertificate
from tests.factories.accounts import person
from tests.factories.stock import MONDAY, certificate, certificates, certified, device, ready_device

pytestmark = pytest.mark.django_db

OK = certified("CZC1", day=10)
FAILED = certified("CZC1", "failed", day=11)
OK_LATER = certified("CZC1", day=12)


def bring(certificates):
    return import_erasures(certificates=certificates, by=person("ines"), at=MONDAY)


def the_device() -> tuple[str, str]:
    return Device.objects.values_list("state", "erasure").get()


def test_a_comparison_writes_nothing(marseille):
    device("CZC1")
    assert compare_certificates(certificates(OK)).counts()["matched"] == 1
    assert (the_device(), ErasureCertificate.objects.count()) == (("received", "unknown"), 0)


def test_a_machine_becomes_ready_when_it_is_clean(marseille):
    device("CZC1")
    bring(certificates(OK))
    assert the_device() == ("ready", "erased")


@pytest.mark.parametrize(
    "facts", [{"category": "laptop"}, {"blocking_flags": "out-of-order"}, {"held_because": "bruit"}]
)
def test_a_clean_machine_that_is_held_back_does_not(marseille, facts):
    device("CZC1", **facts)
    bring(certificates(OK))
    assert the_device() == ("received", "erased")


def test_a_later_failure_takes_readiness_away_and_a_later_success_gives_it_back(marseille):
    device("CZC1")
    bring(certificates(OK))
    bring(certificates(FAILED))
    assert the_device() == ("received", "failed")
    bring(certificates(OK_LATER))
    assert the_device() == ("ready", "erased")


def test_a_removed_disk_is_clean(marseille):
    device("CZC1")
    bring(certificates(certified("CZC1", "disk-removed", disk="")))
    assert the_device() == ("ready", "disk-removed")


def test_the_same_file_twice_changes_nothing(marseille):
    device("CZC1")
    file = certificates(OK, FAILED, certified("CZC9"))
    first = bring(file).report()
    before = (list(Device.objects.values()), list(ErasureCertificate.objects.values()))
    assert bring(file).report() == first
    assert (list(Device.objects.values()), list(ErasureCertificate.objects.values())) == before


def test_a_report_lists_every_machine_by_serial_number(marseille):
    device("CZC1"), device("CZC2"), device("CZC3"), device("CZC4")
    report = bring(
        certificates(
            OK,
            certified("CZC2", "failed"),
            certified("CZC3", "disk-removed"),
            certified("CZC9"),
            certified("", "", rejected=True, remarks=(Remark("serial-missing", "Le numéro manque.", {}),)),
        )
    ).report()
    rejected = report.pop("rejected")
    assert report == {
        "counts": {"rows": 5, "matched": 3, "failed": 1, "disk_removed": 1, "orphan": 1, "without": 1},
        "matched": ["CZC1", "CZC2", "CZC3"],
        "failed": ["CZC2"],
        "disk_removed": ["CZC3"],
        "orphan": ["CZC9"],
        "without": ["CZC4"],
    }
    assert rejected == [
        {"row": 6, "serial": "", "reasons": [{"code": "serial-missing", "message": "Le numéro manque."}]}
    ]


@pytest.mark.parametrize("state", [Device.State.RESERVED, Device.State.HANDED_OVER])
def test_a_failure_of_a_promised_machine_is_rejected(marseille, state):
    ready_device("CZC1", state=state)
    certificate("CZC1", day=10)
    comparison = bring(certificates(FAILED))
    assert [(row.verdict, row.reasons[0].code) for row in comparison.rows] == [("rejected", "device-promised")]
    assert (the_device(), ErasureCertificate.objects.count()) == ((state, "erased"), 1)


def test_a_failure_repaired_in_the_same_file_harms_no_promise(marseille):
    ready_device("CZC1", state=Device.State.RESERVED)
    certificate("CZC1", day=10)
    assert [row.verdict for row in bring(certificates(FAILED, OK_LATER)).rows] == ["new", "new"]


def test_an_import_is_one_entry_of_the_journal(marseille):
    device("CZC1")
    bring(certificates(OK, certified("CZC9")))
    entry = Entry.objects.get()
    assert entry.verb == "erasures_imported"
    assert entry.facts == {
        "rows": 2, "matched": 1, "failed": 0, "disk_removed": 0, "orphan": 1, "without": 0, "new": 2, "rejected": 0,
    }  # fmt: skip
