"""Every ticket in order, without writing them down: columns of numbers, one line per applicant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from rebond.allocation.applicants import Applicants
from rebond.allocation.columns import EXACT_IN_FLOAT, Column, rank_of_equals
from rebond.allocation.groups import Who
from rebond.allocation.keys import KEYS, Key
from rebond.allocation.problem import Problem

Ticket = tuple[int, Any, int]  # stage, key, place in the tie order: sorts as the queue does


@dataclass(frozen=True, slots=True)
class Queue:
    """The tickets of a problem in a given tie order.

    `stage` goes before the key: the priority class, or with strict rank the place among all. A key is a float64 when
    `max(numerator) * max(denominator) < 2^52`: IEEE division is correctly rounded, so that two different fractions
    of that size never meet and two equal ones never part. Whole numbers are float64 then, too; all their sums stay
    below 2^52. Beyond, everything is Python's own: whole numbers and exact fractions. There is no epsilon.
    """

    key: Key
    received: Column
    weight: Column
    stage: Column
    tie: Column
    exact: bool  # Python's numbers instead of the machine's
    staged: bool  # more than one stage

    @classmethod
    def of(cls, problem: Problem, tie: Column) -> Queue:
        applicants, key = problem.applicants, KEYS[problem.key]
        received, weight = applicants.received, applicants.weight
        ceiling = np.minimum(applicants.ceiling, problem.stock)
        exact = not fits_in_float(key, received, weight, ceiling, problem.stock)
        whole = object if exact else np.float64
        stage = stages(applicants, key, tie)
        return cls(
            key=key,
            received=received.astype(whole),
            weight=weight.astype(whole),
            stage=stage,
            tie=tie,
            exact=exact,
            staged=bool(len(stage) and (stage != stage[0]).any()),
        )

    def __len__(self) -> int:
        return len(self.weight)

    def part(self, who: Who) -> Queue:
        """The same queue with some of the applicants only."""
        weight = self.weight[who]
        stage = self.stage[who] if self.staged else np.broadcast_to(self.stage[:1], len(weight))
        return replace(self, received=self.received[who], weight=weight, stage=stage, tie=self.tie[who])

    def keys(self, ever: Column, weight: Column) -> Column:
        """The key of the n-th unit ever received, line by line."""
        above, below = self.key.fraction(ever, weight)
        if not self.exact:
            return np.asarray(above / below)
        return np.array([Fraction(a, b) for a, b in zip(above, below, strict=True)], dtype=object)

    def numbers(self, column: Column) -> Column:
        """A column of whole numbers as the queue keeps them."""
        return column.astype(object if self.exact else np.float64, copy=False)

    def tickets(self, who: Who, units: Column) -> Tickets:
        """The k-th ticket of this wave of each of `who`."""
        keys = self.keys(self.received[who] + units, self.weight[who])
        return Tickets(self.stage[who], keys, self.tie[who])


@dataclass(frozen=True, slots=True)
class Tickets:
    """One ticket on each line."""

    stage: Column
    key: Column
    tie: Column

    def __len__(self) -> int:
        return len(self.key)

    def __getitem__(self, line: int) -> Ticket:
        return int(self.stage[line]), self.key[line], int(self.tie[line])

    def first(self) -> int:
        """The line of the earliest."""
        lines = lowest(self.key)
        if self.stage.min() != self.stage.max():
            lines = lowest(self.stage)
            lines = lines[lowest(self.key[lines])]
        return int(lines[np.argmin(self.tie[lines])])

    def after(self, other: Tickets) -> Column:
        """Which of them come later than the other: one for all, or one for each."""
        later = np.asarray((self.key > other.key) | ((self.key == other.key) & (self.tie > other.tie)), dtype=bool)
        same = self.stage == other.stage
        return later if same.all() else np.asarray((self.stage > other.stage) | (same & later), dtype=bool)

    def take(self, lines: Who) -> Tickets:
        return Tickets(self.stage[lines], self.key[lines], self.tie[lines])


def lowest(column: Column) -> Column:
    return np.flatnonzero(column == column.min())


def fits_in_float(key: Key, received: Column, weight: Column, ceiling: Column, stock: int) -> bool:
    """Whether every key and every sum of units is exact in a float64."""
    if not len(weight):
        return True
    above, below = key.fraction(int(received.max()) + int(ceiling.max()) + 1, int(weight.max()))
    return max(1, above) * below < EXACT_IN_FLOAT and len(weight) * max(1, int(ceiling.max()), stock) < EXACT_IN_FLOAT


def stages(applicants: Applicants, key: Key, tie: Column) -> Column:
    """Who is served before whom, whatever the keys."""
    stage = rank_of_equals(applicants.priority)
    if not key.one_by_one:
        return stage
    places = np.empty(len(tie), dtype=np.int64)
    places[np.lexsort((tie, stage))] = np.arange(len(tie))
    return places
