"""What officers do with the letters: write the city's own paragraphs. What was written before is kept."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.programmes.letters.models import LetterText
from rebond.programmes.letters.places import refuse_unknown_places
from rebond.programmes.models import Programme
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.versions import EditedMeanwhile


@deed
def write_letter(*, programme: Programme, kind: str, seen: int, body: str, by: User | None, at: datetime) -> int:
    """Keep a new version of the city's text and return its number; the same text again keeps the one that there is.

    A text may change at any time: it holds no rule, and a letter that left names its version. `seen` is the version
    that the officer had before their eyes. Raises UnknownPlace, EditedMeanwhile.
    """
    refuse_unknown_places(kind, body)
    versions = LetterText.objects.filter(programme=programme, kind=kind)
    current = versions.order_by("-number").first()
    number = current.number if current else 0
    require(number == seen, EditedMeanwhile)
    if current and current.body == body:
        return number
    text = LetterText.objects.create(
        programme=programme, kind=kind, number=number + 1, body=body, written_by=by, written_at=at
    )
    record("letter_written", of=text, by=by, at=at, kind=kind, number=text.number)
    return text.number
