"""What orders the tickets: units already received in all waves, per point.

The n-th unit that an applicant of weight w ever receives has the key `numerator(n) / denominator(w)`. Keys are used
doubled (or squared) inside, since only their order matters, and published as the document writes them.
Adding a key is adding an instance here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Any

import numpy as np

Numbers = Any  # an int, or a numpy array of int64, or of Python's own unlimited numbers


@dataclass(frozen=True, slots=True)
class Divisor:
    """`(2n - shift) / w`: leximin (Adams) shifts by 2, Sainte-Laguë by 1, D'Hondt by 0."""

    shift: int

    def numerator(self, units: Numbers) -> Numbers:
        return 2 * units - self.shift

    def denominator(self, weight: Numbers) -> Numbers:
        return weight

    def units_up_to(self, level: Any, weight: Numbers) -> Numbers:
        """How many units have a key at or below the level; a float level gives it to one unit."""
        return (level * weight + self.shift) // 2

    def weight_reaching(self, units: int, level: Fraction) -> int:
        """The largest weight with which the n-th unit has a key at or above a positive level."""
        return int(self.numerator(units) // level)

    def published(self, units: int, weight: int) -> str | None:
        return str(Fraction(self.numerator(units), 2 * weight))


@dataclass(frozen=True, slots=True)
class GeometricMean:
    """Huntington-Hill, `sqrt(n (n - 1)) / w`, kept squared so that it stays a fraction."""

    def numerator(self, units: Numbers) -> Numbers:
        return units * (units - 1)

    def denominator(self, weight: Numbers) -> Numbers:
        return weight * weight

    def units_up_to(self, level: Any, weight: Numbers) -> Numbers:
        product = level * self.denominator(weight)
        if isinstance(product, np.ndarray) and product.dtype != object:
            return (1 + np.sqrt(1 + 4 * product)) // 2
        return exact_root(product)

    def weight_reaching(self, units: int, level: Fraction) -> int:
        return isqrt(self.numerator(units) // level)

    def published(self, units: int, weight: int) -> str | None:
        return f"sqrt({Fraction(self.numerator(units), self.denominator(weight))})"


@dataclass(frozen=True, slots=True)
class StrictRank:
    """Strict rank: everybody is filled before the next one. The queue is cut in stages of one applicant."""

    def numerator(self, units: Numbers) -> Numbers:
        return units

    def denominator(self, weight: Numbers) -> Numbers:
        return weight // weight

    def units_up_to(self, level: Any, weight: Numbers) -> Numbers:
        return (level * self.denominator(weight)) // 1

    def weight_reaching(self, units: int, level: Fraction) -> int:
        return 0

    def published(self, units: int, weight: int) -> str | None:
        return None


def exact_root(products: Numbers) -> Numbers:
    """The largest n with n (n - 1) at most the product, exactly."""
    root = np.frompyfunc(lambda product: (1 + isqrt(1 + 4 * int(product // 1))) // 2, 1, 1)
    return root(products)


Key = Divisor | GeometricMean | StrictRank

KEYS: dict[str, Key] = {
    "leximin": Divisor(2),
    "sainte-lague": Divisor(1),
    "dhondt": Divisor(0),
    "huntington-hill": GeometricMean(),
    "rank": StrictRank(),
}
