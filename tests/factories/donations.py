"""Donations in each state, with what they announce, made with the deeds that people use."""

from datetime import date
from pathlib import Path

from rebond.accounts.models import User
from rebond.stock.donations import actions
from rebond.stock.donations.models import AnnouncedFile, Donation, IntakeNote
from rebond.stock.intake.actions import sign_note
from rebond.stock.intake.papers import Signed
from rebond.stock.models import Lot
from tests.factories.accounts import person
from tests.factories.organisations import donor
from tests.factories.stock import FRIDAY, MONDAY, device

PARC = Path(__file__).resolve().parent.parent / "data" / "parc-annonce.csv"
CONTACT = {
    "contact_name": "Rémi Costa",
    "contact_email": "remi@donateur.example",
    "pickup_address": "2 quai de la Joliette",
    "regime": "gift",
}
OFFERED = CONTACT | {"company": "Les Câbleries du Sud", "siren": "099900011", "contact_email": "dsi@cableries.example"}


def line(kind: str = "desktop", quantity: int = 1, **facts) -> dict:
    """A line as a form gives it."""
    empty = {"brand": "HP", "model": "ProDesk 600", "value": None, "serial": ""}
    return {"kind": kind, "quantity": quantity} | empty | facts


def draft(*lines: dict, of: str = "Orange", by: User | None = None, **facts) -> Donation:
    """A donation in preparation: twenty machines of a model, unless the test says otherwise."""
    giver = donor(of)
    by = by or person("ines")
    started = actions.start_donation(donor=giver, **CONTACT | {"company": giver.name} | facts, by=by, at=MONDAY)
    typed = list(lines) or [line(quantity=20)]
    actions.write_lines(donation=started, lines=typed, seen=started.version, by=by, at=MONDAY)
    return started


def announced(*lines: dict, **facts) -> Donation:
    one = draft(*lines, **facts)
    return actions.announce_donation(donation=one, by=one.by, at=MONDAY)


def offered(*lines: dict, at=MONDAY, address: str = "192.0.2.7", **facts) -> Donation:
    """What a company without an account announced."""
    typed = list(lines) or [line(quantity=12)]
    return actions.offer_donation(lines=typed, address=address, at=at, **OFFERED | facts)


def accepted(*lines: dict, on: date | None = None, **facts) -> Donation:
    one = announced(*lines, **facts)
    accept(one, on=on)
    return one


def accept(donation: Donation, *, donor=None, new_donor: str = "", on: date | None = None, by: str = "karim") -> None:
    actions.accept_donation(
        donation=donation,
        donor=donor,
        new_donor=new_donor,
        regime="gift",
        planned_on=on,
        seen=donation.version,
        by=person(by),
        at=FRIDAY,
    )


def closed(*lines: dict, **facts) -> Donation:
    one = accepted(*lines, **facts)
    actions.close_donation(donation=one, reason="Le reste n’existe plus.", by=person("karim"), at=FRIDAY)
    return one


def with_file(donation: Donation, content: bytes | str | None = None, *, name: str = "parc.csv") -> AnnouncedFile:
    """The donation's file, read."""
    content = PARC.read_bytes() if content is None else content.encode() if isinstance(content, str) else content
    by = person("ines")
    file = actions.add_file(donation=donation, name=name, content=content, content_type="", by=by, at=MONDAY)
    actions.read_file(file=file, at=MONDAY)
    file.refresh_from_db()
    return file


def received(donation: Donation, *serials: str, number: int = 3, **facts) -> Lot:
    """A lot that answers the donation, with machines of its usual model."""
    reference = f"{donation.reference}-{donation.lots.count() + 1}"
    lot = Lot.objects.create(
        reference=reference, donor=donation.donor, received_on=MONDAY.date(), donation=donation, regime=donation.regime
    )
    facts = {"brand": "HP", "model": "ProDesk 600 G4"} | facts
    for serial in serials or [""] * number:
        device(serial, lot=lot, **facts)
    return lot


SIGNED = Signed("Rémi Costa", "Responsable du parc", "Tom Roux", FRIDAY.date(), "Un carton ouvert.")


def signed(lot: Lot, *, seen: IntakeNote | None = None, why: str = "") -> IntakeNote:
    return sign_note(lot=lot, seen=seen, signed=SIGNED, why=why, by=person("tom"), at=FRIDAY)
