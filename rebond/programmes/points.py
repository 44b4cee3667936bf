"""Points from answers: for each criterion, the answer that gives most of those that fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

# How a yes or a no stands among the values of a rule.
YES, NO = "yes", "no"


class AnswerRule(Protocol):
    """As `CriterionAnswer`: fits when `field` holds one of `values`, or is at least `at_least`, or asks nothing."""

    label: str
    points: int
    field: str
    values: Iterable[str]
    at_least: int | None


@dataclass(frozen=True)
class Mark:
    """The points of one criterion: which answer gave them, from which question, and what was said there."""

    points: int
    answer: str
    question: str
    given: Any


NONE_FITS = Mark(points=0, answer="", question="", given=None)


def mark(rules: Iterable[AnswerRule], answers: Mapping[str, Any]) -> Mark:
    """The mark for one criterion: of the answers that fit, the one with most points; 0 when none does."""
    marks = [
        Mark(rule.points, rule.label, rule.field, answers.get(rule.field) if rule.field else None)
        for rule in rules
        if fits(rule, answers)
    ]
    return max(marks, key=lambda one: one.points, default=NONE_FITS)


def fits(rule: AnswerRule, answers: Mapping[str, Any]) -> bool:
    """Whether the answers say what the rule asks for; a rule that asks for nothing always fits."""
    if not rule.field:
        return True
    answer = answers.get(rule.field)
    if rule.at_least is not None:
        return isinstance(answer, int | float) and answer >= rule.at_least
    if isinstance(answer, bool):
        answer = YES if answer else NO
    given = answer if isinstance(answer, list) else [answer]
    return not set(given).isdisjoint(rule.values)
