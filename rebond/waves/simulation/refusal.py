"""A question to the simulator that makes no sense: what is wrong, as data; `words` makes the sentence."""

from __future__ import annotations

from rebond.waves.simulation import words


class Refusal(ValueError):
    """The question cannot be answered; nothing was computed and nothing was written."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(self.sentence("fr"))

    def sentence(self, lang: str) -> str:
        """One sentence that says what was expected and what came."""
        return words.refusal(self.code, self.facts, lang)
