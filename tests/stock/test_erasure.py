"""What the certificates of a machine say together."""

from datetime import date

import pytest

from rebond.stock.erasure import Certified, erasure_of

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)


def on_one_disk(*history: tuple[date | None, str]) -> list[Certified]:
    return [Certified("A", day, result) for day, result in history]


@pytest.mark.parametrize(
    ("certificates", "erasure"),
    [
        ([], "unknown"),
        (on_one_disk((MONDAY, "erased")), "erased"),
        (on_one_disk((MONDAY, "disk-removed")), "disk-removed"),
        (on_one_disk((MONDAY, "failed")), "failed"),
        (on_one_disk((MONDAY, "failed"), (TUESDAY, "erased")), "erased"),
        (on_one_disk((TUESDAY, "erased"), (MONDAY, "failed")), "erased"),
        (on_one_disk((MONDAY, "erased"), (TUESDAY, "failed")), "failed"),
        (on_one_disk((MONDAY, "failed"), (TUESDAY, "erased"), (WEDNESDAY, "failed")), "failed"),
    ],
)
def test_the_latest_certificate_of_a_disk_counts(certificates, erasure):
    assert erasure_of(certificates) == erasure


def test_every_disk_must_be_clean():
    assert erasure_of([Certified("A", TUESDAY, "erased"), Certified("B", MONDAY, "failed")]) == "failed"


def test_a_success_on_another_disk_repairs_nothing():
    assert erasure_of([Certified("A", MONDAY, "failed"), Certified("B", TUESDAY, "erased")]) == "failed"


def test_one_disk_erased_and_one_removed_is_erased():
    assert erasure_of([Certified("A", MONDAY, "erased"), Certified("B", MONDAY, "disk-removed")]) == "erased"


def test_a_doubt_about_the_order_is_a_failure():
    assert erasure_of(on_one_disk((MONDAY, "failed"), (MONDAY, "erased"))) == "failed"
    assert erasure_of(on_one_disk((None, "failed"), (MONDAY, "erased"))) == "failed"
