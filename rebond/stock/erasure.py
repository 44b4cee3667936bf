"""What the certificates of one machine say of it together, and what a file of them would add. No database here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

from django.utils.translation import gettext_noop

from rebond.stock.certificates import CertificateRow, Certificates
from rebond.stock.inventory import Remark
from rebond.stock.verdicts import Finding, Known, as_plain

Verdict: TypeAlias = Literal["new", "unchanged", "rejected"]
CLEAN = ("erased", "disk-removed")


class Certified(NamedTuple):
    """One certificate: of which disk, when, and with which result ("erased", "failed" or "disk-removed")."""

    disk: str
    on: date | None
    result: str


def erasure_of(certificates: Iterable[Certified], disks: Collection[str] = ()) -> str:
    """The erasure of a machine: "unknown", "failed", "erased" or "disk-removed".

    For each disk its latest certificate counts; of two on the same day the failure, and a failure without a date is
    the latest. A disk that was taken out on the day of its failure, or after a failure without a date, is out.
    A machine is clean only when every disk was erased or removed, those included that somebody saw there (`disks`):
    one without a certificate leaves the machine unknown.
    """
    latest: dict[str, Certified] = {}
    for one in sorted(certificates, key=_failures_last):
        before = latest.get(one.disk)
        if not (before and before.result == "disk-removed" and one.result == "failed" and one.on is None):
            latest[one.disk] = one
    results = {one.result for one in latest.values()}
    if "failed" not in results and any(disk not in latest for disk in disks):
        return "unknown"
    return next((result for result in ("failed", "erased", "disk-removed") if result in results), "unknown")


def still_counts(certificate: Certified, used_until: date | None) -> bool:
    """Whether a certificate says something of a machine that somebody used until that day (None: nobody did).

    One without a day cannot be later; a failure counts whenever it was.
    """
    if used_until is None or (certificate.result == "failed" and certificate.on is None):
        return True
    return certificate.on is not None and certificate.on >= used_until


_ORDER = {"erased": 0, "failed": 1, "disk-removed": 2}


def _failures_last(certificate: Certified) -> tuple[date, int]:
    failed = certificate.result == "failed"
    return (certificate.on or (date.max if failed else date.min), _ORDER[certificate.result])


@dataclass(frozen=True, slots=True)
class JudgedCertificate:
    """A certificate of the file and its verdict; `known` is its machine, when the stock has it.

    `said_serial` is the number on the certificate, when it is not the machine's any more.
    """

    row: CertificateRow
    verdict: Verdict
    reasons: tuple[Remark, ...]
    fingerprint: str
    known: Known | None = None
    said_serial: str = ""


@dataclass(frozen=True, slots=True)
class ErasureComparison:
    """A file of certificates against the stock. `erasures` says, by serial, what each of its machines would be."""

    rows: list[JudgedCertificate]
    ignored: list[int]
    erasures: dict[str, str]
    matched: list[str]
    orphan: list[str]
    without: list[str]

    @property
    def new(self) -> list[JudgedCertificate]:
        return [judged for judged in self.rows if judged.verdict == "new"]

    @property
    def rejected(self) -> list[JudgedCertificate]:
        return [judged for judged in self.rows if judged.verdict == "rejected"]

    def listed(self) -> dict[str, list[str]]:
        """The serial numbers of the report: matched and orphan make up the file's machines, failed and disk_removed
        are among them, without are the machines of the stock that have no certificate at all."""
        return {
            "matched": self.matched,
            "failed": [serial for serial, erasure in self.erasures.items() if erasure == "failed"],
            "disk_removed": [serial for serial, erasure in self.erasures.items() if erasure == "disk-removed"],
            "orphan": self.orphan,
            "without": self.without,
        }

    def counts(self) -> dict[str, int]:
        return {"rows": len(self.rows)} | {name: len(serials) for name, serials in self.listed().items()}

    def report(self) -> dict[str, Any]:
        """The report that the command writes."""
        rejected = [
            {"row": judged.row.row, "serial": judged.row.serial, "reasons": as_plain(judged.reasons)}
            for judged in self.rejected
        ]
        return {"counts": self.counts(), **self.listed(), "rejected": rejected}

    def findings(self) -> Iterator[Finding]:
        """What the page shows of each certificate; ignored rows too."""
        for judged in self.rows:
            row = judged.row
            met: str = "matched" if judged.known else "orphan"
            verdict = met if judged.verdict == "new" else judged.verdict
            yield Finding(row.row, verdict, row.serial[:60], row.result, judged.reasons)
        for number in self.ignored:
            yield Finding(number, "ignored")


class Held(NamedTuple):
    """What the stock already holds: certificates by serial number, the fingerprint of each, disks seen in machines,
    and until which day a machine that came back was used."""

    by_serial: Mapping[str, list[Certified]]
    fingerprints: frozenset[str]
    disks: Mapping[str, set[str]] = MappingProxyType({})
    used_until: Mapping[str, date] = MappingProxyType({})


def judge_certificates(certificates: Certificates, known: Mapping[str, Known], held: Held) -> ErasureComparison:
    """Give every certificate its verdict against the stock.

    A certificate that is there already is unchanged. A failure is rejected when its machine is promised: the machine
    must leave its hand-over first.
    """
    seen = set(held.fingerprints)
    rows = []
    for row in certificates.rows:
        fingerprint = fingerprint_of(row)
        verdict: Verdict = "rejected" if row.rejected else "unchanged" if fingerprint in seen else "new"
        seen.add(fingerprint)
        rows.append(about_the_survivor(JudgedCertificate(row, verdict, row.remarks, fingerprint), known))
    erasures = erasures_after(rows, held)
    rows = [_unless_promised(judged, erasures) for judged in rows]
    named = {judged.row.serial for judged in rows if judged.verdict != "rejected"}
    erasures = {serial: erasure for serial, erasure in erasures_after(rows, held).items() if serial in named}
    return ErasureComparison(
        rows=rows,
        ignored=certificates.ignored,
        erasures=erasures,
        matched=[serial for serial in erasures if serial in known],
        orphan=[serial for serial in erasures if serial not in known],
        without=sorted(
            {serial for serial, one in known.items() if not one.merged} - held.by_serial.keys() - erasures.keys()
        ),
    )


def about_the_survivor(judged: JudgedCertificate, known: Mapping[str, Known]) -> JudgedCertificate:
    """What is said of a record that was merged is said of the machine that it is now."""
    row, machine = judged.row, known.get(judged.row.serial)
    if machine is None or not machine.merged:
        return replace(judged, known=machine)
    row, said = replace(row, serial=machine.merged), row.serial
    return replace(judged, row=row, known=known.get(row.serial), said_serial=said)


def erasures_after(rows: Iterable[JudgedCertificate], held: Held) -> dict[str, str]:
    """The erasure of each machine that the file names, with the certificates held and the new ones together."""
    found: dict[str, list[Certified]] = defaultdict(list)
    for judged in rows:
        row = judged.row
        if judged.verdict == "rejected":
            continue
        certified = Certified(row.disk_serial, row.erased_on, row.result)
        counts = judged.verdict == "new" and still_counts(certified, held.used_until.get(row.serial))
        found[row.serial] += [certified] if counts else []
    return {
        serial: erasure_of([*held.by_serial.get(serial, ()), *new], held.disks.get(serial, ()))
        for serial, new in found.items()
    }


def _unless_promised(judged: JudgedCertificate, erasures: Mapping[str, str]) -> JudgedCertificate:
    known, row = judged.known, judged.row
    spoils = judged.verdict == "new" and row.result not in CLEAN and erasures[row.serial] not in CLEAN
    if not spoils or known is None or not known.promised:
        return judged
    sentence = gettext_noop(
        "Ligne %(row)s\u00a0: l’effacement de %(serial)s a échoué, et cette machine est déjà promise ou remise. "
        "Retirez-la d’abord de la remise, puis renvoyez ce certificat."
    )
    reason = Remark("device-promised", sentence, {"row": row.row, "serial": row.serial})
    return replace(judged, verdict="rejected", reasons=(reason,))


def fingerprint_of(row: CertificateRow) -> str:
    """The same for two certificates of one erasure: machine, disk, reference, result and day."""
    identity = (row.serial, row.disk_serial, row.reference, row.result, row.erased_on)
    return blake2b(repr(identity).encode(), digest_size=16).hexdigest()
