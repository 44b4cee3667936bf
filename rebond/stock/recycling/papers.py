"""The recycling slip as a document: to be signed by the recycler, and kept as it was when the load left."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import override

from rebond.countries.france.numbers import spaced
from rebond.documents.pdf import render_pdf
from rebond.stock.recycling.models import RecyclingLine, RecyclingSlip
from rebond.tenancy.scope import current_city


def render_slip(slip: RecyclingSlip, lines: Sequence[RecyclingLine]) -> bytes:
    """The same bytes for the same slip."""
    with override(settings.LANGUAGE_CODE):
        return render_pdf("stock/recycling.typ", slip_of(slip, lines))


def slip_of(slip: RecyclingSlip, lines: Sequence[RecyclingLine]) -> dict[str, Any]:
    """What the slip says, as plain data; its words are in stock/recycling.typ."""
    estimate = sum((line.weight for line in lines), Decimal(0))
    return {
        "city": current_city().name,
        "number": slip.number,
        "corrects": slip.corrects.number if slip.corrects else "",
        "why": slip.why,
        "day": (slip.collected_on or localdate(slip.opened_at)).isoformat(),
        "collected_on": slip.collected_on.isoformat() if slip.collected_on else "",
        "certificate": slip.certificate,
        "bsd": slip.bsd,
        "treatment": slip.treatment,
        "origin": slip.origin,
        "recycler": [slip.recycler, numbered(slip.siret), slip.permit, slip.recycler_address],
        "carrier": [slip.carrier, numbered(slip.carrier_siret), slip.carrier_permit],
        "weighed": kilograms(slip.weighed),
        "estimate": kilograms(estimate),
        "lines": [
            {
                "what": line.what,
                "model": f"{line.device.brand} {line.device.model}".strip() if line.device else "",
                "code": line.waste_code,
                "quantity": line.quantity,
                "weight": kilograms(line.weight),
            }
            for line in sorted(lines, key=lambda line: (line.device is None, line.what))
        ],
    }


def numbered(siret: str) -> str:
    return f"SIRET {spaced(siret)}" if siret else ""


def kilograms(weight: Decimal | None) -> str:
    """1 234,50 as the French write it; empty when it is not known."""
    return "" if weight is None else f"{weight:,.2f}".replace(",", "\u202f").replace(".", ",")
