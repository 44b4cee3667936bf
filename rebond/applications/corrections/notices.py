"""The mails about what is missing: to the association, and to the officer who asked."""

from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.joining.actions import managers_of
from rebond.accounts.models import User
from rebond.applications.corrections.models import Correction
from rebond.applications.models import Application
from rebond.mail.actions import plan_mail
from rebond.tenancy.queries import city_address


def correction_asked(correction: Correction, *, at: datetime) -> None:
    """The list, exactly as its preview showed it: the city's own letter, in French."""
    application = correction.application
    for membership in managers_of(application.association):
        plan_mail(to=membership.user.email, subject=correction.subject, body=correction.body, about=application, at=at)


def correction_reminded(correction: Correction, *, at: datetime) -> None:
    """A few days before the day: what was asked, and where to answer."""
    for membership in managers_of(correction.application.association):
        with override(membership.user.language):
            subject = _("Rappel\u00a0: %(subject)s") % {"subject": correction.subject}
            write(correction, membership.user, subject[:200], "applications/corrections/reminded.txt", at=at)


def correction_withdrawn(correction: Correction, *, at: datetime) -> None:
    """Nothing is left to do."""
    for membership in managers_of(correction.application.association):
        with override(membership.user.language):
            subject = _("Candidature %(reference)s\u00a0: rien à compléter") % {
                "reference": correction.application.reference
            }
            write(correction, membership.user, subject, "applications/corrections/withdrawn.txt", at=at)


def correction_completed(correction: Correction, *, at: datetime) -> None:
    """To the officer who asked, as long as they see the file."""
    officer = correction.asked_by
    if not officer.is_active or not Application.objects.visible_to(officer).filter(pk=correction.application_id):
        return
    with override(officer.language):
        subject = _("Compléments reçus\u00a0: %(reference)s") % {"reference": correction.application.reference}
        write(correction, officer, subject, "applications/corrections/completed.txt", at=at)


def write(correction: Correction, to: User, subject: str, template: str, *, at: datetime) -> None:
    """A mail in the language of the moment, which the caller made that of its reader."""
    link = city_address() + reverse("applications:correction", args=[correction.pk])
    page = {"correction": correction, "application": correction.application, "link": link}
    body = render_to_string(template, page)
    plan_mail(to=to.email, subject=subject, body=body, about=correction.application, at=at)
