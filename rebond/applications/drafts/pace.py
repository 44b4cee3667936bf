"""How long a screen takes somebody who reads slowly and types with one finger. Pure."""

import math
from collections.abc import Iterable

from rebond.applications.questionnaires.layout import Entry

WORDS_A_MINUTE = 100
SECONDS_TO_ANSWER = {"text": 15, "whole": 10, "number": 10, "day": 10, "choice": 6, "choices": 8, "yes-no": 3}


def words_of(entry: Entry) -> int:
    """The words that an entry gives to read: label, help, choices."""
    choices = " ".join(map(str, (entry.question.choices or {}).values()))
    return len(f"{entry.label_shown} {entry.help_shown} {choices}".split())


def minutes_for(entries: Iterable[Entry]) -> int:
    """The minutes that these entries take, rounded up."""
    seconds = sum(
        words_of(entry) * 60 / WORDS_A_MINUTE
        + (60 if entry.question.kind == "long" else SECONDS_TO_ANSWER[entry.question.kind])
        for entry in entries
        if entry.required or entry.question.kind != "long"
    )
    return math.ceil(seconds / 60)
