"""The words of a decision letter: as a PDF and as an e-mail, from the same facts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from rebond.documents.pdf import qr_code, render_pdf
from rebond.interface.templatetags.interface import date_long
from rebond.programmes.letters.text import Letter, letter_text
from rebond.tenancy.queries import city_address
from rebond.waves.letters.decisions import Decision
from rebond.waves.letters.models import DecisionLetter
from rebond.waves.models import Proposal
from rebond.waves.notices import contact_of, next_step


@dataclass(frozen=True)
class Written:
    """A letter as bytes and as an e-mail, ready to be kept."""

    pdf: bytes
    subject: str
    body: str
    text_version: int


@dataclass(frozen=True)
class Correction:
    """The letter that another one corrects, and why; no letter where there is nothing to correct."""

    replaces: DecisionLetter
    reason: str

    @property
    def sentence(self) -> str:
        return _("Cette lettre annule et remplace celle du %(day)s. Motif\u00a0: %(reason)s") % {
            "day": date_long(localdate(self.replaces.written_at)),
            "reason": self.reason,
        }


def write(
    decision: Decision, proposal: Proposal, *, version: int, at: datetime, correction: Correction | None
) -> Written:
    """The letter in French, whoever asks for it: equal facts give equal bytes."""
    with override("fr"):
        letter = letter_text(proposal.wave.programme, decision.kind, facts_of(decision))
        notes = [correction.sentence] if correction else []
        return Written(
            pdf=render_pdf("waves/letters/decision.typ", sheet_of(decision, proposal, letter, notes, version, at)),
            subject=subject_of(decision, is_corrected=correction is not None),
            body=mail_of(decision, letter, notes),
            text_version=letter.version,
        )


def facts_of(decision: Decision) -> dict[str, object]:
    application = decision.application
    return {
        "association": application.association.name,
        "reference": application.reference,
        "vague": application.wave.name,
        "machines": decision.units,
        "motif": "\u00a0; ".join(reason.rstrip(".") for reason in decision.reasons),
    }


def subject_of(decision: Decision, *, is_corrected: bool) -> str:
    """What the letter answers; that it is corrected, only to those who got a former one."""
    wave = decision.application.wave
    if decision.kind == DecisionLetter.Kind.WAITING:
        subject = _("%(wave)s\u00a0: votre candidature est sur liste d’attente") % {"wave": wave}
    elif decision.kind == DecisionLetter.Kind.REFUSED:
        subject = _("%(wave)s\u00a0: votre candidature n’est pas retenue") % {"wave": wave}
    else:
        subject = ngettext(
            "%(wave)s\u00a0: un ordinateur vous est attribué",
            "%(wave)s\u00a0: %(units)s ordinateurs vous sont attribués",
            decision.units,
        ) % {"wave": wave, "units": decision.units}
    return _("%(subject)s (lettre corrigée)") % {"subject": subject} if is_corrected else subject


def mail_of(decision: Decision, letter: Letter, notes: list[str]) -> str:
    """Plain text: the answer, the reason, what comes next, the rights; the letter itself is attached."""
    programme = decision.application.wave.programme
    paragraphs = [
        *notes,
        letter.body,
        *explained(decision),
        next_step(decision.units),
        _("Cette décision est aussi dans la lettre jointe, à garder."),
        _("Tout est expliqué ici\u00a0: %(url)s") % {"url": page_of(decision)},
        contact_of(programme),
        *(f"{block.title}\n{block.text}" for block in letter.blocks),
        _("La ville de %(city)s") % {"city": programme.city},
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def explained(decision: Decision) -> tuple[str, ...]:
    """The reasons, where the city's text of a refusal does not say them already."""
    return () if decision.kind == DecisionLetter.Kind.REFUSED else decision.reasons


def page_of(decision: Decision) -> str:
    """Where the association reads everything: the calculation step by step, or what was found in its application."""
    is_allocated = decision.application.state == decision.application.State.ELIGIBLE
    route = "waves:explanation" if is_allocated else "applications:detail"
    return city_address() + reverse(route, args=[decision.application.pk])


def sheet_of(
    decision: Decision, proposal: Proposal, letter: Letter, notes: list[str], version: int, at: datetime
) -> dict[str, Any]:
    """What the PDF says, as plain data; its layout is in waves/letters/decision.typ."""
    application, wave = decision.application, decision.application.wave
    association, programme, address = application.association, wave.programme, page_of(decision)
    return {
        "title": str(DecisionLetter.Kind(decision.kind).label),
        "reference": application.reference,
        "version": version,
        "city": programme.city.name,
        "programme": programme.title,
        "wave": wave.name,
        "day": localdate(at).isoformat(),
        "published": localdate(proposal.published_at).isoformat(),
        "association": [
            association.name,
            association.address,
            f"{association.postal_code} {association.town}".strip(),
        ],
        "notes": notes,
        "paragraphs": letter.body.split("\n\n"),
        "units": decision.units,
        "requested": application.requested,
        "reasons": list(decision.reasons),
        "next": next_step(decision.units),
        "blocks": [[block.title, block.text] for block in letter.blocks],
        "contact": contact_of(programme),
        "qr": qr_code(address),
        "address": address,
    }
