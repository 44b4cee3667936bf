"""Strict rank: everybody is filled before the next one. There is no level to publish."""

from __future__ import annotations

from rebond.allocation.keys.key import Key, Numbers


class Rank(Key):
    """The place in the tie order goes first; then the units are only counted."""

    name = "rank"
    one_by_one = True

    def fraction(self, units: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
        return units, weight // weight

    def units_at(self, level: Numbers, weight: Numbers) -> Numbers:
        return level * (weight // weight)

    def weight_at(self, level: Numbers, units: Numbers) -> Numbers:
        return units / level

    def published(self, fraction: str) -> None:
        return None


KEY = Rank()
