"""What each applicant receives: one row to read, one column to compute with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from math import gcd
from typing import Any, overload

from rebond.allocation.columns import Column, Labels, limits, optional, whole
from rebond.allocation.keys import Key


@dataclass(frozen=True, slots=True)
class Allocation:
    """What one applicant receives, and why not more."""

    id: str
    units: int
    reason: str
    binding: str | None
    last_level: str | None
    next_level: str | None
    points_for_one_more: int | None
    tie: int


@dataclass(frozen=True, slots=True, eq=False)
class Levels(Sequence["str | None"]):
    """The keys of one ticket each, written when somebody reads them."""

    key: Key
    ever: Column  # which unit, of all that the applicant ever receives
    weight: Column
    given: Column  # whether there is such a ticket

    def __len__(self) -> int:
        return len(self.ever)

    @overload
    def __getitem__(self, line: int) -> str | None: ...
    @overload
    def __getitem__(self, line: slice) -> Levels: ...
    def __getitem__(self, line: int | slice) -> str | Levels | None:
        if isinstance(line, slice):
            return Levels(self.key, self.ever[line], self.weight[line], self.given[line])
        return self.written(int(self.ever[line]), int(self.weight[line])) if self.given[line] else None

    def __iter__(self) -> Iterator[str | None]:
        rows = zip(self.ever.tolist(), self.weight.tolist(), self.given.tolist(), strict=True)
        return (self.written(ever, weight) if given else None for ever, weight, given in rows)

    def written(self, ever: int, weight: int) -> str | None:
        above, below = self.key.fraction(ever, weight)
        common = gcd(above, below)
        return self.key.published(str(above // common) if common == below else f"{above // common}/{below // common}")


@dataclass(frozen=True, slots=True, eq=False)
class Allocations(Sequence[Allocation]):
    """All of them, in columns. Reads as a sequence of `Allocation`, each made when it is asked for."""

    ids: Sequence[str]
    units: Column
    reason: Labels
    binding: Labels
    last_level: Sequence[str | None]
    next_level: Sequence[str | None]
    points_for_one_more: Column  # NO_LIMIT: no points would do
    tie: Column

    @classmethod
    def of(cls, rows: Iterable[Allocation]) -> Allocations:
        """From rows, taken one after another."""
        columns: dict[str, list[Any]] = {each.name: [] for each in fields(Allocation)}
        for row in rows:
            for name, column in columns.items():
                column.append(getattr(row, name))
        return cls(
            ids=columns["id"],
            units=whole(columns["units"]),
            reason=Labels.of(columns["reason"]),
            binding=Labels.of(columns["binding"]),
            last_level=columns["last_level"],
            next_level=columns["next_level"],
            points_for_one_more=limits(columns["points_for_one_more"]),
            tie=whole(columns["tie"]),
        )

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> Allocation: ...
    @overload
    def __getitem__(self, place: slice) -> Allocations: ...
    def __getitem__(self, place: int | slice) -> Allocation | Allocations:
        if isinstance(place, slice):
            return self.part(place)
        place = range(len(self))[place]
        return next(iter(self.part(slice(place, place + 1))))

    def __iter__(self) -> Iterator[Allocation]:
        return map(
            Allocation,
            self.ids,
            self.units.tolist(),
            self.reason,
            self.binding,
            self.last_level,
            self.next_level,
            optional(self.points_for_one_more),
            self.tie.tolist(),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Allocation.__eq__, self, other))

    def __repr__(self) -> str:
        return f"<{len(self)} allocations>"

    def part(self, places: slice) -> Allocations:
        return Allocations(
            self.ids[places],
            self.units[places],
            self.reason.take(places),
            self.binding.take(places),
            self.last_level[places],
            self.next_level[places],
            self.points_for_one_more[places],
            self.tie[places],
        )

    def where(self, chosen: Column) -> Allocations:
        """Some of them, in the same order."""
        if chosen.all():
            return self
        return Allocations.of(row for row, kept in zip(self, chosen.tolist(), strict=True) if kept)
