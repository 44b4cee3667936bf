"""Who may do what with a donation, beyond the kind of page."""

from rebond.accounts.models import Role, User
from rebond.stock.access import may_change_stock


def may_announce(user: User) -> bool:
    """Write and announce donations: their donors, and the officers in their place."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR, Role.DONOR)


may_answer = may_change_stock
