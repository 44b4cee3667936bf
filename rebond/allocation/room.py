"""What every group still has room for, while floors are granted one after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from rebond.allocation.columns import NO_LIMIT, Column, add_up, total
from rebond.allocation.groups import Groups


class Room(Protocol):
    def largest(self, who: Column) -> Column:
        """The largest lot that each of them alone could be granted now."""

    def fits(self, who: Column, lots: Column) -> bool:
        """Whether all of them together could be granted their lots now."""

    def grant(self, who: Column, lots: Column) -> None: ...


def room_in(groups: Groups, promised: Sequence[int]) -> Room:
    return NestedRoom(groups, promised) if groups.guarantee else CrossingRoom(groups)


class CrossingRoom:
    """Groups of any shape, each with its own maximum."""

    def __init__(self, groups: Groups) -> None:
        self.homes = groups.homes
        limits = [NO_LIMIT if most is None else most for most in groups.most]
        self.left = np.array([*limits, NO_LIMIT], dtype=np.int64)  # the last: nowhere

    def largest(self, who: Column) -> Column:
        largest = np.full(len(who), self.left[0], dtype=self.left.dtype)
        for home in self.homes:
            largest = np.minimum(largest, self.left[home[who]])
        return largest

    def fits(self, who: Column, lots: Column) -> bool:
        if total(lots) > self.left[0]:
            return False
        return all((add_up(home[who], lots, len(self.left)) <= self.left).all() for home in self.homes)

    def grant(self, who: Column, lots: Column) -> None:
        self.left[0] -= total(lots)
        for home in self.homes:
            self.left = self.left - add_up(home[who], lots, len(self.left))
        self.left[-1] = NO_LIMIT


class NestedRoom:
    """Nested groups, some with a guaranteed minimum.

    What a group owes to the minimums guaranteed inside it is not room: the same sentence holds for the stock. So a
    group uses what it granted itself and what the groups inside use, and never less than its own minimum.
    """

    def __init__(self, groups: Groups, promised: Sequence[int]) -> None:
        self.groups = groups
        self.promised = promised
        self.granted = np.zeros(len(promised), dtype=object)  # to applicants directly in the group

    def used(self, granted: Sequence[int]) -> tuple[list[int], list[int]]:
        """What each group uses without and with its own minimum."""
        bare = list(granted)
        used = [0] * len(bare)
        for index in self.groups.upwards:
            used[index] = max(bare[index], self.promised[index])
            if index:
                bare[self.groups.parents[index]] += used[index]
        return bare, used

    def largest(self, who: Column) -> Column:
        bare, used = self.used(self.granted.tolist())
        room = [0] * len(bare)
        for index in reversed(self.groups.upwards):
            most = self.groups.most[index]
            around = room[self.groups.parents[index]] + used[index] - bare[index] if index else NO_LIMIT
            room[index] = around if most is None else min(around, most - bare[index])
        return np.array(room, dtype=object)[self.groups.inner[who]]

    def fits(self, who: Column, lots: Column) -> bool:
        granted = self.granted + add_up(self.groups.inner[who], lots, len(self.promised))
        _, used = self.used(granted.tolist())
        return all(most is None or amount <= most for amount, most in zip(used, self.groups.most, strict=True))

    def grant(self, who: Column, lots: Column) -> None:
        self.granted = self.granted + add_up(self.groups.inner[who], lots, len(self.promised))
