"""What one association would have with more points, or had it asked for another number; the others stay as they are."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from rebond.allocation import Allocation
from rebond.allocation.sentences import sentence
from rebond.programmes.models import Wave
from rebond.waves.problem import Entry
from rebond.waves.rules import Rules
from rebond.waves.scenarios.outcome import Outcome, outcome_of


@dataclass(frozen=True)
class Answer:
    """What the rules give to the association, and the sentence that says why."""

    units: int
    line: Allocation
    sentence: str


@dataclass(frozen=True)
class WhatIf:
    """Before and after; `others` counts the other associations whose number changes, `moved` what they lose."""

    before: Answer
    after: Answer
    others: int
    moved: int

    @property
    def change(self) -> int:
        return self.after.units - self.before.units


def what_if(
    wave: Wave,
    rules: Rules,
    entries: Sequence[Entry],
    reference: str,
    *,
    more_points: int,
    requested: int | None,
    lang: str,
    names: dict[str, str],
) -> WhatIf:
    """Run the rules twice, the second time with one application changed in memory; nothing is saved.

    Raises RulesRefused.
    """
    before = outcome_of(wave, rules, entries)
    after = outcome_of(wave, rules, [changed(one, reference, more_points, requested) for one in entries])
    differences = [after.units[one] - before.units[one] for one in before.units if one != reference]
    return WhatIf(
        before=answer_in(before, reference, lang, names),
        after=answer_in(after, reference, lang, names),
        others=sum(difference != 0 for difference in differences),
        moved=-sum(difference for difference in differences if difference < 0),
    )


def changed(entry: Entry, reference: str, more_points: int, requested: int | None) -> Entry:
    """The same entry, or for the one that is asked about a copy with other answers."""
    if entry.id != reference:
        return entry
    application = copy(entry.application)
    application.points += more_points
    application.requested = application.requested if requested is None else requested
    return replace(entry, application=application)


def answer_in(outcome: Outcome, reference: str, lang: str, names: dict[str, str]) -> Answer:
    line = outcome.result.by_id[reference]
    return Answer(line.units, line, sentence(line, outcome.problem, lang, names))
