"""What an amendment may change besides the settings of a wave: apps above enter their parts when they start."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rebond.programmes.models import Wave

Change = dict[str, Any]  # {"field": the part's code, "old": …, "new": …} and what else the part needs, as JSON


@dataclass(frozen=True)
class Part:
    """How a part of a wave is amended.

    `told` gives the changes with what each one is called, in the reader's language. `refuse` raises NotAmendable for
    what may not change that day, SomebodyElseWasFirst where the old value is no longer there. `write` makes the changes
    hold, in the transaction of the publication.
    """

    told: Callable[["Wave", list[Change]], list[str]]
    refuse: Callable[["Wave", list[Change], date], None]
    write: Callable[["Wave", list[Change], datetime], None]


PARTS: dict[str, Part] = {}


def enter(code: str, part: Part) -> None:
    """Let amendments change a part of a wave that lies in an app above."""
    PARTS[code] = part


def by_part(changes: Iterable[Change]) -> Iterator[tuple[Part, list[Change]]]:
    """The changes of each part that they speak of; those of the wave's own settings are left out."""
    changes = list(changes)
    for code, part in PARTS.items():
        if mine := [one for one in changes if one["field"] == code]:
            yield part, mine


def of_the_wave(changes: Iterable[Change]) -> list[Change]:
    """The changes of the wave's own settings."""
    return [one for one in changes if one["field"] not in PARTS]
