"""The e-mails about applications."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rebond.accounts.models import Membership, Role
from rebond.applications.models import Application
from rebond.mail.actions import plan_mail


def application_received(application: Application, *, at: datetime) -> None:
    """Acknowledge an application to those who manage the association: reference, date, what comes next."""
    managers = Membership.objects.filter(role=Role.MANAGER, association=application.association, user__is_active=True)
    for membership in managers.select_related("user"):
        plan_mail(
            to=membership.user.email,
            subject=_("Candidature %(reference)s bien reçue") % {"reference": application.reference},
            body=render_to_string(
                "applications/received.txt",
                {"application": application, "wave": application.wave, "programme": application.wave.programme},
            ),
            about=application,
            at=at,
        )
