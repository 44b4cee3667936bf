"""Who reads files, who must declare ties first, who runs the review."""

from rebond.accounts.models import Role, User
from rebond.applications.models import Application
from rebond.applications.reviews.models import Declaration


def may_read(user: User) -> bool:
    """Reads files and gives an opinion: the committee."""
    return user.has_role(Role.COMMITTEE)


def runs_the_review(user: User) -> bool:
    """Assigns, decides in bulk, settles, lifts recusals: the officers."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR)


def must_declare(user: User, application: Application) -> bool:
    """Whether the person has to declare ties before this file opens: the committee, until the wave is published."""
    if not may_read(user) or application.wave.is_published:
        return False
    return not Declaration.objects.filter(person=user, application=application).exists()
