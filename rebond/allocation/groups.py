"""Who belongs to which quota, and whether the quotas nest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from rebond.allocation.applicants import Applicants
from rebond.allocation.columns import Column, add_up, stable_order
from rebond.allocation.nonsense import Nonsense, Place

STOCK = "stock"
EVERYBODY = slice(None)
Who = Column | slice  # places in the list of applicants


@dataclass(frozen=True, slots=True)
class Quota:
    """At most and at least so many units for the applicants of one group."""

    group: str
    value: str
    most: int | None = None
    least: int = 0

    @property
    def name(self) -> str:
        return f"{self.group}={self.value}"


@dataclass(frozen=True, slots=True)
class Groups:
    """The stock (number 0, the group of everybody) and every quota: the order in which full groups are named.

    `homes` holds for each kind of quota the group of each applicant; `nowhere`, one past the last group, for none.
    Where a minimum is guaranteed the groups nest: `parents` makes them a tree, and `inner` is the smallest group
    around each applicant. Elsewhere they may cross.
    """

    names: tuple[str, ...]
    most: tuple[int | None, ...]
    least: tuple[int, ...]
    homes: tuple[Column, ...]
    members: tuple[Who, ...]
    sizes: tuple[int, ...]
    upwards: tuple[int, ...]  # smallest first: children before their parent
    guarantee: bool  # whether any minimum is guaranteed
    parents: tuple[int, ...]
    inner: Column

    @classmethod
    def of(cls, applicants: Applicants, quotas: Sequence[Quota], stock: int) -> Groups:
        """Raises Nonsense naming two groups that cross where a minimum is guaranteed."""
        names = (STOCK, *(quota.name for quota in quotas))
        most = (stock, *(quota.most for quota in quotas))
        least = (0, *(quota.least for quota in quotas))
        homes = tuple(homes_of(applicants, quotas))
        members: list[Who] = [EVERYBODY, *(np.arange(0) for _ in quotas)]
        for home in homes:
            for index, who in members_of(home, len(quotas)):
                members[index] = who
        sizes = (len(applicants), *(len(who) for who in members[1:] if not isinstance(who, slice)))
        upwards = by_size(sizes, most)
        guarantee = any(least)
        parents, inner = (
            nest(homes, upwards, names, len(applicants)) if guarantee else ((0,) * len(names), np.arange(0))
        )
        return cls(names, most, least, homes, tuple(members), sizes, upwards, guarantee, parents, inner)

    @property
    def nowhere(self) -> int:
        return len(self.names)

    def totals(self, units: Column) -> list[int]:
        """How many units each group holds."""
        sums = [0] * len(self.names)
        sums[0] = int(units.sum())
        for home in self.homes:
            held = add_up(home, units, self.nowhere + 1)
            for index in np.flatnonzero(held[:-1]).tolist():
                sums[index] = int(held[index])
        return sums

    def promises(self, takes: Column) -> list[int]:
        """Each minimum, softened to what the members can take within the quotas inside."""
        promised = [0] * len(self.names)
        if not self.guarantee:
            return promised
        room = add_up(self.inner, takes, len(self.names)).tolist()
        for index in self.upwards:
            most = self.most[index]
            if most is not None:
                room[index] = min(room[index], most)
            promised[index] = min(self.least[index], room[index])
            if index:
                room[self.parents[index]] += room[index]
        return promised

    def check_promises(self, takes: Column) -> None:
        """Raises Nonsense when minimums add up to more than the group around them may hold."""
        owed = self.promises(takes)
        inside = [0] * len(self.names)
        for index in self.upwards:
            owed[index] = max(owed[index], inside[index])
            most = self.most[index]
            if most is not None and owed[index] > most:
                place = Place("quota", self.names[index]) if index else Place("problem")
                code = "minimums-exceed-quota" if index else "minimums-exceed-stock"
                raise Nonsense(code, place, owed=owed[index], most=most)
            if index:
                inside[self.parents[index]] += owed[index]

    def chain(self, index: int) -> list[int]:
        """A nested group and those around it, up to the stock."""
        chain = [index]
        while chain[-1]:
            chain.append(self.parents[chain[-1]])
        return chain


def homes_of(applicants: Applicants, quotas: Sequence[Quota]) -> list[Column]:
    """For each kind of quota, the group of each applicant."""
    nowhere = len(quotas) + 1
    homes = []
    for kind in sorted({quota.group for quota in quotas} & set(applicants.families)):
        labels = applicants.families[kind]
        group_of = np.full(len(labels.names) + 1, nowhere, dtype=np.int64)  # the last stands for -1: no name
        code_of = {name: code for code, name in enumerate(labels.names)}
        for index, quota in enumerate(quotas, start=1):
            if quota.group == kind and quota.value in code_of:
                group_of[code_of[quota.value]] = index
        homes.append(group_of[labels.codes])
    return homes


def members_of(home: Column, quotas: int) -> list[tuple[int, Column]]:
    """The groups of one kind, each with its members by place."""
    order = stable_order(home)
    ends = np.searchsorted(home[order], np.arange(1, quotas + 2)).tolist()
    bounds = zip(range(1, quotas + 1), ends, ends[1:], strict=False)
    return [(index, order[start:end]) for index, start, end in bounds if start < end]


def by_size(sizes: Sequence[int], most: Sequence[int | None]) -> tuple[int, ...]:
    """Smallest group first, the stock (index 0) last of all.

    Of two groups with the same members the one with the lower maximum is the inner one: it limits what the other's
    members can take.
    """

    def size(index: int) -> tuple[bool, int, float, int]:
        limit = most[index]
        return index == 0, sizes[index], inf if limit is None else limit, index

    return tuple(sorted(range(len(sizes)), key=size))


def nest(
    homes: Sequence[Column], upwards: Sequence[int], names: Sequence[str], applicants: int
) -> tuple[tuple[int, ...], Column]:
    """The group directly around each group, and the smallest one around each applicant.

    On the way from an applicant up to the stock each group is followed by the smallest one that may hold it. Where
    two members of a group disagree on it, the smaller of the two holds one of them and not the other: it crosses.
    """
    stock = len(upwards) - 1
    rank = np.empty(len(upwards) + 1, dtype=np.int64)
    rank[list(upwards)] = np.arange(len(upwards))
    rank[-1] = stock  # nowhere
    paths = np.sort(np.column_stack([*(rank[home] for home in homes), np.full(applicants, stock)]), axis=1)
    steps = paths[:, :-1] * len(upwards) + paths[:, 1:]
    found, first = np.unique(steps, return_index=True)
    around: dict[int, int] = {}
    for step in found[np.argsort(first)].tolist():
        child, parent = divmod(step, len(upwards))
        known = around.setdefault(child, parent)
        if known != parent and child != stock:
            crossing = names[upwards[min(known, parent)]]
            raise Nonsense("crossing-minimums", Place("quota", names[upwards[child]]), other=crossing)
    parents = [0] * len(upwards)
    for child, parent in around.items():
        parents[upwards[child]] = upwards[parent]
    return tuple(parents), np.array(upwards)[paths[:, 0]]
