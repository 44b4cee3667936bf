"""Donations of the Marseille case: one that came, with its first papers; one that waits; one offered by a stranger."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from rebond.accounts.models import User
from rebond.handovers.donor_papers.actions import declare_value, prepare_paper
from rebond.handovers.donor_papers.gifts import gifts_of
from rebond.handovers.donor_papers.models import DonorPaper
from rebond.handovers.donor_papers.queries import models_of
from rebond.organisations.models import Donor
from rebond.stock.donations.actions import (
    accept_donation,
    add_file,
    announce_donation,
    offer_donation,
    read_file,
    start_donation,
    write_lines,
)
from rebond.stock.donations.models import Donation, Settlement
from rebond.stock.donations.reconciliation import MISSING
from rebond.stock.donations.reconciling import reconciliation_of, rows_of
from rebond.stock.donations.settling import settle_differences
from rebond.stock.intake.actions import settle_lot, sign_note
from rebond.stock.intake.papers import Signed
from rebond.stock.models import Lot

CONTACT = {
    "contact_name": "Rémi Costa",
    "contact_email": "remi@marseille.example",
    "contact_phone": "04 91 00 00 00",
    "pickup_address": "12 quai d’Arenc, 13002 Marseille",
    "regime": "gift",
}
COMPANY = {
    "company": "Cordages du Vieux-Port",
    "siren": "099900011",
    "contact_name": "Élise Garnier",
    "contact_email": "informatique@cordages.example",
    "pickup_address": "3 rue de la Loge, 13002 Marseille",
    "remarks": "Postes remplacés en juin, disques déjà retirés.",
}


def announce_received(donor: Donor, people: dict[str, User], *, inventory: Path, on: date, at: datetime) -> Donation:
    """What the donor announced, machine by machine, before its thousand machines came."""
    said = {"by": people["remi"], "at": at}
    donation = start_donation(donor=donor, company=donor.name, siren=donor.siren, **CONTACT, **said)
    content = inventory.read_bytes()
    file = add_file(donation=donation, name=inventory.name, content=content, content_type="", **said)
    read_file(file=file, at=at)
    spares = [line("keyboard", "", "", 1_000), line("mouse", "", "", 1_000), line("cable", "", "", 1_000)]
    write_lines(donation=donation, lines=spares, seen=donation.version, **said)
    announce_donation(donation=donation, **said)
    accept_donation(
        donation=donation,
        donor=None,
        new_donor="",
        regime=donor.programmes.get().legal_route,
        planned_on=on,
        seen=donation.version,
        by=people["ines"],
        at=at + timedelta(days=2),
    )
    return donation


def receive_announced(donation: Donation, people: dict[str, User], *, lot: Lot, at: datetime) -> None:
    """The lot answers the announcement, both sides sign the note of entry, what differs is being settled."""
    said = {"by": people["ines"], "at": at}
    facts = {"regime": donation.regime, "donation": donation, "received_on": lot.received_on}
    settle_lot(lot=lot, seen=lot.version, **facts, **said)
    day = timezone.localdate(at)
    signed = Signed("Rémi Costa", "Responsable du parc", people["tom"].name, day, "Deux cartons ouverts.")
    sign_note(lot=lot, seen=None, signed=signed, by=people["tom"], at=at)
    missing = [row for row in rows_of(donation, reconciliation_of(donation)) if row.difference.kind == MISSING]
    settle_differences(
        donation=donation,
        names=[missing[0].name],
        outcome=Settlement.Outcome.TO_COME,
        note="Oubliés au dépôt, avec la prochaine livraison.",
        **said,
    )


def announce_waiting(donor: Donor, people: dict[str, User], *, at: datetime) -> None:
    """More from the same donor, and a company that nobody knows yet: both wait for the city's answer."""
    said = {"by": people["remi"], "at": at}
    soon = timezone.localdate(at) + timedelta(days=30)
    donation = start_donation(
        donor=donor, company=donor.name, siren=donor.siren, available_from=soon, **CONTACT, **said
    )
    lines = [
        line("desktop", "HP", "ProDesk 600 G5", 180),
        line("screen", "HP", "EliteDisplay E243", 180),
        line("keyboard", "", "", 180),
    ]
    write_lines(donation=donation, lines=lines, seen=donation.version, **said)
    announce_donation(donation=donation, **said)
    offered = [line("laptop", "", "Latitude 5400", 24), line("desktop", "", "OptiPlex 3070", 12)]
    offer_donation(lines=offered, address="192.0.2.1", at=at + timedelta(hours=5), **COMPANY)


def prepare_first_acts(donor: Donor, people: dict[str, User], *, at: datetime) -> None:
    """The donor says what its most common models are worth in its books; three acts of gift are prepared from it."""
    for alike, value in zip(models_of(donor), ("45.00", "62.50", "38.00"), strict=False):
        said = {"lot": alike.lot, "brand": alike.brand, "model": alike.model, "value": Decimal(value)}
        declare_value(**said, by=people["remi"], at=at)
    for gift in gifts_of(donor)[:3]:
        said = {"kind": DonorPaper.Kind.ACT, "donor": donor, "association": gift.association, "year": gift.year}
        prepare_paper(**said, by=people["ines"], at=at + timedelta(hours=2))


def line(kind: str, brand: str, model: str, quantity: int) -> dict:
    return {"kind": kind, "brand": brand, "model": model, "quantity": quantity, "value": None, "serial": ""}
