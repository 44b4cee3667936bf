"""Who looks after the people of an association."""

from rebond.accounts.joining.models import JoinRequest
from rebond.accounts.models import Role, User
from rebond.organisations.models import Association


def runs_the_programme(user: User) -> bool:
    """The officers, who may act for every association."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR)


def may_manage_team(user: User, association: Association) -> bool:
    """A manager of the association, or an officer."""
    return user.manages(association) or runs_the_programme(user)


def may_decide_request(user: User, request: JoinRequest) -> bool:
    """An officer; a manager where the request names their association."""
    known = request.association is not None and user.manages(request.association)
    return known or runs_the_programme(user)
