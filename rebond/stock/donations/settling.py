"""What officers agree with a donor about the differences of its announcement. The stock never changes by it."""

from collections.abc import Collection
from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.donations.models import Donation, Settlement
from rebond.stock.donations.reconciling import name_of, reconciliation_of

MOST = 1_000  # at once


class DifferencesChanged(Exception):
    """Some of these differences are no longer there, or say something else: the page has to be read again."""


@deed
def settle_differences(
    *, donation: Donation, names: Collection[str], outcome: str, note: str, by: User, at: datetime
) -> int:
    """Write down what was agreed about these differences, in place of what was agreed before; both sides are kept as
    they read now. Returns how many.

    Raises DifferencesChanged.
    """
    lock_objects(donation)
    there = {name_of(one): one for one in reconciliation_of(donation).differences}
    require(names and set(names) <= there.keys(), DifferencesChanged)
    for name in names:
        one = there[name]
        Settlement.objects.update_or_create(
            donation=donation,
            kind=one.kind,
            key=one.key,
            field=one.field,
            defaults={
                "announced": one.announced,
                "received": one.received,
                "outcome": outcome,
                "note": note,
                "by": by,
                "at": at,
            },
        )
    record("differences_settled", of=donation, by=by, at=at, outcome=outcome, count=len(names))
    return len(names)


@deed
def open_again(*, donation: Donation, names: Collection[str], by: User, at: datetime) -> int:
    """Take back what was agreed about these differences. Returns how many were settled."""
    lock_objects(donation)
    wanted = set(names)
    settled = [one for one in donation.settlements.all() if "|".join((one.kind, one.key, one.field)) in wanted]
    Settlement.objects.filter(pk__in=[one.pk for one in settled]).delete()
    if settled:
        record("differences_opened", of=donation, by=by, at=at, count=len(settled))
    return len(settled)
