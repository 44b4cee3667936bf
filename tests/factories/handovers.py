"""Hand-overs, ready-made."""

from datetime import UTC, date, datetime

from rebond.documents.pdf import qr_code
from rebond.handovers.actions import (
    add_devices,
    announce_handover,
    cancel_handover,
    count_accessories,
    prepare_handover,
    sign_handover,
)
from rebond.handovers.models import Handover
from rebond.handovers.terms import TERMS
from rebond.programmes.models import Wave
from rebond.stock.models import Device
from rebond.waves.actions import publish_allocation
from rebond.waves.models import Allocation
from tests.factories.accounts import person
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.factories.waves import contested_wave, draft_of, published, published_allocation

ADDRESS = "http://127.0.0.1:8000/remises/verifier/R-7K3Q-9XWD/"
THURSDAY = datetime(2026, 11, 26, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 14, tzinfo=UTC)


def ready_serials(count: int) -> list[str]:
    """The serial numbers of so many machines that are promised to nobody."""
    return list(Device.objects.allocatable().order_by("serial").values_list("serial", flat=True)[:count])


def handover_of(allocation: Allocation, *, scanned: int = 0) -> Handover:
    """A hand-over that Tom prepares, with so many machines, keyboards and mice."""
    handover = prepare_handover(allocation=allocation, by=person("tom"), at=THURSDAY)
    add_devices(handover=handover, codes=ready_serials(scanned), by=person("tom"), at=THURSDAY)
    if scanned:
        count = {"keyboards": scanned, "mice": scanned, "seen": handover.version}
        count_accessories(handover=handover, by=person("tom"), at=THURSDAY, **count)
    return handover


def handover(units: int = 3, *, scanned: int = 0) -> Handover:
    """The hand-over of an association that is alone in its wave."""
    return handover_of(published_allocation(units), scanned=scanned)


def two_handovers() -> tuple[Handover, Handover]:
    """Two hand-overs of one wave: 10 machines for « Mots en Partage », 4 for « Atelier Pixel », none scanned."""
    allocations = published(contested_wave()).allocations
    first, second = (
        allocations.get(application__association__name=name) for name in ("Mots en Partage", "Atelier Pixel")
    )
    return handover_of(first), handover_of(second)


def signed(handover: Handover, *, left: int = 0, on: date = date(2026, 11, 27)) -> Handover:
    """Awa Diallo signed the paper on Friday."""
    return sign_handover(
        handover=handover, signatory="Awa Diallo", role="présidente", on=on, left=left, by=person("tom"), at=FRIDAY
    )


def handover_in(state: str) -> Handover:
    """A hand-over of two machines, both scanned, brought to a state."""
    made = handover(2, scanned=2)
    if state == Handover.State.READY:
        announce_handover(handover=made, by=person("tom"), at=THURSDAY)
    if state == Handover.State.SIGNED:
        signed(made)
    if state == Handover.State.CANCELLED:
        cancel_handover(handover=made, reason="Association dissoute", by=person("ines"), at=THURSDAY)
    return made


def note_data(*, machines: int = 18, association: str = "Mots en Partage") -> dict:
    """What a note says, without a database."""
    return {
        "reference": "R-7K3Q-9XWD",
        "city": "Marseille",
        "programme": "1\u00a0000 ordinateurs pour les associations marseillaises",
        "application": "V1-021",
        "day": "2023-02-28",
        "signed_on": "2023-02-28",
        "machines": machines,
        "left": 0,
        "allocated": machines,
        "before": 0,
        "keyboards": machines,
        "mice": machines,
        "with_screen": False,
        "donor": {"name": "Orange", "siren": "380\u00a0129\u00a0866"},
        "association": {"name": association, "rna": "W133990021", "siren": "", "address": ["12 rue des Oursins"]},
        "contact": ["Mission numérique", "numerique@marseille.example"],
        "terms": TERMS["gift"],
        "signatory": "Awa Diallo",
        "role": "présidente",
        "devices": [
            {
                "serial": f"CZC9424R{number:02}",
                "model": "HP EliteDesk 800 G4",
                "asset_tag": f"IMM190001{number:02}",
                "erasure": "erased",
                "certificate": f"BL-2023-000{number:02}",
                "erased_on": "2023-01-10",
            }
            for number in range(1, machines + 1)
        ],
        "address": ADDRESS,
        "qr": qr_code(ADDRESS),
    }


def handed_over_again(serial: str, *, name: str, at: datetime) -> Handover:
    """One machine, handed over to another association in a second wave."""
    second = wave(2, slug="vague-2-bis", state=Wave.State.CLOSED, stock=1, floor=1)
    application(second, association(name), requested=1, minimum=1)
    proposal = publish_allocation(proposal=draft_of(second), by=person("karim"), at=at)
    made = prepare_handover(allocation=proposal.allocations.get(), by=person("tom"), at=at)
    add_devices(handover=made, codes=[serial], by=person("tom"), at=at)
    signature = {"signatory": "Léa Roux", "role": "trésorière", "on": at.date()}
    return sign_handover(handover=made, **signature, by=person("tom"), at=at)
