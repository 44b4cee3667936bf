"""The intake note: what a lot brought, in numbers and machine by machine, and how it differs from the announcement."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import override

from rebond.countries.france.numbers import spaced
from rebond.documents.pdf import render_pdf
from rebond.stock.donations.models import AnnouncedLine, IntakeNote, Settlement
from rebond.stock.donations.reconciliation import Reconciliation, reconcile
from rebond.stock.donations.reconciling import Row, accessories_in, machines_in, reconciliation_of, rows_of
from rebond.stock.models import Lot
from rebond.tenancy.scope import current_city


@dataclass(frozen=True)
class Signed:
    """Who brought the lot and who took it in, which day, and with which reservations."""

    delivered_by: str
    delivered_role: str
    received_by: str
    on: date
    remarks: str = ""


@dataclass(frozen=True)
class Facts:
    """What a lot holds at one moment: machines, numbers by kind, and the differences of its announcement."""

    devices: Sequence[Any]
    came: Counter
    reconciliation: Reconciliation | None
    rows: Sequence[Row]
    machines: int
    accessories: int


def facts_of(lot: Lot) -> Facts:
    """What the note says of a lot now."""
    devices = list(machines_in([lot]))
    accessories = list(accessories_in([lot]))
    both = reconciliation_of(lot.donation) if lot.donation else None
    return Facts(
        devices=sorted(devices, key=lambda one: one.serial),
        came=reconcile((), (*devices, *accessories)).received,
        reconciliation=both,
        rows=rows_of(lot.donation, both) if both else (),
        machines=len(devices),
        accessories=sum(one.quantity for one in accessories),
    )


def render_note(
    lot: Lot, facts: Facts, *, number: str = "", signed: Signed | None = None, replaces: IntakeNote | None = None
) -> bytes:
    """The note as PDF, to be signed while it has no number; the same bytes for the same facts."""
    with override(settings.LANGUAGE_CODE):
        return render_pdf("stock/intake.typ", note_of(lot, facts, number, signed, replaces))


def note_of(lot: Lot, facts: Facts, number: str, signed: Signed | None, replaces: IntakeNote | None) -> dict[str, Any]:
    """What the note says, as plain data; its words are in stock/intake.typ."""
    kinds = dict(AnnouncedLine.Kind.choices)
    announced = facts.reconciliation.announced if facts.reconciliation else Counter()
    received = facts.reconciliation.received if facts.reconciliation else facts.came
    return {
        "city": current_city().name,
        "number": number,
        "replaces": replaces.number if replaces else "",
        "lot": lot.reference,
        "donation": lot.donation.reference if lot.donation else "",
        "regime": str(lot.get_regime_display()) if lot.regime else "",
        "received_on": lot.received_on.isoformat(),
        "donor": [lot.donor.name, f"SIREN {spaced(lot.donor.siren)}" if lot.donor.siren else ""],
        "day": (signed.on if signed else lot.received_on).isoformat(),
        "signed_on": signed.on.isoformat() if signed else "",
        "delivered": [signed.delivered_by, signed.delivered_role] if signed else ["", ""],
        "received_by": signed.received_by if signed else "",
        "remarks": signed.remarks if signed else "",
        "kinds": [
            {
                "kind": str(kinds[kind]),
                "announced": announced[kind] if facts.reconciliation else None,
                "received": received[kind],
                "here": facts.came[kind],
            }
            for kind in kinds
            if announced[kind] or received[kind] or facts.came[kind]
        ],
        "differences": [in_words(row) for row in facts.rows],
        "devices": [
            {"serial": one.serial, "kind": str(kinds[one.kind]), "model": f"{one.brand} {one.model}".strip()}
            for one in facts.devices
        ],
    }


def in_words(row: Row) -> dict[str, str | int]:
    """A difference as papers, lists and files tell it."""
    one = row.difference
    kinds = dict(AnnouncedLine.Kind.choices)
    sides = [kinds.get(side, side) if one.field == "kind" else side for side in (one.announced, one.received)]
    settled = row.settlement
    return {
        "kind": str(Settlement.Kind(one.kind).label),
        "what": one.key.removeprefix("serial:") if one.key.startswith("serial:") else str(kinds[one.thing]),
        "announced": str(sides[0]),
        "received": str(sides[1]),
        "number": one.quantity,
        "outcome": "" if settled is None or row.is_stale else str(settled.get_outcome_display()),
        "note": "" if settled is None or row.is_stale else settled.note,
    }
