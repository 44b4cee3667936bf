"""D'Hondt, or Jefferson: the next unit counts whole. It favours the largest."""

from __future__ import annotations

from rebond.allocation.keys.key import Key, Numbers


class DHondt(Key):
    """`n / w`"""

    name = "dhondt"

    def fraction(self, units: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
        return units, weight

    def units_at(self, level: Numbers, weight: Numbers) -> Numbers:
        return level * weight

    def weight_at(self, level: Numbers, units: Numbers) -> Numbers:
        return units / level


KEY = DHondt()
