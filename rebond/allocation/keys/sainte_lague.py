"""Sainte-Laguë, or Webster: half of the next unit counts."""

from __future__ import annotations

from rebond.allocation.keys.key import Key, Numbers


class SainteLague(Key):
    """`(n - 1/2) / w`"""

    name = "sainte-lague"

    def fraction(self, units: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
        return 2 * units - 1, 2 * weight

    def units_at(self, level: Numbers, weight: Numbers) -> Numbers:
        return level * weight + 0.5

    def weight_at(self, level: Numbers, units: Numbers) -> Numbers:
        return (units - 0.5) / level


KEY = SainteLague()
