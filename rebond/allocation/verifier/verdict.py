"""Yes, or the first thing that does not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from rebond.allocation import words
from rebond.allocation.columns import Column


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or the first thing that does not hold."""

    code: str = ""
    facts: Mapping[str, object] | None = None

    def __bool__(self) -> bool:
        return not self.code

    def sentence(self, lang: str = "fr") -> str:
        return words.verdict(self.code, self.facts or {}, lang)


class Wrong(Exception):
    """Something in the result does not follow from the problem."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.verdict = Verdict(code, facts)


def require(holds: bool, code: str, **facts: object) -> None:
    if not holds:
        raise Wrong(code, **facts)


def require_all(holds: Column, code: str, facts: Callable[[int], Mapping[str, object]]) -> None:
    """Every line holds; else the facts of the first that does not."""
    if not holds.all():
        raise Wrong(code, **facts(int(np.argmin(holds))))
