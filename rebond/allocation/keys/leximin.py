"""Leximin, known as Adams among divisor methods: the units already received, per point. The default."""

from __future__ import annotations

from rebond.allocation.keys.key import Key, Numbers


class Leximin(Key):
    """`(n - 1) / w`"""

    name = "leximin"

    def fraction(self, units: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
        return units - 1, weight

    def units_at(self, level: Numbers, weight: Numbers) -> Numbers:
        return level * weight + 1

    def weight_at(self, level: Numbers, units: Numbers) -> Numbers:
        return (units - 1) / level


KEY = Leximin()
