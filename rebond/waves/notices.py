"""The e-mails of this app: the decision, to each person who answers for an association."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from rebond.accounts.models import Role, User
from rebond.mail.actions import plan_mail
from rebond.programmes.models import Programme
from rebond.waves.models import Allocation, Proposal
from rebond.waves.queries import managers_by_association
from rebond.waves.rights import rights_of_recipients


def plan_decisions(proposal: Proposal, *, at: datetime) -> None:
    """Tell every association what it receives and why, whatever the answer; one e-mail to each of its managers."""
    managers = managers_by_association(proposal)
    allocations = proposal.allocations.select_related("proposal__wave__programme__city", "application__association")
    with override("fr"):
        for allocation in allocations.order_by("application__reference"):
            for person in managers.get(allocation.application.association_id, ()):
                plan_mail(
                    to=person.email,
                    subject=decision_subject(allocation),
                    body=decision_body(allocation),
                    about=allocation,
                    at=at,
                )


def decision_subject(allocation: Allocation) -> str:
    wave = allocation.proposal.wave
    if allocation.units == 0:
        return _("%(wave)s : pas d’ordinateur cette fois") % {"wave": wave}
    return ngettext(
        "%(wave)s : un ordinateur vous est attribué",
        "%(wave)s : %(units)s ordinateurs vous sont attribués",
        allocation.units,
    ) % {"wave": wave, "units": allocation.units}


def decision_body(allocation: Allocation) -> str:
    """Plain text: the answer, the reason, what comes next, the rights."""
    wave = allocation.proposal.wave
    facts = {
        "association": allocation.application.association,
        "wave": wave,
        "programme": wave.programme,
        "city": wave.programme.city,
        "units": allocation.units,
        "url": settings.SITE_ADDRESS + reverse("waves:explanation", args=[allocation.application_id]),
        "how": settings.SITE_ADDRESS + reverse("waves:how"),
    }
    paragraphs = [
        _("Bonjour,"),
        _("La ville de %(city)s vient de publier l’attribution de « %(wave)s », du dispositif « %(programme)s ».")
        % facts,
        answer(allocation.units) % facts,
        change_of(allocation),
        reason_of(allocation),
        next_step(allocation.units),
        _("Votre calcul pas à pas, avec vos points critère par critère : %(url)s") % facts,
        _("La règle, la même pour toutes, avec un exemple : %(how)s") % facts,
        contact_of(wave.programme),
        *(right.text for right in rights_of_recipients(wave.programme)),
        _("La ville de %(city)s") % facts,
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def answer(units: int) -> str:
    if units == 0:
        return _("%(association)s ne reçoit pas d’ordinateur dans cette vague.")
    return ngettext("%(association)s reçoit un ordinateur.", "%(association)s reçoit %(units)s ordinateurs.", units)


def change_of(allocation: Allocation) -> str:
    """What was decided against the rule, and why; empty where the rule's number stands."""
    if not allocation.is_changed:
        return ""
    return _("La règle donnait %(proposed)s ; la commission a décidé %(units)s. Motif : %(reason)s") % {
        "proposed": allocation.proposed,
        "units": allocation.units,
        "reason": allocation.change_reason,
    }


def reason_of(allocation: Allocation) -> str:
    """The frozen sentence of the rule: the reason of the number, or what the rule said before it was changed."""
    if not allocation.is_changed:
        return allocation.sentence
    return _("Ce que la règle disait : « %(sentence)s »") % {"sentence": allocation.sentence}


def contact_of(programme: Programme) -> str:
    """Whom to ask; empty where the programme names nobody."""
    contact = ", ".join(part for part in (programme.contact_name, programme.contact_email) if part)
    return _("Une question ? Écrivez-nous : %(contact)s") % {"contact": contact} if contact else ""


def body_of(person: User) -> str:
    """Whom a person who changed a number acted for: a body, never a name."""
    if person.has_role(Role.COMMITTEE):
        return _("la commission")
    return _("le service chargé du dispositif, qui tient le procès-verbal de la commission")


def next_step(units: int) -> str:
    if units == 0:
        return _("Vous n’avez rien à faire.")
    return _("Vous n’avez rien à faire pour l’instant : la ville vous proposera une date pour venir les chercher.")
