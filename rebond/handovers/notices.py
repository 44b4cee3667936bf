"""The e-mails of hand-overs, to those who answer for the association."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.handovers.models import Handover
from rebond.mail.actions import plan_mail
from rebond.waves.queries import managers_of


def handover_ready(handover: Handover, *, at: datetime) -> None:
    """The machines wait: what there is, and where to follow it."""
    _tell_managers(
        handover,
        subject=_("Vos ordinateurs sont prêts (%(reference)s)") % {"reference": handover.reference},
        sentences=[
            ngettext(
                "%(count)s ordinateur est préparé pour « %(association)s ».",
                "%(count)s ordinateurs sont préparés pour « %(association)s ».",
                handover.scanned,
            )
            % {"count": handover.scanned, "association": handover.association},
            _("Prévoyez un véhicule, et une personne qui peut signer pour l’association."),
        ],
        at=at,
    )


def handover_signed(handover: Handover, *, at: datetime) -> None:
    """The machines are the association's: the note is on its page."""
    sentences = [
        ngettext(
            "La remise de %(count)s ordinateur à « %(association)s » est signée.",
            "La remise de %(count)s ordinateurs à « %(association)s » est signée.",
            handover.scanned,
        )
        % {"count": handover.scanned, "association": handover.association},
        _("Le procès-verbal, avec les numéros de série, est à télécharger sur votre page."),
    ]
    if handover.left:
        sentences.insert(
            1,
            ngettext(
                "%(count)s ordinateur vous reste dû : nous vous écrirons dès qu’il sera prêt.",
                "%(count)s ordinateurs vous restent dus : nous vous écrirons dès qu’ils seront prêts.",
                handover.left,
            )
            % {"count": handover.left},
        )
    subject = _("Remise signée (%(reference)s)") % {"reference": handover.reference}
    _tell_managers(handover, subject=subject, sentences=sentences, at=at)


def _tell_managers(handover: Handover, *, subject: str, sentences: list[str], at: datetime) -> None:
    address = settings.SITE_ADDRESS + reverse("handovers:detail", args=[handover.pk])
    closing = [_("Votre page : %(address)s") % {"address": address}, _contact(handover)]
    for membership in managers_of([handover.association]):
        greeting = _("Bonjour %(name)s,") % {"name": membership.user.name}
        body = "\n\n".join([greeting, *sentences, *filter(None, closing)]) + "\n"
        plan_mail(to=membership.user.email, subject=subject, body=body, about=handover, at=at)


def _contact(handover: Handover) -> str:
    programme = handover.wave.programme
    if not programme.contact_email:
        return ""
    return _("Une question ? %(contact)s") % {"contact": f"{programme.contact_name} {programme.contact_email}".strip()}
