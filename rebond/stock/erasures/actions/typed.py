"""A certificate that somebody types from its paper, or its PDF, which may be attached."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.documents.deposits.intake import take_in
from rebond.safeguards.deeds import deed, require
from rebond.stock.actions.erasures import import_erasures
from rebond.stock.certificates import CertificateRow, Certificates
from rebond.stock.erasure import ErasureComparison, fingerprint_of
from rebond.stock.models import ErasureCertificate


class CertificateRefused(Exception):
    """The certificate adds nothing, or cannot be taken; the text says why."""


class CertificateKnown(Exception):
    """The same erasure is certified already."""


@deed
def keep_certificate(*, row: CertificateRow, by: User, at: datetime) -> ErasureCertificate:
    """Keep one certificate as if it came by file: its machine is ready, held back or awaited by the same rule.

    Raises CertificateRefused, CertificateKnown.
    """
    comparison: ErasureComparison = import_erasures(certificates=Certificates([row], []), by=by, at=at)
    [judged] = comparison.rows
    require(judged.verdict != "rejected", CertificateRefused(" ".join(said.message for said in judged.reasons)))
    require(judged.verdict == "new", CertificateKnown)
    return ErasureCertificate.objects.get(fingerprint=fingerprint_of(row))


@deed
def keep_proven_certificate(
    *, row: CertificateRow, name: str, content: bytes, by: User, at: datetime
) -> ErasureCertificate:
    """The same with its paper, which is looked at and written anew before anybody can open it.

    Raises CertificateRefused, CertificateKnown, and rebond.documents.inspection.Refused.
    """
    certificate = keep_certificate(row=row, by=by, at=at)
    ErasureCertificate.objects.filter(pk=certificate.pk).update(proof=take_in(name=name, content=content, by=by, at=at))
    return certificate
