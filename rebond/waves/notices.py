"""What an association is told of its allocation, in words: the change, the reason, whom to ask, what comes next."""

from django.utils.translation import gettext as _

from rebond.accounts.models import Role, User
from rebond.programmes.models import Programme
from rebond.waves.models import Allocation


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
