"""Who asks: one row to read, one column to compute with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, overload

import numpy as np

from rebond.allocation.columns import NO_LIMIT, Column, Labels, limits, optional, product, whole

NOT_GIVEN = -1  # a place in the tie order that was not given


@dataclass(frozen=True, slots=True)
class Applicant:
    """One application: what it weighs, what it asks, what it had before."""

    id: str
    points: int
    size: int = 1
    request: int | None = None
    cap: int | None = None
    floor: int = 0
    minimum: int = 0
    received: int = 0
    priority: int = 0  # "class" in the format: 0 is served first
    tie: int | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    phantom: bool = False

    @property
    def weight(self) -> int:
        """Entitlement: points times verified size. What is asked plays no part in it."""
        return self.points * self.size

    @property
    def ceiling(self) -> int | None:
        """The most it may receive: its request or the wave's cap, whichever is smaller."""
        bounds = [bound for bound in (self.request, self.cap) if bound is not None]
        return min(bounds, default=None)

    @property
    def useful_lot(self) -> int:
        """The effective floor: lowered by a smaller request and by what earlier waves gave."""
        owed = max(0, self.floor - self.received)
        return owed if self.ceiling is None else min(owed, self.ceiling)


@dataclass(frozen=True, eq=False)
class Applicants(Sequence[Applicant]):
    """All of them, in columns. Reads as a sequence of `Applicant`, each made when it is asked for."""

    ids: Sequence[str]
    points: Column
    size: Column
    request: Column  # NO_LIMIT: not given
    cap: Column
    floor: Column
    minimum: Column
    received: Column
    priority: Column
    tie: Column  # NOT_GIVEN: points and lottery decide
    phantom: Column
    families: Mapping[str, Labels]  # groups: for each kind, which one each applicant is in

    @classmethod
    def of(cls, rows: Iterable[Applicant]) -> Applicants:
        """From rows, taken one after another."""
        names = [each.name for each in fields(Applicant) if each.name != "groups"]
        columns: dict[str, list[Any]] = {name: [] for name in names}
        groups: list[Mapping[str, str]] = []
        for row in rows:
            for name, column in columns.items():
                column.append(getattr(row, name))
            groups.append(row.groups)
        kinds = sorted({kind for given in groups for kind in given})
        families = {kind: Labels.of(given.get(kind) for given in groups) for kind in kinds}
        return cls.of_columns(columns.pop("id"), columns.pop("points"), families=families, **columns)

    @classmethod
    def of_columns(
        cls,
        ids: Sequence[str],
        points: Sequence[int] | Column,
        *,
        families: Mapping[str, Labels | Sequence[str | None]] | None = None,
        **columns: Any,
    ) -> Applicants:
        """From columns; those left out hold the default of the format. `request`, `cap` and `tie` may hold None."""
        count = len(ids)

        def given(name: str, default: int) -> Column:
            column = columns.pop(name, None)
            if column is None:
                return np.full(count, default, dtype=np.int64)
            if isinstance(column, np.ndarray):
                return whole(column)
            if name == "tie":
                return whole([NOT_GIVEN if value is None else value for value in column])
            return limits(column)

        phantom = np.asarray(columns.pop("phantom", np.zeros(count)), dtype=bool)
        labels = {
            kind: values if isinstance(values, Labels) else Labels.of(values)
            for kind, values in sorted((families or {}).items())
        }
        numbers = {name: given(name, default) for name, default in DEFAULTS.items()}
        if columns:
            raise TypeError(f"unknown columns: {', '.join(columns)}")
        return cls(ids=ids, points=whole(points), phantom=phantom, families=labels, **numbers)

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> Applicant: ...
    @overload
    def __getitem__(self, place: slice) -> Applicants: ...
    def __getitem__(self, place: int | slice) -> Applicant | Applicants:
        if isinstance(place, slice):
            return self.take(np.arange(len(self))[place])
        place = range(len(self))[place]
        return next(iter(self.take(np.array([place]))))

    def __iter__(self) -> Iterator[Applicant]:
        groups = self.groups()
        ties = (None if tie == NOT_GIVEN else tie for tie in self.tie.tolist())
        for row in zip(
            self.ids,
            self.points.tolist(),
            self.size.tolist(),
            optional(self.request),
            optional(self.cap),
            self.floor.tolist(),
            self.minimum.tolist(),
            self.received.tolist(),
            self.priority.tolist(),
            ties,
            groups,
            self.phantom.tolist(),
            strict=True,
        ):
            yield Applicant(*row)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Applicant.__eq__, self, other))

    def __repr__(self) -> str:
        return f"<{len(self)} applicants>"

    def groups(self) -> Iterator[dict[str, str]]:
        """The groups of each applicant, by kind."""
        kinds = tuple(self.families)
        if not kinds:
            return ({} for _ in self.ids)
        rows = zip(*self.families.values(), strict=True)
        return ({kind: name for kind, name in zip(kinds, row, strict=True) if name is not None} for row in rows)

    def take(self, places: Column) -> Applicants:
        """Some of them, in the order given."""
        return Applicants(
            ids=[self.ids[place] for place in places.tolist()],
            families={kind: labels.take(places) for kind, labels in self.families.items()},
            **{name: getattr(self, name)[places] for name in ("points", "phantom", *DEFAULTS)},
        )

    def with_points(self, place: int, points: int) -> Applicants:
        """The same, had one of them scored otherwise."""
        changed = self.points.copy()
        changed[place] = points
        return replace(self, points=changed)

    @cached_property
    def weight(self) -> Column:
        return product(self.points, self.size)

    @cached_property
    def ceiling(self) -> Column:
        """Request or cap, whichever is smaller; NO_LIMIT where neither is given."""
        bound: Column = np.minimum(self.request, self.cap)
        return bound

    @cached_property
    def useful_lot(self) -> Column:
        lot: Column = np.minimum(self.ceiling, np.maximum(0, self.floor - self.received))
        return lot


DEFAULTS = {
    "size": 1,
    "request": NO_LIMIT,
    "cap": NO_LIMIT,
    "floor": 0,
    "minimum": 0,
    "received": 0,
    "priority": 0,
    "tie": NOT_GIVEN,
}
