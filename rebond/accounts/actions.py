"""Giving people a role in a city."""

from datetime import datetime

from allauth.account.models import EmailAddress

from rebond.accounts.models import Membership, User
from rebond.journal.actions import record
from rebond.organisations.models import Association, Donor
from rebond.safeguards.deeds import deed


@deed
def grant_role(
    *,
    email: str,
    name: str,
    role: str,
    association: Association | None = None,
    donor: Donor | None = None,
    by: User | None,
    at: datetime,
) -> Membership:
    """Let the person of that address be something in the city; the person is entered on first mention.

    They sign in with a code sent to that address, then may choose a password. The same role twice changes nothing.
    """
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email, name=name)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
    membership, is_new = Membership.objects.get_or_create(user=user, role=role, association=association, donor=donor)
    if is_new:
        record("role_granted", of=membership, by=by, at=at, role=role)
    return membership


@deed
def withdraw_role(*, membership: Membership, by: User | None, at: datetime) -> None:
    """Take a role back, from the person's next page on."""
    record("role_withdrawn", of=membership, by=by, at=at, role=membership.role)
    membership.delete()


@deed
def choose_language(*, user: User, language: str) -> None:
    """Write to the person in this language from now on. Nothing for the journal: it concerns nobody else."""
    User.objects.filter(pk=user.pk).update(language=language)
