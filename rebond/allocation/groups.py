"""Who belongs to which quota, and whether the quotas nest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from rebond.allocation.nonsense import Nonsense, Place

STOCK = "stock"


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
class Group:
    """A quota with its members, by place in the list of applicants. The stock is the group of everybody."""

    name: str
    members: tuple[int, ...]
    most: int | None
    least: int = 0


def gather(groups_of: Sequence[Mapping[str, str]], quotas: Sequence[Quota], stock: int) -> tuple[Group, ...]:
    """Every quota with its members, the stock first: the order in which full groups are named."""
    members: dict[tuple[str, str], list[int]] = {(quota.group, quota.value): [] for quota in quotas}
    families = sorted({quota.group for quota in quotas})
    for place, groups in enumerate(groups_of):
        for family in families:
            group = members.get((family, groups.get(family, "")))
            if group is not None:
                group.append(place)
    everybody = Group(STOCK, tuple(range(len(groups_of))), stock)
    return (
        everybody,
        *(Group(quota.name, tuple(members[quota.group, quota.value]), quota.most, quota.least) for quota in quotas),
    )


def paths_through(groups: Sequence[Group], applicants: int) -> list[list[int]]:
    """For each applicant the groups that hold it, smallest first: a path to the root when they nest."""
    paths: list[list[int]] = [[] for _ in range(applicants)]
    for index in by_size(groups):
        for place in groups[index].members:
            paths[place].append(index)
    return paths


def by_size(groups: Sequence[Group]) -> list[int]:
    """Smallest group first, the stock (index 0) last of all.

    Of two groups with the same members the one with the lower maximum is the inner one: it limits what the other's
    members can take.
    """

    def size(index: int) -> tuple[bool, int, float, int]:
        group = groups[index]
        return index == 0, len(group.members), inf if group.most is None else group.most, index

    return sorted(range(len(groups)), key=size)


@dataclass(frozen=True, slots=True)
class Groups:
    """The stock (index 0) and every quota, with the way from each applicant up to the stock.

    Where a minimum is guaranteed the groups nest, and `parents` makes them a tree; elsewhere they may cross.
    """

    groups: tuple[Group, ...]
    paths: list[list[int]]
    parents: list[int]
    upwards: list[int]  # smallest first: children before their parent
    guarantee: bool  # whether any minimum is guaranteed

    @classmethod
    def of(cls, groups_of: Sequence[Mapping[str, str]], quotas: Sequence[Quota], stock: int) -> Groups:
        """Raises Nonsense naming two groups that cross where a minimum is guaranteed."""
        groups = gather(groups_of, quotas, stock)
        paths = paths_through(groups, len(groups_of))
        guaranteed = any(group.least for group in groups)
        parents = parents_along(paths, groups) if guaranteed else [0] * len(groups)
        return cls(groups, paths, parents, by_size(groups), guaranteed)

    def promises(self, takes: Sequence[int]) -> list[int]:
        """Each minimum, softened to what the members can take within the quotas inside."""
        room = [0] * len(self.groups)
        promised = [0] * len(self.groups)
        for place, path in enumerate(self.paths):
            room[path[0]] += takes[place]
        for index in self.upwards:
            group = self.groups[index]
            if group.most is not None:
                room[index] = min(room[index], group.most)
            promised[index] = min(group.least, room[index])
            if index:
                room[self.parents[index]] += room[index]
        return promised

    def check_promises(self, takes: Sequence[int]) -> None:
        """Raises Nonsense when minimums add up to more than the group around them may hold."""
        owed = self.promises(takes)
        inside = [0] * len(self.groups)
        for index in self.upwards:
            owed[index] = max(owed[index], inside[index])
            most = self.groups[index].most
            if most is not None and owed[index] > most:
                place = Place("quota", self.groups[index].name) if index else Place("problem")
                code = "minimums-exceed-quota" if index else "minimums-exceed-stock"
                raise Nonsense(code, place, owed=owed[index], most=most)
            if index:
                inside[self.parents[index]] += owed[index]


def parents_along(paths: Sequence[Sequence[int]], groups: Sequence[Group]) -> list[int]:
    """The group directly around each group.

    Along an applicant's path each group is followed by the smallest one that may hold it. Where two members of a
    group disagree on it, the smaller of the two holds one of them and not the other: it crosses the group.
    """
    parents: dict[int, int] = {}
    size_order = {index: place for place, index in enumerate(by_size(groups))}
    for path in paths:
        for child, parent in pairwise(path):
            known = parents.setdefault(child, parent)
            if known != parent:
                crossing = groups[min(known, parent, key=size_order.__getitem__)].name
                raise Nonsense("crossing-minimums", Place("quota", groups[child].name), other=crossing)
    return [parents.get(index, 0) for index in range(len(groups))]
