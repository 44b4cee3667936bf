"""Phase B under quotas: a quota refuses a ticket only when it is already full of earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from rebond.allocation.columns import NO_LIMIT, Column, total
from rebond.allocation.groups import EVERYBODY, Groups
from rebond.allocation.queue import Queue, Ticket
from rebond.allocation.waterfill import in_order, waterfill

WALKED = 8192  # so many tickets are walked one by one


def fill(queue: Queue, groups: Groups, low: Column, high: Column, promised: Sequence[int]) -> Column:
    """Units for everybody, between what is granted already and what each may take."""
    if groups.guarantee:
        return fill_tree(queue, groups, low, high, promised)
    if len(groups.names) == 1:
        return waterfill(queue, EVERYBODY, low, high, groups.most[0] or 0)
    if total(high) - total(low) <= WALKED:
        return fill_one_by_one(queue, groups, low, high)
    return Crossing(queue, groups, low, high.copy()).fill()


def fill_one_by_one(queue: Queue, groups: Groups, low: Column, high: Column) -> Column:
    """The rule as it is written, where tickets are few: all before the first that a full group refuses are granted.

    From there on the members of that group are out of the queue, and the others go on.
    """
    owners = in_order(queue, low, high)
    if queue.staged:
        owners = owners[np.argsort(queue.stage[owners], kind="stable")]
    room = np.array([NO_LIMIT if most is None else most for most in groups.most] + [NO_LIMIT], dtype=np.int64)
    room[:-1] -= groups.totals(low)
    homes = [np.zeros(len(low), dtype=np.int64), *groups.homes]
    granted = []
    while len(owners):
        tickets = [home[owners] for home in homes]
        end, full, at = first_refusal(tickets, room)
        granted.append(owners[:end])
        for ticket in tickets:
            room -= np.bincount(ticket[:end], minlength=len(room))
        owners = owners[end:][tickets[at][end:] != full]
    units = np.bincount(np.concatenate(granted), minlength=len(low)) if granted else np.zeros(len(low), dtype=np.int64)
    return low + queue.numbers(units)


def first_refusal(tickets: Sequence[Column], room: Column) -> tuple[int, int, int]:
    """How many tickets come before the first that some group has no room for; which group, and of which kind.

    `tickets` holds, for each kind of group, the group of every ticket.
    """
    end, full, at = len(tickets[0]), 0, 0
    for kind, ticket in enumerate(tickets):
        for group in np.flatnonzero(np.bincount(ticket[:end], minlength=len(room)) > room).tolist():
            asked = np.flatnonzero(ticket[:end] == group)
            if len(asked) > room[group]:
                end, full, at = int(asked[max(0, room[group])]), group, kind
    return end, full, at


def fill_tree(queue: Queue, groups: Groups, low: Column, high: Column, promised: Sequence[int]) -> Column:
    """Nested quotas, children first: a maximum lowers what its members may take, a minimum raises what is theirs.

    Each step keeps exactly the tickets that no cheaper exchange could replace (Hochbaum 1994; Vidal et al. 2018).
    """
    low, high = low.copy(), high.copy()
    for index in groups.upwards:
        who, most = groups.members[index], groups.most[index]
        if most is not None:
            high[who] = waterfill(queue, who, low[who], high[who], most)
        if total(low[who]) < promised[index]:
            low[who] = waterfill(queue, who, low[who], high[who], promised[index])
    return high


@dataclass(slots=True)
class Crossing:
    """Maximums of any shape, from the earliest refusal to the latest.

    Each group, if it were alone, would first refuse some ticket. Before the earliest of these nobody refuses
    anything: that group is filled exactly as if it were alone, and its members stop there. The others start again
    from what is left to them; their own first refusal can only come later. The stock is one of the groups.
    """

    queue: Queue
    groups: Groups
    low: Column
    high: Column
    version: list[int] = field(init=False)  # how often the members of each group were lowered
    quiet: set[int] = field(default_factory=set)  # groups that refuse nothing before the stock does
    sure: dict[int, Column] = field(default_factory=dict)  # what each group's members have whatever follows
    parts: dict[int, Queue] = field(default_factory=dict)  # the queue of each group's members alone

    def __post_init__(self) -> None:
        self.version = [0] * len(self.groups.names)

    def fill(self) -> Column:
        """The stock is cut first: a group that would not be too full by then waits until the stock is cut again."""
        self.quiet = {index for index, most in enumerate(self.groups.most) if most is not None and index}
        waiting: list[tuple[Ticket, int, int, Column]] = []
        self.try_again(0, waiting)
        while waiting:
            _, index, seen, units = heappop(waiting)
            if seen == self.version[index]:
                self.freeze(index, units)
            else:
                self.try_again(index, waiting)
        return self.high

    def try_again(self, index: int, waiting: list[tuple[Ticket, int, int, Column]]) -> None:
        """Cut a group, and after the stock those that would be too full before its cut."""
        found = self.cut(index)
        if found:
            heappush(waiting, (found[0], index, self.version[index], found[1]))
        if index == 0:
            held = self.groups.totals(found[1] if found else self.high)
            for group in sorted(self.quiet):
                most = self.groups.most[group]
                if most is not None and held[group] > most:
                    self.quiet.remove(group)
                    self.try_again(group, waiting)

    def cut(self, index: int) -> tuple[Ticket, Column] | None:
        """The first ticket that a group would refuse if it were alone, and what its members would have."""
        who, most = self.groups.members[index], self.groups.most[index]
        high = self.high[who]
        if most is None or total(high) <= most:
            return None
        if index not in self.parts:
            self.parts[index] = self.queue.part(who)
        members = self.parts[index]
        low = np.minimum(self.sure.get(index, self.low[who]), high)
        units = self.sure[index] = waterfill(members, EVERYBODY, low, high, most)
        short = np.flatnonzero(units < high)
        tickets = members.tickets(short, units[short] + 1)
        return tickets[tickets.first()], units

    def freeze(self, index: int, units: Column) -> None:
        """The members of a full group stop here; whoever shares a group with them starts again."""
        who = self.groups.members[index]
        lowered = np.flatnonzero(units < self.high[who])
        places = lowered if isinstance(who, slice) else who[lowered]
        self.high[who] = units
        touched = np.zeros(self.groups.nowhere + 1, dtype=bool)
        touched[0] = True
        for home in self.groups.homes:
            touched[home[places]] = True
        for group in np.flatnonzero(touched[:-1]).tolist():
            self.version[group] += 1
