"""The units of those who did not opt out, held against the rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from rebond.allocation.columns import Column, total
from rebond.allocation.verifier.floors import check_walk, walk_of
from rebond.allocation.verifier.ledger import EVERYBODY, Ledger, Ticket, Tickets, Who
from rebond.allocation.verifier.replay import replay_floors
from rebond.allocation.verifier.verdict import require, require_all


class Gate(NamedTuple):
    """A full group before some of its members: whose ticket in it is the latest that could be given up, if any.

    Nobody meets its own ticket; the owner of the latest has a gate of its own.
    """

    group: int
    who: Who
    rival: int | None

    @property
    def itself(self) -> Column:
        """The line of the rival among the members."""
        return np.array([self.rival]) if isinstance(self.who, slice) else np.flatnonzero(self.who == self.rival)


class Certificate:
    """Everything that can be said of units without asking where they come from."""

    def __init__(self, ledger: Ledger, removed: Sequence[int], units: Column, shut_out: Column) -> None:
        self.ledger = ledger
        self.units = units
        self.removed = list(removed)
        present = np.ones(len(units), dtype=bool)
        present[self.removed] = False
        said = None if ledger.guaranteed else check_walk(ledger, walk_of(ledger, present), shut_out)
        self.floors = replay_floors(ledger, present) if said is None else said
        self.limit = np.where(present & ~self.floors.shut_out, ledger.limit, 0)
        self.least = ledger.softened(self.limit)
        self.totals = [total(units), *(total(units[members]) for members in ledger.members[1:])]
        self.held, self.next = ledger.tickets(units), ledger.tickets(units + 1)
        self.gates = list(self.found_gates())

    def check_units(self) -> None:
        ids, units, low, high = self.ledger.ids, self.units, self.floors.granted, self.limit
        require_all(
            (low <= units) & (units <= high),
            "out-of-bounds",
            lambda at: {"id": ids[at], "units": int(units[at]), "low": int(low[at]), "high": int(high[at])},
        )
        for group, amount in enumerate(self.totals):
            most, least, name = self.ledger.most[group], self.least[group], self.ledger.names[group]
            require(most is None or amount <= most, "over-the-maximum", group=name, total=amount, most=most)
            require(amount >= least, "under-the-minimum", group=name, total=amount, least=least)
        require_all(
            (units >= high) | (self.blocking >= 0),
            "ticket-refused-too-early",
            lambda at: {"id": ids[at], "unit": int(units[at]) + 1},
        )

    @cached_property
    def blocking(self) -> Column:
        """The first group, the stock before the quotas, that was full of earlier tickets; -1 for none."""
        first = np.full(len(self.units), -1, dtype=np.int64)
        for gate in sorted(self.gates, key=lambda gate: -gate.group):
            group, who, rival = gate
            if rival is None:
                first[who] = group
                continue
            later = self.next_of(who).later_than(self.ticket_held(rival))
            later[gate.itself] = False
            first[who] = np.where(later, group, first[who])
        return first

    def next_of(self, who: Who) -> Tickets:
        return Tickets(self.next.stage[who], self.next.key[who], self.next.turn[who])

    def ticket_held(self, place: int) -> Ticket:
        return self.held.stage[place], self.held.key[place], self.held.turn[place]

    def found_gates(self) -> Iterator[Gate]:
        """Each full group, with the latest ticket in it that somebody else could give up."""
        ledger = self.ledger
        movable = self.units > self.floors.granted
        if not ledger.guaranteed:
            for group, who in enumerate(ledger.members):
                if self.totals[group] == ledger.most[group]:
                    latest = self.latest_two(who[movable[who]])
                    yield from self.gates_of(group, who if group else EVERYBODY, latest)
            return
        inner, around = ledger.nest
        last = [self.latest_two(np.flatnonzero(movable & (inner == group))) for group in range(len(ledger.members))]
        for group in ledger.smallest_first[:-1]:
            if self.totals[group] > self.least[group]:
                last[around[group]] = self.latest_two(np.array(last[around[group]] + last[group], dtype=np.int64))
        for leaf in np.unique(inner).tolist():
            who, group, seen = np.flatnonzero(inner == leaf), leaf, list[int]()
            while True:
                seen = self.latest_two(np.array(seen + last[group], dtype=np.int64))
                if self.totals[group] == ledger.most[group]:
                    yield from self.gates_of(group, who, seen)
                if group == 0:
                    break
                group = around[group]

    def latest_two(self, who: Column) -> list[int]:
        """Whose last tickets are the latest among some: two owners at most."""
        if not len(who):
            return []
        first = self.held.latest(who)
        others = who[who != first]
        return [first, self.held.latest(others)] if len(others) else [first]

    def gates_of(self, group: int, who: Who, latest: list[int]) -> Iterator[Gate]:
        """Everybody meets the latest ticket; its owner the one before."""
        first, second, *_ = (*latest, None, None)
        yield Gate(group, who, first)
        if first is not None and (isinstance(who, slice) or (who == first).any()):
            yield Gate(group, np.array([first]), second)
