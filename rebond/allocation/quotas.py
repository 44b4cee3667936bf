"""Phase B under quotas: a quota refuses a ticket only when it is already full of earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

import numpy as np

from rebond.allocation.groups import Groups
from rebond.allocation.queue import Column, Queue, Ticket
from rebond.allocation.waterfill import waterfill


def fill(queue: Queue, groups: Groups, low: Column, high: Column, promised: Sequence[int]) -> Column:
    """Units for everybody, between what is granted already and what each may take."""
    if groups.guarantee:
        return fill_tree(queue, groups, low, high, promised)
    return fill_crossing(queue, groups, low, high)


def fill_tree(queue: Queue, groups: Groups, low: Column, high: Column, promised: Sequence[int]) -> Column:
    """Nested quotas, children first: a maximum lowers what its members may take, a minimum raises what is theirs.

    Each step keeps exactly the tickets that no cheaper exchange could replace (Hochbaum 1994; Vidal et al. 2018).
    """
    low, high = low.copy(), high.copy()
    for index in groups.upwards:
        group = groups.groups[index]
        who = np.array(group.members, dtype=np.int64)
        if group.most is not None:
            high[who] = waterfill(queue, who, low[who], high[who], group.most)
        if int(low[who].sum()) < promised[index]:
            low[who] = waterfill(queue, who, low[who], high[who], promised[index])
    return high


def fill_crossing(queue: Queue, groups: Groups, low: Column, high: Column) -> Column:
    """Maximums of any shape, from the earliest refusal to the latest.

    Each group, if it were alone, would first refuse some ticket. Before the earliest of these nobody refuses
    anything: that group is filled exactly as if it were alone, and its members stop there. The others start again
    from what is left to them; their own first refusal can only come later. The stock is one of the groups.
    """
    high = high.copy()
    members = [np.array(group.members, dtype=np.int64) for group in groups.groups]

    def cut(index: int) -> tuple[Ticket, Column] | None:
        """The first ticket that the group would refuse if it were alone, and what its members would have."""
        who, most = members[index], groups.groups[index].most
        if most is None or int(high[who].sum()) <= most:
            return None
        units = waterfill(queue, who, low[who], high[who], most)
        short = np.flatnonzero(units < high[who])
        return first_ticket(queue, who[short], units[short] + 1), units

    version = [0] * len(members)
    waiting = [(found[0], index, 0, found[1]) for index in range(len(members)) if (found := cut(index))]
    heapify(waiting)
    while waiting:
        _, index, seen, units = heappop(waiting)
        if seen < version[index]:
            if found := cut(index):
                heappush(waiting, (found[0], index, version[index], found[1]))
            continue
        who = members[index]
        for touched in {other for place in who[units < high[who]] for other in groups.paths[place]}:
            version[touched] += 1
        high[who] = units
    return high


def first_ticket(queue: Queue, who: Column, unit: Column) -> Ticket:
    """The earliest of one ticket per applicant."""
    stage = queue.stage[who]
    who, unit = who[stage == stage.min()], unit[stage == stage.min()]
    keys = queue.keys(who, unit)
    best = np.flatnonzero(keys == keys.min())
    winner = best[np.argmin(queue.tie[who[best]])]
    return queue.ticket(int(who[winner]), int(unit[winner]))
