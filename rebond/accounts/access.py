"""Who may, as answers to be put into the access table."""

from collections.abc import Callable

from django.http import Http404

from rebond.accounts.models import User

Predicate = Callable[[User], bool]


def anyone(user: User) -> bool:
    """The public, too."""
    return True


def signed_in(user: User) -> bool:
    """Whoever has an account, whatever the role."""
    return user.is_authenticated


def holders_of(*roles: str) -> Predicate:
    """Whoever holds one of these roles in the city of the request."""

    def holds_one(user: User) -> bool:
        return user.is_authenticated and user.has_role(*roles)

    return holds_one


def or_absent(allowed: bool) -> None:
    """What one may not see does not exist: raise the same 404 as for an id that was never given."""
    if not allowed:
        raise Http404
