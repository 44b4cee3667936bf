"""The e-mails about applications."""

from datetime import datetime

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.joining.actions import managers_of
from rebond.accounts.models import Membership, Role, User
from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.applications.receipt import receipt_of
from rebond.mail.actions import plan_mail
from rebond.programmes.models import Amendment


def application_received(application: Application, *, at: datetime) -> None:
    """Acknowledge an application to those who manage the association: reference, date, what comes next."""
    with override("fr"):  # as the city wrote it, whatever the language of whoever typed
        page = {
            "application": application,
            "wave": application.wave,
            "programme": application.wave.programme,
            "receipt": receipt_of(application),
        }
        subject = _("Candidature %(reference)s bien reçue") % {"reference": application.reference}
        body = render_to_string("applications/received.txt", page)
    for membership in managers_of(application.association):
        plan_mail(to=membership.user.email, subject=subject, body=body, about=application, at=at)


def amendment_published(sender: type[Amendment], *, amendment: Amendment, at: datetime, **others: object) -> None:
    """Tell those who applied to a wave, and those who are writing, what changes there, and why."""
    applied = Application.objects.live().filter(wave=amendment.wave_id).values("association")
    writing = Draft.objects.open().filter(wave=amendment.wave_id).values("association")
    managers = Membership.objects.filter(role=Role.MANAGER, user__is_active=True)
    told = managers.filter(Q(association__in=applied) | Q(association__in=writing)).values("user")
    sent = set(managers.filter(association__in=applied).values_list("user", flat=True))
    for reader in User.objects.filter(pk__in=told).order_by("email"):
        page = {"amendment": amendment, "has_applied": reader.pk in sent}
        with override(reader.language):
            plan_mail(
                to=reader.email,
                subject=_("%(wave)s\u00a0: un avenant est publié") % {"wave": amendment.wave.name},
                body=render_to_string("applications/amended.txt", page),
                about=amendment,
                at=at,
            )
