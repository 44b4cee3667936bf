"""A disk whose erasure failed: its slip, and what the slip says once the disk is destroyed."""

from datetime import date, datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.states import move
from rebond.stock.certificates import CertificateRow
from rebond.stock.erasures.actions.typed import keep_certificate
from rebond.stock.models import Destruction, ErasureCertificate
from rebond.stock.numbering import next_number


@deed
def order_destruction(*, certificate: ErasureCertificate, by: User, at: datetime) -> Destruction:
    """Decide that the disk of a failed erasure is destroyed. Its slip is numbered within the year and the city.

    Raises SomebodyElseWasFirst when it has a slip already, or did not fail.
    """
    number = next_number("D", at, Destruction.objects.all())
    failed = ErasureCertificate.objects.filter(pk=certificate.pk, result="failed", destruction=None)
    require(failed.exists(), SomebodyElseWasFirst)
    slip = Destruction.objects.create(certificate=certificate, number=number, ordered_by=by, ordered_at=at)
    record("disk_destruction_ordered", of=slip, by=by, at=at)
    return slip


@deed
def record_destruction(
    *, slip: Destruction, on: date, destroyed_by: str, method: str, reference: str, by: User, at: datetime
) -> None:
    """Say that the disk is destroyed: from then on it counts as taken out of its machine.

    Raises MoveNotAllowed, SomebodyElseWasFirst, CertificateRefused, CertificateKnown.
    """
    facts = {"destroyed_on": on, "destroyed_by": destroyed_by, "method": method, "reference": reference}
    move(slip, Destruction.State.DESTROYED, **facts)
    failed = slip.certificate
    keep_certificate(
        row=CertificateRow(
            1,
            failed.serial,
            "disk-removed",
            disk_serial=failed.disk_serial,
            disk_brand=failed.disk_brand,
            method=method[:60],
            reference=slip.number,
            erased_on=on,
        ),
        by=by,
        at=at,
    )
    record("disk_destroyed", of=slip, by=by, at=at)
