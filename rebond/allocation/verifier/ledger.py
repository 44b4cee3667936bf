"""The problem read again, plainly: tie order, tickets, the groups of each applicant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from math import inf
from typing import Any

import numpy as np

from rebond.allocation.applicants import NOT_GIVEN, Applicant
from rebond.allocation.columns import EXACT_IN_FLOAT, Column, total, whole
from rebond.allocation.keys import KEYS
from rebond.allocation.problem import Problem
from rebond.allocation.result import Result
from rebond.allocation.verifier.verdict import require

Ticket = tuple[Any, ...]  # sorts as the queue does
Who = Column | slice
EVERYBODY = slice(None)


@dataclass(frozen=True, slots=True)
class Tickets:
    """One ticket on each line: class, key, turn; with strict rank the turn goes before the key."""

    stage: Column
    key: Column
    turn: Column

    def later_than(self, ticket: Ticket) -> Column:
        """Which of them come after another one."""
        stage, key, turn = ticket
        later = (self.key > key) | ((self.key == key) & (self.turn > turn))
        return np.asarray((self.stage > stage) | ((self.stage == stage) & later), dtype=bool)

    def latest(self, lines: Column) -> int:
        """The latest among some lines."""
        for column in (self.stage, self.key, self.turn):
            values = column[lines]
            if values.min() != values.max():
                lines = lines[values == values.max()]
        return int(lines[0])


class Ledger:
    """What the rule needs to know of a problem, in columns; `group` 0 is the stock, then come the quotas.

    The places in the tie order that a result `said` are taken where they are the right ones: seeing that takes one
    look at each, finding them a sort.
    """

    def __init__(self, problem: Problem, said: Column | None = None) -> None:
        self.problem = problem
        self.key = KEYS[problem.key]
        applicants = problem.applicants
        self.ids = applicants.ids
        self.drawn = None if (applicants.tie != NOT_GIVEN).any() else draw(problem)
        heads = None if self.drawn is None else np.frombuffer(b"".join(self.drawn), dtype=">u8")[::4].astype(np.uint64)
        order = None if said is None else order_said(problem, heads, said)
        if order is None:
            order = turns(problem, self.drawn, heads)
            said = places_in(order)
        assert said is not None
        self.tie = said
        self.limit = np.minimum(np.minimum(applicants.request, applicants.cap), problem.stock)
        owed = np.maximum(0, applicants.floor - applicants.received)
        self.floor = np.minimum(owed, np.minimum(applicants.request, applicants.cap))
        self.members = [
            np.arange(len(order)),
            *(members_of(problem, quota.group, quota.value) for quota in problem.quotas),
        ]
        self.most = [problem.stock, *(quota.most for quota in problem.quotas)]
        self.least = [0, *(quota.least for quota in problem.quotas)]
        self.names = ["stock", *(quota.name for quota in problem.quotas)]
        self.smallest_first = [*sorted(range(1, len(self.members)), key=self.size), 0]
        self.guaranteed = any(self.least)
        self.may_leave = bool((applicants.minimum > 1).any())
        self.weight = applicants.weight
        self.received = applicants.received
        self.exact_in_float = self.fits_in_float()
        self.ever, self.per = self.numbers(self.received), self.numbers(self.weight)  # exact, ready to divide
        self.stage = self.walk_of_ranks(order) if self.key.one_by_one else applicants.priority
        self.staged = bool(len(order) and (self.stage != self.stage[0]).any())

    def size(self, group: int) -> tuple[int, float, int]:
        """Inner groups sort before outer ones; of two with the same members the lower maximum is inside."""
        most = self.most[group]
        return len(self.members[group]), inf if most is None else most, group

    def fits_in_float(self) -> bool:
        """Below 2^52 a division in floating point keeps different fractions apart and equal ones together."""
        if not len(self.ids):
            return True
        most = int(self.received.max()) + int(self.limit.max()) + 1
        above, below = self.key.fraction(most, int(self.weight.max()))
        return bool(max(1, above) * below < EXACT_IN_FLOAT)

    def walk_of_ranks(self, order: Column) -> Column:
        """With strict rank everybody is a class of its own: by class, then in the tie order."""
        return places_in(order[np.argsort(self.problem.applicants.priority[order], kind="stable")])

    def numbers(self, column: Column) -> Column:
        return column.astype(np.float64 if self.exact_in_float else object)

    def tickets(self, units: Column) -> Tickets:
        """The ticket of everybody's k-th unit of this wave."""
        above, below = self.key.fraction(self.ever + self.numbers(units), self.per)
        if self.exact_in_float:
            return Tickets(self.stage, above / below, self.tie)
        keys = [Fraction(a, b) for a, b in zip(above, below, strict=True)]
        return Tickets(self.stage, np.array(keys, dtype=object), self.tie)

    def units_in(self, result: Result) -> Column:
        """Everybody once: real applicants under `allocations`, phantoms under `reserved`."""
        phantom = self.problem.applicants.phantom
        reserved = [self.ids[place] for place in np.flatnonzero(phantom).tolist()]
        listed = [self.ids[place] for place in np.flatnonzero(~phantom).tolist()] if reserved else list(self.ids)
        require(list(result.allocations.ids) == listed, "not-everybody-once")
        require([row.id for row in result.reserved] == reserved, "not-everybody-once")
        if not reserved:
            return result.units
        units = np.empty(len(self.ids), dtype=object)
        units[~phantom] = result.units
        units[phantom] = [row.units for row in result.reserved]
        return whole(units)

    def shut_out_in(self, result: Result) -> Column:
        """Of whom the result says that its floor was not granted. Phantoms have no reason: None is said of them."""
        codes = result.allocations.reason
        said = np.isin(codes.codes, [codes.code_of("floor-did-not-fit"), codes.code_of("not-admitted")])
        shut_out = np.zeros(len(self.ids), dtype=bool)
        shut_out[~self.problem.applicants.phantom] = said
        return shut_out

    @cached_property
    def rows(self) -> list[Applicant]:
        return list(self.problem.applicants)

    @cached_property
    def nest(self) -> tuple[Column, list[int]]:
        """Where groups nest: the smallest group around each applicant, and the one around each group."""
        inner, around = np.zeros(len(self.ids), dtype=np.int64), [0] * len(self.members)
        for group in reversed(self.smallest_first[:-1]):
            who = self.members[group]
            if len(who):
                around[group] = int(inner[who[0]])
                inner[who] = group
        return inner, around

    def softened(self, takes: Column) -> list[int]:
        """Each minimum, lowered to what the members of the group can take."""
        if not self.guaranteed:
            return list(self.least)
        inner, around = self.nest
        can = [total(takes[inner == group]) for group in range(len(self.members))]
        for group in self.smallest_first:
            most = self.most[group]
            can[group] = can[group] if most is None else min(can[group], most)
            if group:
                can[around[group]] += can[group]
        return [min(least, able) for least, able in zip(self.least, can, strict=True)]


