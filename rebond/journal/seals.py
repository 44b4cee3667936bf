"""The chain of seals, and how to check it."""

import hashlib
import hmac
import json
from datetime import UTC

from django.conf import settings

from rebond.journal.models import Entry, Head


def seal_of(entry: Entry, *, previous: str) -> str:
    """HMAC-SHA256 of the previous seal and the entry in canonical JSON, under JOURNAL_KEY."""
    content = json.dumps(
        [
            previous,
            str(entry.city_id),
            entry.number,
            entry.at.astimezone(UTC).isoformat(),
            entry.actor,
            entry.verb,
            entry.subject_kind,
            entry.subject_id,
            entry.facts,
        ],
        sort_keys=True,
        ensure_ascii=False,
    )
    return hmac.new(settings.JOURNAL_KEY.encode(), content.encode(), hashlib.sha256).hexdigest()


def first_broken_number() -> int | None:
    """The number of the first entry of the city that was altered, removed or inserted; None when all hold.

    A tail that was cut shows as the number after the last entry, since the head remembers it; so does a head that is
    gone while its entries are there.
    """
    previous, expected = "", 0
    for entry in Entry.objects.iterator():
        expected += 1
        if entry.number != expected or not hmac.compare_digest(entry.seal, seal_of(entry, previous=previous)):
            return expected
        previous = entry.seal
    head = Head.objects.first() or Head()
    return None if (head.number, head.seal) == (expected, previous) else expected + 1
