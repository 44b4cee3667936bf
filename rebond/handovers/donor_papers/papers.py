"""The papers of a gift as documents: the act of gift with its annex, and the data of form 2041-MEC-SD.

Source: form 2041-MEC-SD (Cerfa 16216) and CGI, art. 238 bis: the beneficiary writes the amount that the donor
indicates, and describes all that it received and accepted; it does not appraise.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import override

from rebond.countries.france.numbers import spaced
from rebond.documents.pdf import render_pdf
from rebond.handovers.donor_papers.gifts import Gift
from rebond.handovers.donor_papers.models import DonorPaper, ReceiptStatement
from rebond.tenancy.scope import current_city

TEMPLATES = {
    DonorPaper.Kind.ACT: "handovers/donor/act.typ",
    DonorPaper.Kind.RECEIPT: "handovers/donor/receipt.typ",
}


def facts_of(kind: str, gift: Gift, statement: ReceiptStatement | None) -> dict[str, Any]:
    """What a paper says, as plain data: the same facts make the same paper."""
    association, donor = gift.association, gift.donor
    days = sorted({one.given_on.isoformat() for one in gift.machines})
    with override(settings.LANGUAGE_CODE):
        ground = str(statement.get_ground_display()) if statement else ""
    return {
        "kind": kind,
        "city": current_city().name,
        "year": gift.year,
        "donor": {"name": donor.name, "siren": spaced(donor.siren) if donor.siren else ""},
        "association": {
            "name": association.name,
            "rna": association.rna,
            "siren": spaced(association.siren) if association.siren else "",
            "address": association.address,
            "town": f"{association.postal_code} {association.town}".strip(),
            "purpose": association.purpose[:600],
        },
        "ground": ground,
        "precision": statement.precision if statement else "",
        "first": days[0],
        "last": days[-1],
        "handovers": sorted({one.handover for one in gift.machines}),
        "programmes": sorted({one.programme for one in gift.machines}),
        "total": f"{gift.declared:.2f}",
        "undeclared": gift.undeclared,
        "machines": [
            {
                "serial": one.serial,
                "model": one.model,
                "on": one.given_on.isoformat(),
                "handover": one.handover,
                "value": "" if one.value is None else f"{one.value:.2f}",
            }
            for one in gift.machines
        ],
    }


def render_paper(facts: dict[str, Any], version: int) -> bytes:
    """The paper as PDF; the same bytes for the same facts and version."""
    return render_pdf(TEMPLATES[facts["kind"]], facts | {"version": version})
