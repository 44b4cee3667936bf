"""A message is there: what it says is read on its page, never in the mail."""

from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.joining.actions import managers_of
from rebond.accounts.models import Membership, Role, User
from rebond.applications.messages.models import Attachment, Message
from rebond.applications.models import Application
from rebond.applications.reviews.models import Declaration
from rebond.documents.deposits.models import Deposit
from rebond.mail.actions import plan_mail
from rebond.tenancy.queries import city_address


def message_to_association(message: Message, *, at: datetime) -> None:
    """To everybody who answers for the association."""
    for membership in managers_of(message.application.association):
        person = membership.user
        tell(person.email, person.language, message.application, "applications/messages/to_association.txt", at)


def message_to_city(message: Message, *, at: datetime) -> None:
    """To the officers who wrote in the thread; else to the service; else to every officer. Never to a recused one."""
    for email, language in city_addresses(message.application):
        tell(email, language, message.application, "applications/messages/to_city.txt", at)


def deposit_settled(sender: type[Deposit], *, deposit: Deposit, at: datetime, **others: object) -> None:
    """Tell whoever sent a file with a message that it does not open: by then they may have left the page."""
    if not deposit.is_refused:
        return
    for one in Attachment.objects.filter(deposit=deposit).select_related("message__application", "message__author"):
        application = one.message.application
        page = {"application": application, "deposit": deposit, "link": address_of(application)}
        with override(one.message.author.language):
            plan_mail(
                to=one.message.author.email,
                subject=_("Candidature %(reference)s\u00a0: un fichier est à renvoyer")
                % {"reference": application.reference},
                body=render_to_string("applications/messages/unreadable.txt", page),
                about=application,
                at=at,
            )


def city_addresses(application: Application) -> list[tuple[str, str]]:
    """Who reads for the city, each with their language."""
    recused = Declaration.objects.recusals().filter(application=application).values("person")
    officers = Membership.objects.filter(role__in=[Role.OFFICER, Role.ADMINISTRATOR])
    able = User.objects.filter(is_active=True, pk__in=officers.values("user")).exclude(pk__in=recused)
    writers = able.filter(pk__in=application.messages.filter(side=Message.Side.CITY).values("author"))
    if found := sorted(writers.values_list("email", "language")):
        return found
    service = application.wave.programme.contact_email
    return [(service, "fr")] if service else sorted(able.values_list("email", "language"))


def tell(to: str, language: str, application: Application, template: str, at: datetime) -> None:
    with override(language):
        plan_mail(
            to=to,
            subject=_("Candidature %(reference)s\u00a0: un message vous attend") % {"reference": application.reference},
            body=render_to_string(template, {"application": application, "link": address_of(application)}),
            about=application,
            at=at,
        )


def address_of(application: Application) -> str:
    return city_address() + reverse("applications:messages", args=[application.pk])
