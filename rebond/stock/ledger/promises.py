"""How many ready machines of a donor are promised by name to nobody yet: the apps above say it, the ledger obeys.

Filled when the apps start: the stock does not know the waves.
"""

from collections.abc import Callable

from rebond.organisations.models import Donor

_counts: list[Callable[[Donor], int]] = []
_returned: list[Callable[[Donor], int]] = []


def enter(count: Callable[[Donor], int]) -> None:
    """Add a count of ready machines that somebody relies on."""
    _counts.append(count)


def promised_of(donor: Donor) -> int:
    """Ready machines of this donor that have to stay."""
    return sum(count(donor) for count in _counts)


def enter_returned(count: Callable[[Donor], int]) -> None:
    """Add a count of promises that were kept with machines which have come back since."""
    _returned.append(count)


def returned_of(donor: Donor) -> int:
    """How many promises of this donor's machines were kept with some that came back: nobody waits for them."""
    return sum(count(donor) for count in _returned)
