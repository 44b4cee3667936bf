"""The e-mails of donations, to the person whom the company named; each leads to the page where it is followed."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.models import User
from rebond.interface.templatetags.interface import date_long
from rebond.mail.actions import plan_mail
from rebond.stock.donations.models import Donation
from rebond.tenancy.queries import city_address
from rebond.tenancy.scope import current_city


def to_the_contact(notice: Callable[[Donation], tuple[str, list[str]]]) -> Callable:
    """Send what a notice says, a subject and sentences, in its reader's language; without an address nothing leaves."""

    @wraps(notice)
    def told(donation: Donation, *, at: datetime) -> None:
        if not donation.contact_email:
            return
        with override(language_of(donation)):
            subject, sentences = notice(donation)
            plan_mail(
                to=donation.contact_email,
                subject=subject % {"reference": donation.reference},
                body="\n\n".join([_("Bonjour,"), *filter(None, sentences), where(donation), signature()]),
                about=donation,
                at=at,
            )

    return told


def language_of(donation: Donation) -> str:
    """The one that its contact last chose, when they have an account; else the one that it was written in."""
    chosen = User.objects.filter(email__iexact=donation.contact_email).values_list("language", flat=True).first()
    return chosen or donation.language


def where(donation: Donation) -> str:
    address = city_address() + reverse("donations:follow", args=[donation.token])
    return _("Suivre ce don, sans compte (gardez ce lien pour vous)\u00a0:\n%(address)s") % {"address": address}


def signature() -> str:
    return _("Ville de %(city)s") % {"city": current_city().name}


def delivery(donation: Donation) -> str:
    """When it is expected, once that is known."""
    if donation.planned_on is None:
        return _("Nous vous écrirons pour convenir d’un jour de livraison.")
    return _("La livraison est prévue le %(day)s.") % {"day": date_long(donation.planned_on)}


@to_the_contact
def donation_announced(donation: Donation) -> tuple[str, list[str]]:
    return _("Votre don est annoncé (%(reference)s)"), [
        _("Merci. Votre annonce est arrivée au service de la ville, sous la référence %(reference)s.")
        % {"reference": donation.reference},
        _("Le service la lit et vous répond. Rien n’est à livrer avant sa réponse."),
    ]


@to_the_contact
def donation_accepted(donation: Donation) -> tuple[str, list[str]]:
    return _("Votre don est accepté (%(reference)s)"), [
        _("La ville accepte votre don. Merci."),
        _("Régime juridique\u00a0: %(regime)s.") % {"regime": donation.get_regime_display()},
        delivery(donation),
        _("Écrivez la référence %(reference)s sur le bon de livraison.") % {"reference": donation.reference},
    ]


@to_the_contact
def donation_declined(donation: Donation) -> tuple[str, list[str]]:
    return _("Votre don n’est pas accepté (%(reference)s)"), [
        _("La ville ne peut pas accepter ce don. Voici pourquoi\u00a0:"),
        donation.reason,
        _("Vous pouvez en annoncer un autre."),
    ]


@to_the_contact
def delivery_planned(donation: Donation) -> tuple[str, list[str]]:
    return _("Livraison prévue (%(reference)s)"), [delivery(donation)]


@to_the_contact
def delivery_moved(donation: Donation) -> tuple[str, list[str]]:
    return _("Livraison déplacée (%(reference)s)"), [_("Le jour de livraison a changé."), delivery(donation)]


@to_the_contact
def donation_withdrawn(donation: Donation) -> tuple[str, list[str]]:
    return _("Votre don est retiré (%(reference)s)"), [
        _("Ce don est retiré\u00a0: la ville ne l’attend plus."),
        donation.reason,
    ]


@to_the_contact
def donation_closed(donation: Donation) -> tuple[str, list[str]]:
    return _("Votre don est clos (%(reference)s)"), [
        _("Tout ce qui devait arriver est arrivé, ou n’est plus attendu. Merci."),
        donation.reason,
    ]


@to_the_contact
def donation_reopened(donation: Donation) -> tuple[str, list[str]]:
    return _("Votre don est rouvert (%(reference)s)"), [_("La ville attend encore du matériel de ce don.")]
