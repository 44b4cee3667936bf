"""What imports, pages and exports read."""

from collections import defaultdict
from collections.abc import Iterable

from rebond.stock.erasure import Certified
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


def certificates_of(serials: Iterable[str]) -> dict[str, list[Certified]]:
    """The certificates of these machines, by serial number."""
    wanted = set(serials)
    found: dict[str, list[Certified]] = defaultdict(list)
    rows = ErasureCertificate.objects.order_by().values_list("serial", "disk_serial", "erased_on", "result")
    for serial, *certified in rows.iterator(chunk_size=10_000):
        if serial in wanted:
            found[serial].append(Certified(*certified))
    return found


def lot_named(reference: str) -> Lot | None:
    return Lot.objects.select_related("donor").filter(reference=reference).first()
