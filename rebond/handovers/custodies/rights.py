"""Who may see and do what with machines in the hands of associations."""

from rebond.accounts.models import Role, User
from rebond.handovers.models import Handover
from rebond.organisations.models import Association


def sees_every_machine(user: User) -> bool:
    """The city and its warehouse; a manager sees what their associations have or had."""
    return user.has_role(*Handover.SEEN_BY)


def may_decide(user: User) -> bool:
    """Accept a swap, approve a passage: the officers."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR)


def may_speak_for(user: User, association: Association) -> bool:
    """Its managers, and the officers who write down what an association without an account says."""
    return may_decide(user) or user.manages(association)
