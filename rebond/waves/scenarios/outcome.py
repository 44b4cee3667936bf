"""What some rules give to the applications of a wave: a run of the engine that writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt

from rebond.allocation import Nonsense, Problem, Result, parse_problem, solve
from rebond.programmes.models import Wave
from rebond.waves.problem import Entry, problem_of
from rebond.waves.rules import Rules, contradictions


class RulesRefused(Exception):
    """These rules cannot be kept with this stock. `faults` are (field, sentence)."""

    def __init__(self, faults: Sequence[tuple[str, str]]):
        super().__init__(" ".join(sentence for _field, sentence in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Outcome:
    """A run: `units` by application, and `unquoted`, what the same rules give without any quota or lot."""

    rules: Rules
    problem: Problem
    result: Result
    units: dict[str, int]
    unquoted: dict[str, int]

    @property
    def granted(self) -> int:
        return sum(self.units.values())

    @property
    def reserved(self) -> int:
        """What is kept for later waves: the tranche, or what the phantoms took."""
        return self.rules.tranche + sum(phantom.units for phantom in self.result.reserved)

    @property
    def level(self) -> Fraction | float | None:
        """Units per point up to which the stock served everybody; none when it served all that was asked."""
        return level_of(self.result)


def outcome_of(wave: Wave, rules: Rules, entries: Sequence[Entry]) -> Outcome:
    """Run the engine on these applications under these rules. Raises RulesRefused."""
    faults = list(contradictions(rules, wave.stock))
    if faults:
        raise RulesRefused(faults)
    try:
        problem = parse_problem(problem_of(wave, rules, entries))
        result = solve(problem)
    except Nonsense as nonsense:
        raise RulesRefused([("quotas", str(nonsense))]) from nonsense
    units = units_of(result)
    unquoted = units if not problem.quotas else units_of(solve(replace(problem, quotas=())))
    return Outcome(rules, problem, result, units, unquoted)


def units_of(result: Result) -> dict[str, int]:
    return {line.id: line.units for line in result.allocations}


def level_of(result: Result) -> Fraction | float | None:
    """The published level as a number; the square root of Huntington-Hill's is none that a fraction could hold."""
    if result.level is None:
        return None
    root = result.level.removeprefix("sqrt(").removesuffix(")")
    return Fraction(root) if root == result.level else sqrt(Fraction(root))
