"""What the certificates of one machine say of it together. No database here."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Certified(NamedTuple):
    """One certificate: of which disk, when, and with which result ("erased", "failed" or "disk-removed")."""

    disk: str
    on: date | None
    result: str


def erasure_of(certificates: Iterable[Certified]) -> str:
    """The erasure of a machine: "unknown", "failed", "erased" or "disk-removed".

    For each disk its latest certificate counts; of two on the same day the failure, and a failure without a date is
    the latest. A machine is clean only when every disk was erased or removed.
    """
    latest: dict[str, Certified] = {}
    for one in sorted(certificates, key=_failures_last):
        latest[one.disk] = one
    results = {one.result for one in latest.values()}
    return next((result for result in ("failed", "erased", "disk-removed") if result in results), "unknown")


def _failures_last(certificate: Certified) -> tuple[date, bool]:
    failed = certificate.result == "failed"
    return (certificate.on or (date.max if failed else date.min), failed)
