"""Hand-overs, ready-made."""

from datetime import UTC, datetime

from rebond.documents.pdf import qr_code
from rebond.handovers.terms import TERMS

ADDRESS = "http://127.0.0.1:8000/remises/verifier/R-7K3Q-9XWD/"
PREPARED_AT = datetime(2023, 2, 27, 9, tzinfo=UTC)
SIGNED_AT = datetime(2023, 2, 28, 14, tzinfo=UTC)


def note_data(*, machines: int = 18, association: str = "Mots en Partage") -> dict:
    """What a note says, without a database."""
    return {
        "reference": "R-7K3Q-9XWD",
        "city": "Marseille",
        "programme": "1\u00a0000 ordinateurs pour les associations marseillaises",
        "application": "V1-021",
        "day": "2023-02-28",
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
