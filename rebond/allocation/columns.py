"""Columns, one line per applicant: whole numbers, and names written as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]  # the machine's numbers, or objects (Python's int and Fraction) where those would round

EXACT_IN_FLOAT = 2**52
EXACT_IN_INT = 2**62
NO_LIMIT = 2**62  # a bound that was not given; every number of a problem is below 2^53
BLOCK = 1 << 14  # lines worked on together, so that they stay in the processor's cache


def whole(values: Iterable[int] | Column) -> Column:
    """Whole numbers as int64; Python's own where one is too large."""
    given = values if isinstance(values, np.ndarray | list | tuple) else list(values)
    try:
        return np.asarray(given, dtype=np.int64)
    except OverflowError:
        return np.array(given, dtype=object)


def product(one: Column, other: Column) -> Column:
    """One times the other, exactly."""
    if len(one) and int(one.max()) * int(other.max()) >= EXACT_IN_INT:
        return one.astype(object) * other
    return one * other


def total(column: Column) -> int:
    """The sum, exactly."""
    if column.dtype == np.int64 and len(column) and len(column) * int(column.max()) >= EXACT_IN_INT:
        column = column.astype(object)
    return int(column.sum())


def blocks(lines: int) -> Iterator[slice]:
    """The lines in pieces that fit in the cache."""
    return (slice(start, min(start + BLOCK, lines)) for start in range(0, lines, BLOCK))


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """A column of names: a number for each line, -1 for none, and the name behind each number."""

    codes: Column
    names: tuple[str, ...]

    @classmethod
    def of(cls, given: Iterable[str | None]) -> Labels:
        known: dict[str, int] = {}
        codes = [-1 if name is None else known.setdefault(name, len(known)) for name in given]
        return cls(np.array(codes, dtype=np.int32), tuple(known))

    def __getitem__(self, line: int) -> str | None:
        code = int(self.codes[line])
        return None if code < 0 else self.names[code]

    def __iter__(self) -> Iterator[str | None]:
        return map((*self.names, None).__getitem__, self.codes.tolist())

    def take(self, lines: Column | slice) -> Labels:
        return Labels(self.codes[lines], self.names)

    def code_of(self, name: str) -> int:
        """The number of a name; that of no line (-2) for a name that nobody has."""
        return self.names.index(name) if name in self.names else -2


def optional(column: Column) -> list[int | None]:
    """The numbers, None where no limit was given."""
    return [None if number == NO_LIMIT else number for number in column.tolist()]


def limits(values: Sequence[int | None]) -> Column:
    """The other way round."""
    return whole([NO_LIMIT if value is None else value for value in values])


def add_up(bins: Column, values: Column, count: int) -> Column:
    """The sum of the values in each bin, exactly."""
    if values.dtype == object or (len(values) and len(values) * int(values.max()) >= EXACT_IN_FLOAT):
        sums = np.zeros(count, dtype=object)
        np.add.at(sums, bins, values.astype(object))
        return sums
    return np.bincount(bins, weights=values, minlength=count).astype(np.int64)


def rank_of_equals(column: Column) -> Column:
    """Small numbers in the same order as a column of any size."""
    if len(column) and int(column.max()) > 2 * len(column):
        return np.unique(column, return_inverse=True)[1].reshape(-1)
    return column


def stable_order(column: Column) -> Column:
    """The order of a column, equals as they stand. In linear time where the numbers are few."""
    small = len(column) > 0 and int(column.max()) < 2**16
    return np.argsort(column.astype(np.uint16) if small else column, kind="stable")
