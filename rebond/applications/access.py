"""Who may do what with an application. What one may not see is absent: `Application.objects.visible_to`."""

from datetime import date

from rebond.accounts.models import Role, User
from rebond.applications.models import CITY_HALL, Application
from rebond.organisations.models import Association


def works_for_the_city(user: User) -> bool:
    """Reads every application of the city."""
    return user.has_role(*CITY_HALL)


def may_decide(user: User) -> bool:
    """Decides on eligibility, against the rules if need be: the officers."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR)


def may_apply_for(user: User, association: Association) -> bool:
    """A manager of the association, or an officer who types for it."""
    return user.manages(association) or may_decide(user)


def may_edit_application(user: User, application: Application, on: date) -> bool:
    """Whoever may apply for the association, as long as the wave takes applications."""
    open_still = application.is_live and application.wave.takes_applications(on)
    return open_still and may_apply_for(user, application.association)
