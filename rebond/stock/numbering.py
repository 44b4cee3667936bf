"""Numbers that stand on papers: « BE-2026-0001 »."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from rebond.safeguards.locks import lock_objects
from rebond.tenancy.scope import current_city


def next_number(letters: str, at: datetime, rows: QuerySet, field: str = "number", given_up: Iterable[str] = ()) -> str:
    """The next number after those that `field` of these rows holds, within the year and the city, which stays locked.

    A number that was given never comes back: where rows may be deleted, `given_up` names theirs.
    """
    lock_objects(current_city())
    this_year = f"{letters}-{localdate(at):%Y}-"
    taken = [*rows.values_list(field, flat=True).filter(**{f"{field}__startswith": this_year}), *given_up]
    places = (int(number.removeprefix(this_year)) for number in taken if number.startswith(this_year))
    return f"{this_year}{max(places, default=0) + 1:04}"
