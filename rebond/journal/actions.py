"""Writing into the journal."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Model

from rebond.journal.models import Entry, Head
from rebond.journal.seals import seal_of
from rebond.tenancy.scope import current_city


@transaction.atomic
def record(verb: str, *, of: Model, by: Model | None, at: datetime, **facts: Any) -> Entry:
    """Add an entry to the city's journal, in the transaction of the deed it tells.

    `by` is the person, None for the software itself; `facts` are numbers, codes and ids, never personal data.
    Writers of one city queue on its head row, so numbers have no gap.
    """
    city = current_city()
    if not Head.objects.update(number=F("number") + 1):
        Head.objects.create(number=1)
    head = Head.objects.get()
    entry = Entry(
        number=head.number,
        at=at,
        actor=str(by.pk) if by is not None else "rebond",
        verb=verb,
        subject_kind=of._meta.label_lower,
        subject_id=str(of.pk),
        facts=facts,
    )
    entry.seal = seal_of(entry, previous=head.seal)
    entry.save(force_insert=True)
    Head.objects.filter(city=city).update(seal=entry.seal)
    return entry
