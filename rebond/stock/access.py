"""Who may see and do what with the stock, beyond the kind of page."""

from rebond.accounts.models import Role, User
from rebond.stock.models import STOCK_READERS


def may_change_stock(user: User) -> bool:
    """Bring files in, hold a machine back: the officers."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR)


def sees_whole_stock(user: User) -> bool:
    """Everybody who works with the stock or checks it; a donor sees what it gave."""
    return user.has_role(*STOCK_READERS)


def may_handle_stock(user: User) -> bool:
    """Receive, carry and count: the officers and the warehouse."""
    return user.has_role(Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE)
