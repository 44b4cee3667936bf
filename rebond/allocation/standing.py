"""Where a round left everybody: which groups are full, and whose ticket was the last to get in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rebond.allocation.groups import Groups
from rebond.allocation.queue import Ticket
from rebond.allocation.rounds import Board, Round


class Held(NamedTuple):
    """A granted ticket. Sorts as the queue does."""

    ticket: Ticket
    owner: int
    unit: int


@dataclass(frozen=True, slots=True)
class Standing:
    """For every group, the two latest tickets of the queue that it holds, of two different owners.

    A unit of a granted floor is no ticket of the queue, and a unit that a guaranteed minimum needs cannot be given
    back: neither counts.
    """

    groups: Groups
    full: list[bool]
    latest: list[list[Held]]

    @classmethod
    def of(cls, board: Board, played: Round) -> Standing:
        groups, units = board.groups, played.units.tolist()
        totals = [sum(units[place] for place in group.members) for group in groups.groups]
        full = [group.most == total for group, total in zip(groups.groups, totals, strict=True)]
        held: list[list[Held]] = [[] for _ in groups.groups]
        for place, path in enumerate(groups.paths):
            if units[place] <= played.admission.granted[place]:
                continue
            last = Held(board.queue.ticket(place, units[place]), place, units[place])
            for index in path[:1] if groups.guarantee else path:
                held[index] = two_latest([*held[index], last])
        if groups.guarantee:
            for index in groups.upwards[:-1]:
                if totals[index] > played.promised[index]:
                    parent = groups.parents[index]
                    held[parent] = two_latest([*held[parent], *held[index]])
        return cls(groups, full, held)

    def last_of_others(self, applicant: int) -> Iterator[tuple[int, Held | None]]:
        """For each full group of an applicant, the last ticket in it that somebody else could give up."""
        last: Held | None = None
        for index in self.groups.paths[applicant]:
            here = next((held for held in self.latest[index] if held.owner != applicant), None)
            last = later(last, here) if self.groups.guarantee else here
            if self.full[index]:
                yield index, last

    def blocking(self, applicant: int, ticket: Ticket) -> list[str]:
        """The groups that were full when a ticket came: the stock first, then by name."""
        blocks = sorted(index for index, last in self.last_of_others(applicant) if last is None or last.ticket < ticket)
        return [self.groups.groups[index].name for index in blocks]


def two_latest(held: Iterable[Held]) -> list[Held]:
    """The latest ticket and the latest of another owner."""
    ordered = sorted(held, reverse=True)
    return ordered[:1] + [other for other in ordered[1:] if other.owner != ordered[0].owner][:1]


def later(one: Held | None, other: Held | None) -> Held | None:
    return max(one, other) if one and other else one or other
