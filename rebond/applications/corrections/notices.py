"""The mails about what is missing: to the association, and to the officer who asked."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.joining.actions import managers_of
from rebond.applications.corrections.models import Correction
from rebond.applications.models import Application
from rebond.mail.actions import plan_mail


def correction_asked(correction: Correction, *, at: datetime) -> None:
    """The list, exactly as its preview showed it."""
    write_to_managers(correction.application, correction.subject, correction.body, at=at)


def correction_reminded(correction: Correction, *, at: datetime) -> None:
    """A few days before the day: what was asked, and where to answer."""
    with override("fr"):
        subject = _("Rappel\u00a0: %(subject)s") % {"subject": correction.subject}
        write_to_managers(
            correction.application, subject[:200], body("applications/corrections/reminded.txt", correction), at=at
        )


def correction_withdrawn(correction: Correction, *, at: datetime) -> None:
    """Nothing is left to do."""
    with override("fr"):
        subject = _("Candidature %(reference)s\u00a0: rien à compléter") % {
            "reference": correction.application.reference
        }
        write_to_managers(
            correction.application, subject, body("applications/corrections/withdrawn.txt", correction), at=at
        )


def correction_completed(correction: Correction, *, at: datetime) -> None:
    """To the officer who asked, as long as they see the file."""
    officer = correction.asked_by
    if not officer.is_active or not Application.objects.visible_to(officer).filter(pk=correction.application_id):
        return
    with override("fr"):
        subject = _("Compléments reçus\u00a0: %(reference)s") % {"reference": correction.application.reference}
        plan_mail(
            to=officer.email,
            subject=subject,
            body=body("applications/corrections/completed.txt", correction),
            about=correction.application,
            at=at,
        )


def body(template: str, correction: Correction) -> str:
    link = settings.SITE_ADDRESS + reverse("applications:correction", args=[correction.pk])
    page = {"correction": correction, "application": correction.application, "link": link}
    return render_to_string(template, page)


def write_to_managers(application: Application, subject: str, text: str, *, at: datetime) -> None:
    for membership in managers_of(application.association):
        plan_mail(to=membership.user.email, subject=subject, body=text, about=application, at=at)
