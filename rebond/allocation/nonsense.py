"""A problem that cannot be read in one way: what is wrong and where, as data; `words` makes the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from rebond.allocation import words


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is wrong: an applicant by id, a row of a sheet, a quota, the problem itself."""

    kind: str
    label: str = ""

    def of(self, part: str) -> Place:
        return Place("part", part)


class Nonsense(ValueError):
    """The input makes no sense; nothing was computed and nothing was written."""

    def __init__(self, code: str, at: Place, **facts: object) -> None:
        self.code = code
        self.at = at
        self.facts = facts
        super().__init__(self.sentence("fr"))

    def sentence(self, lang: str) -> str:
        """One sentence that says where, what was expected and what came."""
        return words.complaint(self.code, self.at.kind, self.at.label, self.facts, lang)
