"""Every ticket in order, without writing them down: columns of numbers, one line per applicant."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from rebond.allocation.keys import KEYS, Key, StrictRank
from rebond.allocation.problem import Problem

Column = npt.NDArray[Any]  # int64 and float64, or objects (Python's int and Fraction) where those would round
Ticket = tuple[int, Any, int]  # stage, key, place in the tie order: sorts as the queue does

EXACT_IN_FLOAT = 2**52
EXACT_IN_INT = 2**62


@dataclass(frozen=True, slots=True)
class Queue:
    """The tickets of a problem in a given tie order.

    `stage` goes before the key: the priority class, or with strict rank the place among all. A key is a float64 when
    `max(numerator) * max(denominator) < 2^52`: IEEE division is correctly rounded, so that two different fractions
    of that size never meet and two equal ones never part. Beyond, it is an exact fraction. There is no epsilon.
    """

    key: Key
    received: Column
    weight: Column
    stage: Column
    tie: Column
    ceiling: Column  # at most the stock
    exact: bool  # Python's numbers instead of the machine's

    @classmethod
    def of(cls, problem: Problem, tie: list[int]) -> Queue:
        applicants, stock, key = problem.applicants, problem.stock, KEYS[problem.key]
        ceilings = [
            stock if (ceiling := applicant.ceiling) is None else min(ceiling, stock) for applicant in applicants
        ]
        received = [applicant.received for applicant in applicants]
        weights = [applicant.weight for applicant in applicants]
        most = max((had + more for had, more in zip(received, ceilings, strict=True)), default=0)
        largest = key.numerator(most + 1) * key.denominator(max(weights, default=1))
        exact = largest >= EXACT_IN_FLOAT or max(1, len(applicants)) * max(1, stock) >= EXACT_IN_INT
        whole = object if exact else np.int64
        stage = [applicant.priority for applicant in applicants]
        if isinstance(key, StrictRank):
            order = sorted(range(len(applicants)), key=lambda place: (stage[place], tie[place]))
            for step, place in enumerate(order):
                stage[place] = step
        return cls(
            key=key,
            received=np.array(received, dtype=whole),
            weight=np.array(weights, dtype=whole),
            stage=np.array(stage, dtype=np.int64),
            tie=np.array(tie, dtype=np.int64),
            ceiling=np.array(ceilings, dtype=whole),
            exact=exact,
        )

    def keys(self, who: Column, unit: Column) -> Column:
        """The key of the k-th unit of this wave, for each of `who`."""
        above = self.key.numerator(self.received[who] + unit)
        below = self.key.denominator(self.weight[who])
        if not self.exact:
            return np.asarray(above / below)
        return np.array([Fraction(a, b) for a, b in zip(above, below, strict=True)], dtype=object)

    def tickets_up_to(self, level: Any, who: Column) -> Column:
        """How many units of this wave each of `who` has at or below a level (may be negative: all came earlier).

        In floating point the division back is a guess, right to one unit; comparing keys repairs it.
        """
        ever = self.key.units_up_to(level, self.weight[who])
        if self.exact:
            return np.asarray(ever - self.received[who])
        units = np.asarray(ever).astype(np.int64) - self.received[who]
        units += self.keys(who, units + 1) <= level
        units -= self.keys(who, units) > level
        return units

    def ticket(self, applicant: int, unit: int) -> Ticket:
        """One ticket, to compare with another."""
        above = self.key.numerator(int(self.received[applicant]) + unit)
        below = self.key.denominator(int(self.weight[applicant]))
        key = Fraction(above, below) if self.exact else above / below
        return int(self.stage[applicant]), key, int(self.tie[applicant])
