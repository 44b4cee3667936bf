"""Who may see and do what with hand-overs, beyond the kind of page."""

from rebond.accounts.models import Role, User
from rebond.handovers.models import Handover


def may_prepare(user: User) -> bool:
    """Scan, count, announce, sign, cancel: the officers and the warehouse."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE)


def may_read_note(user: User, handover: Handover) -> bool:
    """The note names a person: those who hand over, the auditor, and the association's own managers."""
    return may_prepare(user) or user.has_role(Role.AUDITOR) or user.manages(handover.association)
