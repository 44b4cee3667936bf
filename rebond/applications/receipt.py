"""The acknowledgement of an application: on the page, in the mail and as a PDF, all from the same facts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from rebond.applications.drafts.models import Engagement
from rebond.applications.models import Application
from rebond.applications.questionnaires.pages import answers_in_words
from rebond.countries import country
from rebond.documents.pdf import render_pdf
from rebond.interface.templatetags.interface import date_long, hour, moment
from rebond.programmes.letters.text import Letter, letter_text
from rebond.tenancy.scope import current_city


@dataclass(frozen=True)
class Receipt:
    """What an acknowledgement must say: the city's words and the rights, the service in charge, the day when silence
    is a refusal (None where the law sets none)."""

    application: Application
    letter: Letter
    service: str
    silence_ends: date | None


def receipt_of(application: Application) -> Receipt:
    """The acknowledgement in the language of the reader, with the text that the city had when the application came."""
    programme, city = application.wave.programme, current_city()
    received = localdate(application.submitted_at)
    service = programme.contact_name or _("Ville de %(city)s") % {"city": city.name}
    ends = country(city.country).silence_ends(programme.legal_route, received)
    facts = {
        "association": application.association.name,
        "reference": application.reference,
        "vague": application.wave.name,
        "date": date_long(received),
        "silence": date_long(ends) if ends else "",
    }
    return Receipt(
        application=application,
        letter=letter_text(
            programme, "received", facts, language=get_language() or "fr", version=application.receipt_version
        ),
        service=f"{service} ({programme.contact_email})" if programme.contact_email else service,
        silence_ends=ends,
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
        "paragraphs": receipt.letter.body.split("\n\n"),
        "rights": [[block.title, block.text] for block in receipt.letter.blocks],
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
