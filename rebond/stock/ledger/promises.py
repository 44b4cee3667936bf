"""How many ready machines must stay, because a published wave counts on them.

Filled when the apps start: the stock does not know the waves.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeAlias
from uuid import UUID

Count: TypeAlias = Callable[[], Mapping[UUID, int]]
_awaited: list[Count] = []
_returned: list[Count] = []


def enter(count: Count) -> None:
    """Add a count, by donor, of ready machines that somebody relies on."""
    _awaited.append(count)


def promised() -> Counter[UUID]:
    """Ready machines that have to stay, by donor."""
    return total(_awaited)


def enter_returned(count: Count) -> None:
    """Add a count, by donor, of promises that were kept with machines which have come back since."""
    _returned.append(count)


def returned() -> Counter[UUID]:
    """Promises, by donor, that were kept with machines which came back: nobody waits for these any more."""
    return total(_returned)


def total(counts: list[Count]) -> Counter[UUID]:
    found: Counter[UUID] = Counter()
    for count in counts:
        found.update(count())
    return found
