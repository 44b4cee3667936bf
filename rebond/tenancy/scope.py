"""The city on whose behalf the code runs. Outside a scope no city's rows can be read or written."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rebond.tenancy.models import City

EVERY_CITY = object()
_scope: ContextVar["City | object | None"] = ContextVar("city", default=None)


class OutsideScope(RuntimeError):
    """A city's rows were asked for, and no city was named."""


@contextmanager
def city_scope(city: "City") -> Iterator["City"]:
    """Run a block on behalf of one city: its rows only."""
    token = _scope.set(city)
    try:
        yield city
    finally:
        _scope.reset(token)


@contextmanager
def every_city() -> Iterator[None]:
    """Read across cities: maintenance and checks only, never a page."""
    token = _scope.set(EVERY_CITY)
    try:
        yield
    finally:
        _scope.reset(token)


def scope() -> "City | object":
    """Return the city of the scope, or EVERY_CITY. Raises OutsideScope."""
    scoped = _scope.get()
    if scoped is None:
        raise OutsideScope("These rows belong to a city: open city_scope(city) first.")
    return scoped


def current_city() -> "City":
    """Return the one city of the scope. Raises OutsideScope, also where the scope is every city."""
    scoped = scope()
    if scoped is EVERY_CITY:
        raise OutsideScope("One city is needed here, and the scope is every city.")
    return scoped  # type: ignore[return-value]
