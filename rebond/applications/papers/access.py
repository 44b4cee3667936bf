"""Who opens papers, sends them, decides on them."""

from rebond.accounts.models import Role, User
from rebond.applications.access import may_apply_for
from rebond.applications.models import Application
from rebond.applications.reviews.access import reads_blind
from rebond.programmes.models import Wave


def reads_papers(user: User, wave: Wave) -> bool:
    """Managers and officers; the committee too, except where it reads without names, since papers hold names.

    Whose papers somebody sees is narrowed by `Application.visible_to` and `Draft.visible_to`.
    """
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE, Role.MANAGER) and not reads_blind(user, wave)


def may_send_papers(user: User, application: Application) -> bool:
    """Whoever may apply for the association, until its wave is published."""
    return takes_papers(application) and may_apply_for(user, application.association)


def takes_papers(application: Application) -> bool:
    """Whether papers still count for this application."""
    return application.is_live and not application.wave.is_published
