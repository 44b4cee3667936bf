"""The door: a sent file goes into quarantine, and somebody is asked to look at it."""

from datetime import datetime, timedelta

from django.db.models import Model

from rebond.documents.deposits.models import Deposit
from rebond.documents.deposits.quarantine import hold
from rebond.documents.deposits.tasks import look_at
from rebond.documents.inspection import kind_of
from rebond.documents.responses import safe_name
from rebond.jobs import enqueue
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.tenancy.scope import current_city

PATIENCE = timedelta(minutes=10)


@deed
def take_in(*, name: str, content: bytes, by: Model, at: datetime) -> Deposit:
    """Put a sent file in quarantine, and have it looked at. Its owner keeps the deposit, and hears `deposit_settled`.

    Raises Refused when it is visibly no photograph and no PDF, empty or too large.
    """
    kind_of(content)
    deposit = Deposit.objects.create(
        name=safe_name(name),
        sha256=hold(content, city_id=current_city().pk),
        size=len(content),
        sent_at=at,
        asked_at=at,
    )
    record("file_taken_in", of=deposit, by=by, at=at, size=len(content))
    enqueue(look_at, deposit=deposit.pk)
    return deposit


def ask_again(*, at: datetime) -> int:
    """Have the city's deposits looked at that have waited for ten minutes since they were last asked for.

    Conditional on the moment that was read, so that two workers ask once. Returns how many.
    """
    asked = 0
    for deposit in Deposit.objects.filter(state=Deposit.State.WAITING, asked_at__lt=at - PATIENCE):
        asked += ask_for(deposit, at=at)
    return asked


@deed
def ask_for(deposit: Deposit, *, at: datetime) -> int:
    same = Deposit.objects.filter(pk=deposit.pk, state=Deposit.State.WAITING, asked_at=deposit.asked_at)
    if not same.update(asked_at=at):
        return 0
    enqueue(look_at, deposit=deposit.pk)
    return 1
