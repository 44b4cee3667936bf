"""The acknowledgement of an application: on the page, in the mail and as a PDF, all from the same facts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.applications.drafts.models import Engagement
from rebond.applications.models import Application
from rebond.applications.questionnaires.pages import answers_in_words
from rebond.countries import country
from rebond.documents.pdf import render_pdf
from rebond.interface.templatetags.interface import date_long, hour, moment
from rebond.tenancy.scope import current_city


@dataclass(frozen=True)
class Receipt:
    """What an acknowledgement must say: the service in charge, the day when silence is a refusal (None where the law
    sets none), and the rights in words."""

    application: Application
    service: str
    silence_ends: date | None
    rights: list[tuple[str, str]]


def receipt_of(application: Application) -> Receipt:
    """The acknowledgement in the language of the reader."""
    programme, city = application.wave.programme, current_city()
    law = country(city.country)
    service = programme.contact_name or _("Ville de %(city)s") % {"city": city.name}
    contact = programme.contact_email or service
    ends = law.silence_ends(programme.legal_route, localdate(application.submitted_at))
    day = date_long(ends) if ends else ""
    facts = {"day": day, "city": city.name, "donor": programme.donor.name, "contact": contact}
    return Receipt(
        application=application,
        service=f"{service} ({programme.contact_email})" if programme.contact_email else service,
        silence_ends=ends,
        rights=[(_(right.title), _(right.text) % facts) for right in law.rights_of_applicants(programme.legal_route)],
    )


def render_receipt(application: Application) -> bytes:
    """The acknowledgement as a letter, in French; the same bytes as long as the application stays the same."""
    with override("fr"):
        return render_pdf("applications/receipt.typ", letter_of(application))


def letter_of(application: Application) -> dict[str, Any]:
    """What the letter says, as plain data; its words are in applications/receipt.typ."""
    receipt, association, wave = receipt_of(application), application.association, application.wave
    engagement = getattr(application, "engagement", None)
    return {
        "reference": application.reference,
        "city": current_city().name,
        "programme": wave.programme.title,
        "wave": wave.name,
        "day": localdate(application.submitted_at).isoformat(),
        "hour": hour(localtime(application.submitted_at)),
        "association": [
            association.name,
            association.address,
            f"{association.postal_code} {association.town}".strip(),
        ],
        "service": receipt.service,
        "requested": application.requested,
        "minimum": application.minimum,
        "closes": wave.closes_on.isoformat(),
        "silence": receipt.silence_ends.isoformat() if receipt.silence_ends else "",
        "rights": receipt.rights,
        "engagement": signed_words(engagement) if engagement else "",
        "assisted": application.channel == Application.Channel.ASSISTED,
        "answers": [
            {"title": str(section.title), "items": [[str(label), said] for label, said in section.items]}
            for section in answers_in_words(application)
        ],
    }


def signed_words(engagement: Engagement) -> str:
    """Who subscribed to what, and when."""
    return f"{engagement.signatory}, {engagement.role} ({engagement.text_version}), {moment(engagement.signed_at)}"
