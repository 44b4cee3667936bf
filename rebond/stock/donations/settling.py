"""What officers agree with a donor about the differences of its announcement. The stock never changes by it."""

from collections.abc import Collection
from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.donations.models import Donation, Settlement
from rebond.stock.donations.reconciling import Row, reconciliation_of, rows_of


class DifferencesChanged(Exception):
    """Some of these differences are gone, say something else, or were settled by somebody else: read the page again."""


def rows_named(donation: Donation, names: Collection[str]) -> list[Row]:
    """These differences as they were read. Raises DifferencesChanged."""
    there = {row.name: row for row in rows_of(donation, reconciliation_of(donation))}
    require(names and set(names) <= there.keys(), DifferencesChanged)
    return [there[name] for name in names]


@deed
def settle_differences(
    *, donation: Donation, names: Collection[str], outcome: str, note: str, by: User, at: datetime
) -> int:
    """Write down what was agreed about these differences, in place of what was agreed before; both sides are kept as
    they read now. Returns how many.

    Raises DifferencesChanged.
    """
    lock_objects(donation)
    agreed = {"outcome": outcome, "note": note, "by": by, "at": at}
    Settlement.objects.bulk_create(
        (
            Settlement(
                donation=donation,
                kind=one.kind,
                key=one.key,
                field=one.field,
                announced=one.announced,
                received=one.received,
                **agreed,
            )
            for one in (row.difference for row in rows_named(donation, names))
        ),
        update_conflicts=True,
        unique_fields=["donation", "kind", "key", "field"],
        update_fields=["announced", "received", *agreed],
    )
    record("differences_settled", of=donation, by=by, at=at, outcome=outcome, count=len(names))
    return len(names)


@deed
def open_again(*, donation: Donation, names: Collection[str], by: User, at: datetime) -> int:
    """Take back what was agreed about these differences. Returns how many were settled.

    Raises DifferencesChanged.
    """
    lock_objects(donation)
    settled = [row.settlement for row in rows_named(donation, names) if row.settlement]
    Settlement.objects.filter(pk__in=[one.pk for one in settled]).delete()
    if settled:
        record("differences_opened", of=donation, by=by, at=at, count=len(settled))
    return len(settled)
