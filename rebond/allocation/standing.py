"""Where a round left everybody: which groups are full, and whose ticket was the last to get in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from rebond.allocation.columns import BLOCK, Column, blocks
from rebond.allocation.groups import Who, members_of
from rebond.allocation.queue import Ticket
from rebond.allocation.rounds import Board, Round

NOBODY = -1


class Held(NamedTuple):
    """A granted ticket. Sorts as the queue does."""

    ticket: Ticket
    owner: int
    unit: int


class Wall(NamedTuple):
    """A full group, as some of its members meet it: the last two tickets in it, of two owners, that could be given up.

    Each member meets the last one that is not its own. A unit of a granted floor is no ticket of the queue, and a
    unit that a guaranteed minimum needs cannot be given up: neither counts.
    """

    who: Who
    group: int
    latest: list[Held]
    inside: bool  # whether the owner of the last ticket is one of `who`

    def rivals(self) -> tuple[int, int]:
        """Whose last ticket everybody meets, and whose that one meets; NOBODY where no ticket could be given up."""
        first, second, *_ = (*(held.owner for held in self.latest), NOBODY, NOBODY)
        return first, second


class Meeting(NamedTuple):
    """What some applicants have to say of the full groups that they meet, line by line."""

    who: Who
    group: Column  # one for all, or one for each
    said: Column

    def tell(self, column: Column, better: np.ufunc, told: Column) -> None:
        """Keep in a column the smallest or the largest of what is told of each applicant."""
        if isinstance(self.who, slice):
            better(column[self.who], told, out=column[self.who])
        elif len(self.group) == 1:  # one wall: nobody stands there twice
            column[self.who] = better(column[self.who], told)
        else:
            better.at(column, self.who, told)


def ask(walls: Sequence[Wall], lines: int, question: Callable[[Who, Column], Column]) -> Iterator[Meeting]:
    """Put one question to everybody before every wall: `question(who, rivals)`, one rival or one for each.

    Few lines are asked all together, many wall by wall, a block at a time.
    """
    sizes = [lines if isinstance(wall.who, slice) else len(wall.who) for wall in walls]
    if len(walls) > 1 and sum(sizes) <= BLOCK:
        who = np.concatenate([np.arange(lines)[wall.who] for wall in walls])
        first, second = np.repeat(np.array([wall.rivals() for wall in walls]), sizes, axis=0).T
        rival = np.where(who == first, second, first)
        yield Meeting(who, np.repeat([wall.group for wall in walls], sizes), question(who, rival))
        return
    for wall, size in zip(walls, sizes, strict=True):
        first, second = wall.rivals()
        line = -1
        if wall.inside:
            line = first if isinstance(wall.who, slice) else int(np.searchsorted(wall.who, first))
        for block in blocks(size):
            here = block if isinstance(wall.who, slice) else wall.who[block]
            said = question(here, np.array([first]))
            if block.start <= line < block.stop:
                said[line - block.start] = question(np.array([first]), np.array([second]))[0]
            yield Meeting(here, np.array([wall.group]), said)


def walls(board: Board, played: Round, only: int | None = None) -> list[Wall]:
    """Every full group. Whoever could give up a ticket in it is found once, for all its members.

    With `only`, those that one applicant meets, before that one alone.
    """
    groups, held = board.groups, last_keys(board, played)
    totals = groups.totals(played.units)
    full = [most == amount for most, amount in zip(groups.most, totals, strict=True)]
    if groups.guarantee:
        found = nested_walls(board, played, held, totals, full)
        return (
            list(found)
            if only is None
            else [alone(wall, only) for wall in found if only in np.arange(len(held))[wall.who]]
        )
    met = range(len(full)) if only is None else [0, *(int(home[only]) for home in groups.homes)]
    found = (
        Wall(
            groups.members[index], index, latest := latest_two(board, played, held, groups.members[index]), bool(latest)
        )
        for index in met
        if index < len(full) and full[index] and groups.sizes[index]
    )
    return list(found) if only is None else [alone(wall, only) for wall in found]


def alone(wall: Wall, place: int) -> Wall:
    """A wall before one of those who meet it."""
    return Wall(np.array([place]), wall.group, wall.latest, bool(wall.latest) and wall.latest[0].owner == place)


def nested_walls(board: Board, played: Round, held: Column, totals: list[int], full: list[bool]) -> Iterator[Wall]:
    """The same where minimums are guaranteed: a group lends its last ticket upwards if it has more than promised."""
    groups = board.groups
    leaves = dict(members_of(groups.inner + 1, len(groups.names)))
    latest: list[list[Held]] = [[] for _ in totals]
    for leaf, who in leaves.items():
        latest[leaf - 1] = latest_two(board, played, held, who)
    for index in groups.upwards[:-1]:
        if totals[index] > played.promised[index]:
            parent = groups.parents[index]
            latest[parent] = of_two_owners([*latest[parent], *latest[index]])
    for leaf, who in leaves.items():
        met: list[Held] = []
        for index in groups.chain(leaf - 1):
            met = of_two_owners([*met, *latest[index]])
            if full[index]:
                yield Wall(who, index, met, bool(met) and groups.inner[met[0].owner] == leaf - 1)


def last_keys(board: Board, played: Round) -> Column:
    """The key of the last ticket that each holds; -1 for none."""
    queue, units = board.queue, played.units
    held = np.empty_like(queue.weight)
    for block in blocks(len(units)):
        keys = queue.keys(queue.received[block] + units[block], queue.weight[block])
        held[block] = np.where(units[block] > played.admission.granted[block], keys, -1)
    return held


def latest_two(board: Board, played: Round, held: Column, who: Who) -> list[Held]:
    """The latest ticket among some, and the latest of another owner."""
    queue, keys = board.queue, held[who].copy()
    latest: list[Held] = []
    while len(latest) < 2 and len(keys) and (top := keys.max()) >= 0:
        if queue.staged:
            stage = np.where(keys >= 0, queue.stage[who], -1)
            top = keys[stage == stage.max()].max()
            lines = np.flatnonzero((stage == stage.max()) & (keys == top))
        else:
            lines = np.flatnonzero(keys == top)
        places = lines if isinstance(who, slice) else who[lines]
        last = int(np.argmax(queue.tie[places]))
        owner = int(places[last])
        keys[lines[last]] = -1
        latest.append(Held((int(queue.stage[owner]), top, int(queue.tie[owner])), owner, int(played.units[owner])))
    return latest


def of_two_owners(held: Iterable[Held]) -> list[Held]:
    """The latest ticket and the latest of another owner."""
    ordered = sorted(held, reverse=True)
    return ordered[:1] + [other for other in ordered[1:] if other.owner != ordered[0].owner][:1]
