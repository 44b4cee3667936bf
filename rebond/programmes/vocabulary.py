"""The questions of the application, as criteria may ask for their answers.

The questions lie in an app above this one, which enters them here when it starts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Asked:
    """One question: its words, and the answers to choose from; none where the answer is a number."""

    name: str
    label: Text
    choices: Mapping[str, Text] = field(default_factory=dict)
    takes_many: bool = False

    @property
    def is_number(self) -> bool:
        return not self.choices


QUESTIONS: dict[str, Asked] = {}


def enter(questions: Iterable[Asked]) -> None:
    """Let criteria ask for the answers to these questions."""
    QUESTIONS.update({question.name: question for question in questions})
