"""Huntington-Hill: the geometric mean of the units before and after. Kept squared, so that it stays a fraction."""

from __future__ import annotations

from rebond.allocation.keys.key import Key, Numbers


class HuntingtonHill(Key):
    """`sqrt(n (n - 1)) / w`"""

    name = "huntington-hill"

    def fraction(self, units: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
        return units * (units - 1), weight * weight

    def units_at(self, level: Numbers, weight: Numbers) -> Numbers:
        return 0.5 + (0.25 + level * weight * weight) ** 0.5

    def weight_at(self, level: Numbers, units: Numbers) -> Numbers:
        return (units * (units - 1) / level) ** 0.5

    def published(self, fraction: str) -> str:
        return f"sqrt({fraction})"


KEY = HuntingtonHill()
