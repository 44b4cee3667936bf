"""What imports, pages and exports read."""

from collections import defaultdict

from rebond.stock.erasure import Certified, Held
from rebond.stock.models import Device, ErasureCertificate, Lot
from rebond.stock.verdicts import Known


def known_devices() -> dict[str, Known]:
    """Every machine of the city by serial number, in one query."""
    fields = ("serial", "pk", "lot__reference", "fingerprint", "state")
    rows = Device.objects.order_by().values_list(*fields).iterator(chunk_size=10_000)
    return {
        serial: Known(pk, lot, fingerprint, promised=state in Device.PROMISED)
        for serial, pk, lot, fingerprint, state in rows
    }


def held_certificates() -> Held:
    """Every certificate of the city, in one query."""
    by_serial: dict[str, list[Certified]] = defaultdict(list)
    fingerprints = set()
    fields = ("fingerprint", "serial", "disk_serial", "erased_on", "result")
    rows = ErasureCertificate.objects.order_by().values_list(*fields)
    for fingerprint, serial, *certified in rows.iterator(chunk_size=10_000):
        by_serial[serial].append(Certified(*certified))
        fingerprints.add(fingerprint)
    return Held(by_serial, frozenset(fingerprints))


def lot_named(reference: str) -> Lot | None:
    return Lot.objects.select_related("donor").filter(reference=reference).first()
