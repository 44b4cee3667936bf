"""Who reads files, who must declare ties first, who runs the review."""

from django.db.models import Q

from rebond.accounts.models import Role, User
from rebond.applications.models import Application
from rebond.applications.reviews.models import Declaration
from rebond.programmes.models import Wave

OFFICERS = (Role.OFFICER, Role.ADMINISTRATOR)


def is_committee(user: User) -> bool:
    """Sits on the committee, and is no officer beside."""
    return user.has_role(Role.COMMITTEE) and not runs_the_review(user)


def runs_the_review(user: User) -> bool:
    """Assigns, decides in bulk, settles, lifts recusals: the officers."""
    return user.has_role(*OFFICERS)


def reads_files(user: User) -> bool:
    """Gives an opinion of files: the committee, and officers who help it."""
    return user.has_role(Role.COMMITTEE, *OFFICERS)


def must_declare(user: User, application: Application) -> bool:
    """Whether the person has to declare ties before this file opens: the committee, until the wave is published."""
    if not is_committee(user) or application.wave.is_published:
        return False
    return not Declaration.objects.filter(person=user, application=application).exists()


def must_declare_to_read(user: User, application: Application) -> bool:
    """Nobody gives an opinion of a file before saying that no tie stands in the way."""
    declared = Declaration.objects.filter(person=user, application=application).first()
    return declared is None or declared.is_recusal


def names_hidden_from(user: User) -> Q:
    """The applications whose names are hidden from this person."""
    if user.has_role(*OFFICERS, Role.MANAGER):
        return Q(pk=None)
    return Q(wave__blind=True) & ~Q(wave__state=Wave.State.PUBLISHED)


def reads_blind(user: User, wave: Wave) -> bool:
    """Whether names are hidden from this person: from all but the officers and managers, until the publication."""
    return wave.blind and not wave.is_published and not user.has_role(*OFFICERS, Role.MANAGER)
