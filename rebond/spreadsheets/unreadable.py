"""The one thing that can go wrong with somebody's file: we cannot read it, and we say what to do."""


def _(sentence: str) -> str:
    """Mark a sentence for translation; this package knows no Django, so its callers translate."""
    return sentence


class Unreadable(Exception):
    """A file refused, with one plain sentence: what was expected and what to do.

    `str(error)` is the French sentence. A caller that speaks other languages translates `error.sentence` and fills
    it with `error.facts`.
    """

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence % facts)
        self.sentence = sentence
        self.facts = facts
