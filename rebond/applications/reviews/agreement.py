"""What several readings come to: where they are apart, and the points they make together. Knows no database."""

from collections.abc import Iterable, Sequence
from math import floor
from statistics import median

READERS = 2


def are_apart(points: Sequence[int], tolerance: int) -> bool:
    """Whether two readers differ by more than the criterion admits. A third one settles it: then nothing is apart."""
    return len(points) == READERS and max(points) - min(points) > tolerance


def opinions_clash(opinions: Iterable[str]) -> bool:
    """Whether of two readers one is for and the other against."""
    given = sorted(opinions)
    return given == ["against", "for"]


def points_together(points: Sequence[int]) -> int:
    """The mean of two readers, the median of three or more; a half counts as one."""
    return floor(median(points) + 0.5)
