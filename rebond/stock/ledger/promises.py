"""How many ready machines of a donor are promised by name to nobody yet: the apps above say it, the ledger obeys.

Filled when the apps start: the stock does not know the waves.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeAlias
from uuid import UUID

Count: TypeAlias = Callable[[], Mapping[UUID, int]]
_counts: list[Count] = []


def enter(count: Count) -> None:
    """Add a count, by donor, of ready machines that somebody relies on."""
    _counts.append(count)


def promised() -> Counter[UUID]:
    """Ready machines that have to stay, by donor."""
    found: Counter[UUID] = Counter()
    for count in _counts:
        found.update(count())
    return found
