"""The letters of an outreach, many in one document."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from rebond.directory.outreach.codes import code_address, code_for
from rebond.directory.outreach.models import Approach, Outreach
from rebond.documents.pdf import qr_code, render_pdf
from rebond.organisations.models import Association
from rebond.tenancy.queries import city_address
from rebond.tenancy.scope import current_city

SAMPLE_CODE = "XXXXX-XXXXX"


def bundle_of(outreach: Outreach, letters: Sequence[Approach]) -> bytes:
    """The letters as PDF, one page each; the same bytes for the same letters."""
    told = [letter_of(one.association, code_for(one), one.invitation.expires_at) for one in letters]
    return render_pdf("directory/outreach/letters.typ", common_to(outreach, letters[0].written_at) | {"letters": told})


def sample_of(outreach: Outreach, association: Association, at: datetime) -> bytes:
    """The letter as that association would get it, with a code that opens nothing."""
    told = [letter_of(association, SAMPLE_CODE, at)]
    return render_pdf("directory/outreach/letters.typ", common_to(outreach, at) | {"letters": told})


def common_to(outreach: Outreach, at: datetime) -> dict[str, Any]:
    """What all letters say."""
    programme = outreach.programme
    return {
        "city": current_city().name,
        "programme": programme.title,
        "title": outreach.title,
        "day": localdate(at).isoformat(),
        "words": outreach.words.splitlines(),
        "contact": [programme.contact_name, programme.contact_email],
        "entrance": city_address() + reverse("directory:enter_code"),
        "public": city_address() + reverse("programmes:detail"),
    }


def letter_of(association: Association, code: str, until: datetime) -> dict[str, Any]:
    """What one letter says."""
    place = f"{association.postal_code} {association.town}".strip()
    return {
        "association": association.name,
        "address": [line for line in (association.name, association.address, place) if line],
        "code": code,
        "qr": qr_code(code_address(code)),
        "until": localdate(until).isoformat(),
    }
