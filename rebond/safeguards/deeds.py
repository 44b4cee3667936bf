"""One deed, one transaction: done wholly, retried wholly, or not done at all."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction

P = ParamSpec("P")
T = TypeVar("T")

ATTEMPTS = 8


class SomebodyElseWasFirst(Exception):
    """The row changed state between the page and the click."""


def require(condition: object, error: type[Exception] | Exception) -> None:
    """Raise the named fact unless the condition holds."""
    if not condition:
        raise error


def deed(action: Callable[P, T]) -> Callable[P, T]:
    """Run an action in one transaction. The outermost one is retried whole when the database asks for it.

    Up to eight tries on a lock, a deadlock, a serialisation failure or a lost race for a unique row; the last
    failure rises. An action therefore has no effect outside the database: mails go through the outbox.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if connection.in_atomic_block:
            with transaction.atomic():
                return action(*args, **kwargs)
        return whole_transaction(lambda: action(*args, **kwargs))

    return run


def whole_transaction(work: Callable[[], T]) -> T:
    """Do the work in one transaction, trying again as `deed` says."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return work()
        except (OperationalError, IntegrityError) as error:
            if attempt == ATTEMPTS or not may_pass_later(error):
                raise
            time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311  only spreads the retries
    raise AssertionError("the last attempt returns or raises")


def may_pass_later(error: Exception) -> bool:
    """Whether the same work may succeed when tried again.

    Sources: PostgreSQL's error codes 40001, 40P01, 55P03; SQLite's "database is locked".
    """
    code = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, IntegrityError) or code in {"40001", "40P01", "55P03"} or "locked" in str(error)
