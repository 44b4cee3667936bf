"""What a key has to say of itself. Everything else in the engine works for any key that says it."""

from __future__ import annotations

from typing import Any

Numbers = Any  # an int, or a numpy array of float64 or int64, or of Python's own unlimited numbers


class Key:
    """What orders the tickets: how much the n-th unit that an applicant ever receives weighs, per point.

    A file of this folder holds one, as `KEY`. Its fraction is the rule; the two guesses only save time: an answer a
    few units off is repaired by comparing exact keys.
    """

    name: str
    one_by_one = False  # True: everybody is filled before the next one in the tie order; the key orders nothing else

    def fraction(self, units: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
        """The key of the n-th unit: numerator and denominator, whole numbers from 0 and from 1.

        It rises with every unit and falls with the weight (a numerator of 0 stays 0); neither part ever falls when
        units or weight rise.
        """
        raise NotImplementedError

    def units_at(self, level: Numbers, weight: Numbers) -> Numbers:
        """About how many units have a key at or below a level."""
        raise NotImplementedError

    def weight_at(self, level: Numbers, units: Numbers) -> Numbers:
        """About which weight gives the n-th unit a key of so much; the level is not 0."""
        raise NotImplementedError

    def published(self, fraction: str) -> str | None:
        """How a level is written, from the fraction in lowest terms."""
        return fraction
