"""Chores: what has to be done again and again, without anybody asking."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Chore:
    """Something short to do at an interval."""

    interval: timedelta
    do: Callable[[], None]

    @property
    def name(self) -> str:
        return self.do.__qualname__


CHORES: list[Chore] = []


def every(**interval: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Have a function of `tasks.py` done at an interval, as in `@every(hours=6)`, and when a worker starts.

    Every worker does every chore, beside its tasks. So a chore must be harmless when done twice, or by two at once;
    a long one asks for a task.
    """

    def add(do: Callable[[], None]) -> Callable[[], None]:
        CHORES.append(Chore(timedelta(**interval), do))
        return do

    return add
