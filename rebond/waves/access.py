"""Who may see and do what in a wave, beyond the kind of page."""

from rebond.accounts.models import Role, User
from rebond.applications.models import Application
from rebond.waves.models import Allocation

CITY_HALL = (Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE, Role.ELECTED, Role.AUDITOR)


def may_run_a_wave(user: User) -> bool:
    """Propose and publish: the officers of the city."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR)


def may_change_allocations(user: User) -> bool:
    """Decide otherwise than the rule: the committee, and the officers who keep its minutes."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE)


def may_simulate(user: User) -> bool:
    """Ask for simulations of wave policies and cancel them: whoever prepares or takes the decisions."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE)


def may_read_explanation(user: User, allocation: Allocation) -> bool:
    """City hall at any time; the association's own managers once it is published."""
    if user.has_role(*CITY_HALL):
        return True
    return allocation.proposal.is_published and user.manages(allocation.application.association)


def may_read_letters(user: User, application: Application) -> bool:
    """The officers who send the letters, and those who answer for the association, once they left."""
    return may_run_a_wave(user) or user.manages(application.association)
