"""One decision on many files: what would change, the decision, its undoing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rebond.accounts.models import User
from rebond.applications.actions import NothingToDecide, override_eligibility
from rebond.applications.models import Application
from rebond.applications.reviews.models import Batch, BatchLine
from rebond.journal.actions import record
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import MoveNotAllowed, move

MOST = 500


class TooLateToUndo(Exception):
    """The window is over, or somebody undid it already."""


@dataclass(frozen=True)
class Foreseen:
    """What a decision would do to one file: nothing where `why` says so."""

    application: Application
    why: str


def foresee(applications: Collection[Application], decision: str) -> list[Foreseen]:
    """What the decision would do to each file, in the order given. Writes nothing."""
    return [Foreseen(one, why_unchanged(one, decision)) for one in applications]


def why_unchanged(application: Application, decision: str) -> str:
    if not application.is_live:
        return BatchLine.Why.WITHDRAWN
    if application.wave.is_published:
        return BatchLine.Why.PUBLISHED
    return BatchLine.Why.ALREADY if application.state == decision else BatchLine.Why.CHANGED


@deed
def decide_batch(
    *,
    applications: Collection[Application],
    seen: dict[UUID, int],
    decision: str,
    reason: str,
    by: User,
    at: datetime,
) -> Batch:
    """Decide on many files with one reason. A file that cannot change, or that somebody touched since the preview
    (`seen`: versions by file), stays as it is and the batch says why; the others change.
    """
    batch = Batch.objects.create(decision=decision, reason=reason, decided_by=by, decided_at=at)
    lines = []
    for application in applications:
        line = BatchLine(
            batch=batch,
            application=application,
            before=application.state,
            reason_before=application.override_reason,
            why=why_unchanged(application, decision),
        )
        if not line.why and seen.get(application.pk) != application.version:
            line.why = BatchLine.Why.DECIDED
        if not line.why:
            line.why = decided(application, decision, reason, by, at)
        line.version = None if line.why else application.version
        lines.append(line)
    BatchLine.objects.bulk_create(lines)
    changed = sum(not line.why for line in lines)
    record("batch_decided", of=batch, by=by, at=at, decision=decision, changed=changed, unchanged=len(lines) - changed)
    return batch


def decided(application: Application, decision: str, reason: str, by: User, at: datetime) -> str:
    """Decide on one file of a batch; return why it did not change, nothing where it did."""
    try:
        override_eligibility(application=application, decision=decision, reason=reason, by=by, at=at)
    except (NothingToDecide, MoveNotAllowed):
        return BatchLine.Why.ALREADY
    except SomebodyElseWasFirst:
        return BatchLine.Why.DECIDED
    return BatchLine.Why.CHANGED


@deed
def undo_batch(*, batch: Batch, by: User, at: datetime) -> Batch:
    """Bring the files of a batch back to what they were, except those that changed again or were published.

    Raises TooLateToUndo.
    """
    lock_objects(batch)
    batch.refresh_from_db()
    require(batch.may_be_undone(at), TooLateToUndo)
    for line in batch.lines.filter(why="").select_related("application__wave"):
        line.restored = restored(line)
        line.save(update_fields=["restored"])
        if line.restored:
            record("eligibility_restored", of=line.application, by=by, at=at, before=batch.decision, after=line.before)
    Batch.objects.filter(pk=batch.pk).update(undone_by=by, undone_at=at)
    batch.refresh_from_db()
    record("batch_undone", of=batch, by=by, at=at)
    return batch


def restored(line: BatchLine) -> bool:
    application = line.application
    if application.version != line.version or application.wave.is_published:
        return False
    try:
        move(application, line.before, override_reason=line.reason_before, version=application.version + 1)
    except (MoveNotAllowed, SomebodyElseWasFirst):
        return False
    return True
