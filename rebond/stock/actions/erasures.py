"""Bringing erasure certificates into the stock: they alone say whether a machine is clean."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.safeguards.locks import lock_objects
from rebond.stock.certificates import Certificates
from rebond.stock.erasure import ErasureComparison, JudgedCertificate, judge_certificates
from rebond.stock.models import ErasureCertificate
from rebond.stock.queries import held_certificates, known_devices
from rebond.stock.readiness import attach_certificates, make_ready, settle_erasure
from rebond.tenancy.scope import current_city

BATCH = 2_000


def compare_certificates(certificates: Certificates) -> ErasureComparison:
    """What the file would do to the stock, nothing written."""
    return judge_certificates(certificates, known_devices(), held_certificates())


@deed
def import_erasures(*, certificates: Certificates, by: User | None, at: datetime) -> ErasureComparison:
    """Keep the certificates of a file, and make ready or hold back the machines that they speak of.

    Certificates of unknown machines are kept too: they join their machine when it is imported. Importing the same file
    again changes nothing. Files of one city go in one after the other: what a machine's certificates say together
    leaves none out.
    """
    lock_objects(current_city())
    comparison = compare_certificates(certificates)
    ErasureCertificate.objects.bulk_create((as_certificate(judged, at) for judged in comparison.new), batch_size=BATCH)
    named = {judged.row.serial for judged in comparison.new if judged.known}
    settle_erasure(named | attach_certificates())
    make_ready()
    facts = comparison.counts() | {"new": len(comparison.new), "rejected": len(comparison.rejected)}
    record("erasures_imported", of=current_city(), by=by, at=at, **facts)
    return comparison


def as_certificate(judged: JudgedCertificate, at: datetime) -> ErasureCertificate:
    row = judged.row
    return ErasureCertificate(
        device_id=judged.known.pk if judged.known else None,
        serial=row.serial,
        said_serial=judged.said_serial,
        disk_serial=row.disk_serial,
        disk_brand=row.disk_brand,
        reference=row.reference,
        result=row.result,
        method=row.method,
        standard=row.standard,
        tool=row.tool,
        operator=row.operator,
        erased_on=row.erased_on,
        fingerprint=judged.fingerprint,
        kept_at=at,
    )