def draw(problem: Problem) -> list[bytes]:
    """SHA-256(seed, 0, id) of everybody."""
    head = f"{problem.seed}\0".encode()
    return [sha256(head + name.encode()).digest() for name in problem.applicants.ids]


def places_in(order: Column) -> Column:
    """Who stands where, from who comes when; and the other way round."""
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places


def order_said(problem: Problem, heads: Column | None, said: Column) -> Column | None:
    """Who comes when, by the places that a result says, if each comes before the next; None if they are wrong.

    None also where the first eight bytes of two draws are the same: all of them then have to be looked at.
    """
    lines, applicants = len(problem.applicants.ids), problem.applicants
    is_whole = said.dtype == np.int64 and len(said) == lines
    if not is_whole or (lines and (said.min() < 0 or said.max() >= lines)):
        return None
    order = np.full(lines, -1, dtype=np.int64)
    order[said] = np.arange(lines)
    if (order < 0).any():
        return None
    if heads is None:
        ties = applicants.tie[order]
        return order if (ties[:-1] < ties[1:]).all() else None
    points, drawn = applicants.points[order], heads[order]
    earlier = (points[:-1] > points[1:]) | ((points[:-1] == points[1:]) & (drawn[:-1] < drawn[1:]))
    return order if earlier.all() else None


def turns(problem: Problem, drawn: Sequence[bytes] | None, heads: Column | None) -> Column:
    """From the first to the last: points descending, then the lottery ascending; or the given order."""
    applicants = problem.applicants
    if drawn is None or heads is None:
        return np.argsort(applicants.tie, kind="stable")
    points = applicants.points
    order = np.lexsort((heads, -points))
    one, other = order[:-1], order[1:]
    if ((points[one] == points[other]) & (heads[one] == heads[other])).any():
        order = np.array(sorted(range(len(drawn)), key=lambda place: (-int(points[place]), drawn[place])))
    return order


def members_of(problem: Problem, kind: str, name: str) -> Column:
    labels = problem.applicants.families.get(kind)
    return np.arange(0) if labels is None else np.flatnonzero(labels.codes == labels.code_of(name))
