"""Who may run a programme."""

from rebond.accounts.models import Role, User


def may_run_programme(user: User) -> bool:
    """Settle the waves, open and close them: the officers of the city."""
    return user.is_authenticated and user.has_role(Role.OFFICER, Role.ADMINISTRATOR)
