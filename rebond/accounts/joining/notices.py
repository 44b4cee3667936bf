"""The e-mails about joining an association."""

from collections.abc import Iterable
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.joining.models import Invitation, JoinRequest
from rebond.accounts.models import Membership
from rebond.mail.actions import plan_mail
from rebond.organisations.models import Association
from rebond.tenancy.queries import city_address


def invited(invitation: Invitation, *, code: str, at: datetime) -> None:
    """The link, who sent it, and until when it works."""
    link = city_address() + reverse("accounts:invitation", args=[code])
    with override("fr"):
        plan_mail(
            to=invitation.email,
            subject=_("Rejoignez « %(association)s »") % {"association": invitation.association},
            body=render_to_string("accounts/mails/invitation.txt", {"invitation": invitation, "link": link}),
            about=invitation,
            at=at,
        )


def approved(request: JoinRequest, *, at: datetime) -> None:
    """The door is open, and where it is."""
    link = city_address() + reverse("account_login")
    with override("fr"):
        plan_mail(
            to=request.email,
            subject=_("Vous pouvez agir pour « %(association)s »") % {"association": request.association},
            body=render_to_string("accounts/mails/approved.txt", {"request": request, "link": link}),
            about=request,
            at=at,
        )


def refused(request: JoinRequest, *, at: datetime) -> None:
    """No, and why."""
    with override("fr"):
        plan_mail(
            to=request.email,
            subject=_("Votre demande pour « %(association)s »") % {"association": request.association or request.named},
            body=render_to_string("accounts/mails/refused.txt", {"request": request}),
            about=request,
            at=at,
        )


def to_confirm(association: Association, managers: Iterable[Membership], *, at: datetime) -> None:
    """Once a year: is everything still right?"""
    link = city_address() + reverse("accounts:team", args=[association.pk])
    with override("fr"):
        for membership in managers:
            plan_mail(
                to=membership.user.email,
                subject=_("« %(association)s » : tout est-il à jour ?") % {"association": association},
                body=render_to_string("accounts/mails/to_confirm.txt", {"association": association, "link": link}),
                about=association,
                at=at,
            )
