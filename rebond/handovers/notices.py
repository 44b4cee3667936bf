"""The e-mails of hand-overs, to those who answer for the association."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from rebond.handovers.models import Handover
from rebond.handovers.returns.models import Return
from rebond.handovers.swaps.models import Swap
from rebond.handovers.transfers.models import Transfer
from rebond.mail.actions import plan_mail
from rebond.organisations.models import Association
from rebond.tenancy.queries import city_address
from rebond.waves.queries import managers_of


def in_their_language(notice: Callable) -> Callable:
    """Write a notice once in each language: `tell_managers` sends it to those who read that one."""

    @wraps(notice)
    def told(about: Model, *, at: datetime) -> None:
        for language, _name in settings.LANGUAGES:
            with override(language):
                notice(about, at=at)

    return told


@in_their_language
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


@in_their_language
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


@in_their_language
def swap_approved(swap: Swap, *, at: datetime) -> None:
    """The association may bring its dead machine."""
    serial = {"serial": swap.custody.device.serial}
    sentences = [
        _("L’échange de la machine %(serial)s est accepté.") % serial,
        _("Rapportez-la avec une personne qui peut signer\u00a0: vous repartez avec une autre, effacée et vérifiée."),
    ]
    _tell(swap, subject=_("Échange accepté (%(reference)s)"), sentences=sentences, at=at)


@in_their_language
def swap_refused(swap: Swap, *, at: datetime) -> None:
    """No swap, why, and what else there is."""
    sentences = [
        _("L’échange de la machine %(serial)s n’est pas possible.") % {"serial": swap.custody.device.serial},
        swap.refusal,
        _("Vous pouvez la rapporter\u00a0: la ville la répare ou la recycle."),
    ]
    _tell(swap, subject=_("Échange refusé (%(reference)s)"), sentences=sentences, at=at)


@in_their_language
def swap_made(swap: Swap, *, at: datetime) -> None:
    """One machine stands for the other."""
    sentences = [
        _("La machine %(serial)s est échangée contre %(spare)s.")
        % {"serial": swap.custody.device.serial, "spare": swap.spare.device.serial},
        _("Le bon d’échange est à télécharger sur votre page. Gardez-le avec le procès-verbal de remise."),
    ]
    _tell(swap, subject=_("Machine échangée (%(reference)s)"), sentences=sentences, at=at)


@in_their_language
def machines_returned(slip: Return, *, at: datetime) -> None:
    """The association answers for them no more."""
    sentence = ngettext(
        "%(count)s machine est revenue\u00a0: vous n’en répondez plus.",
        "%(count)s machines sont revenues\u00a0: vous n’en répondez plus.",
        slip.machines,
    )
    sentences = [sentence % {"count": slip.machines}, _("Le bon de retour est à télécharger sur votre page.")]
    page = reverse("handovers:return", args=[slip.pk])
    subject = _("Machines rapportées (%(reference)s)") % {"reference": slip.reference}
    tell_managers(slip.association, about=slip, page=page, subject=subject, sentences=sentences, at=at)


@in_their_language
def transfer_asked(transfer: Transfer, *, at: datetime) -> None:
    """Somebody offers machines: nothing happens before they answer."""
    sentences = [
        _("«\u00a0%(giver)s\u00a0» vous propose des machines. Rien ne change tant que vous n’avez pas répondu.")
        % {"giver": transfer.giver},
        transfer.why,
    ]
    _tell_side(transfer, transfer.receiver, _("Des machines vous sont proposées (%(reference)s)"), sentences, at=at)


@in_their_language
def transfer_settled(transfer: Transfer, *, at: datetime) -> None:
    """Both sides hear how it ended."""
    sentences = [
        _("Passage de «\u00a0%(giver)s\u00a0» à «\u00a0%(receiver)s\u00a0»\u00a0: %(state)s.")
        % {
            "giver": transfer.giver,
            "receiver": transfer.receiver,
            "state": str(transfer.get_state_display()).lower(),
        },
        transfer.refusal,
    ]
    for side in (transfer.giver, transfer.receiver):
        _tell_side(transfer, side, _("Passage de machines (%(reference)s)"), sentences, at=at)


def _tell_side(transfer: Transfer, side: Association, subject: str, sentences: list[str], *, at: datetime) -> None:
    page = reverse("handovers:transfer", args=[transfer.pk])
    subject %= {"reference": transfer.reference}
    tell_managers(side, about=transfer, page=page, subject=subject, sentences=[*filter(None, sentences)], at=at)


def _tell(swap: Swap, *, subject: str, sentences: list[str], at: datetime) -> None:
    page = reverse("handovers:swap", args=[swap.pk])
    subject %= {"reference": swap.reference}
    closing = _contact(swap.custody.handover)
    tell_managers(
        swap.custody.association, about=swap, page=page, subject=subject, sentences=sentences, at=at, closing=closing
    )


def _tell_managers(handover: Handover, *, subject: str, sentences: list[str], at: datetime) -> None:
    page, closing = reverse("handovers:detail", args=[handover.pk]), _contact(handover)
    tell_managers(
        handover.association, about=handover, page=page, subject=subject, sentences=sentences, at=at, closing=closing
    )


def tell_managers(
    association: Association,
    *,
    about: Model,
    page: str,
    subject: str,
    sentences: list[str],
    at: datetime,
    closing: str = "",
) -> None:
    """One mail to each person who answers for the association and reads this language, with the page to go on."""
    where = _("Votre page\u00a0: %(address)s") % {"address": city_address() + page}
    for membership in managers_of([association]):
        if membership.user.language != get_language():
            continue
        greeting = _("Bonjour %(name)s,") % {"name": membership.user.name}
        body = "\n\n".join([greeting, *sentences, *filter(None, [where, closing])]) + "\n"
        plan_mail(to=membership.user.email, subject=subject, body=body, about=about, at=at)


def _contact(handover: Handover) -> str:
    programme = handover.wave.programme
    if not programme.contact_email:
        return ""
    return _("Une question ? %(contact)s") % {"contact": f"{programme.contact_name} {programme.contact_email}".strip()}
