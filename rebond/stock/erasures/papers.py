"""Papers of erasure: the certificates of a lot bound together, and the slip of a disk to destroy."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from rebond.documents.pdf import render_pdf
from rebond.stock.erasures.queries import certificates_of
from rebond.stock.models import Destruction, Device, Lot

MOST_LINES = 3_000


def render_bundle(lot: Lot, *, day: date) -> bytes:
    """What is certified of a lot: its coverage, then each certificate's facts. Same facts and day, same bytes."""
    return render_pdf("stock/certificates.typ", bundle_of(lot, day=day))


def bundle_of(lot: Lot, *, day: date) -> dict[str, Any]:
    """What the bundle says, as plain data; its words are in stock/certificates.typ."""
    devices = lot.devices.entered().order_by()
    counted = {erasure: devices.filter(erasure=erasure).count() for erasure in Device.Erasure.values}
    lines = [
        {
            "machine": one.serial,
            "model": f"{one.device.brand} {one.device.model}".strip(),
            "disk": f"{one.disk_brand} {one.disk_serial}".strip(),
            "result": one.result,
            "standard": one.standard or one.method,
            "tool": one.tool,
            "operator": one.operator,
            "on": one.erased_on.isoformat() if one.erased_on else "",
            "reference": one.reference,
            "said": one.said_serial,
        }
        for one in certificates_of(lot)[:MOST_LINES]
    ]
    return {
        "city": lot.city.name,
        "lot": lot.reference,
        "donor": lot.donor.name,
        "received": lot.received_on.isoformat(),
        "day": day.isoformat(),
        "machines": sum(counted.values()),
        "counted": counted,
        "certificates": certificates_of(lot).count(),
        "lines": lines,
    }


def render_slip(slip: Destruction) -> bytes:
    """The slip of a disk: to be signed where it is destroyed, and complete once it is."""
    return render_pdf("stock/destruction.typ", slip_of(slip))


def slip_of(slip: Destruction) -> dict[str, Any]:
    """What the slip says, as plain data; its words are in stock/destruction.typ."""
    failed = slip.certificate
    device = failed.device
    return {
        "city": slip.city.name,
        "number": slip.number,
        "day": localdate(slip.ordered_at).isoformat(),
        "machine": failed.serial,
        "model": f"{device.brand} {device.model}".strip() if device else "",
        "lot": device.lot.reference if device else "",
        "disk": f"{failed.disk_brand} {failed.disk_serial}".strip(),
        "failed_on": failed.erased_on.isoformat() if failed.erased_on else "",
        "tool": failed.tool,
        "destroyed_on": slip.destroyed_on.isoformat() if slip.destroyed_on else "",
        "destroyed_by": slip.destroyed_by,
        "method": slip.method,
        "reference": slip.reference,
    }
