"""Taking in a whole file of applications."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rebond.accounts.models import User
from rebond.applications.actions.submitting import next_number, reference_of
from rebond.applications.assessment import keep_assessment, store_findings_and_scores
from rebond.applications.filing import VERDICTS, Line, ground_of, review
from rebond.applications.models import Application
from rebond.applications.reading import ApplicationsFile
from rebond.journal.actions import record
from rebond.organisations.actions import complete_association, register_association
from rebond.programmes.letters.text import version_of
from rebond.programmes.models import Criterion, Programme, Wave
from rebond.safeguards.deeds import deed
from rebond.safeguards.locks import lock_objects


@deed
def import_applications(
    *, file: ApplicationsFile, programme: Programme, only: Wave | None = None, by: User | None, at: datetime
) -> list[Line]:
    """Store what is new or changed in a file of applications, and say what became of each row.

    The same file twice changes nothing. An association that is known keeps its name: a file only adds what was
    empty, or corrects what the same application had declared before. Withdrawn applications stay withdrawn.
    """
    lock_objects(*programme.waves.all())  # none is published while its applications change
    ground = ground_of(programme)
    lines = review(file, ground, only=only)
    written = sorted((line for line in lines if line.writes), key=lambda line: (line.target.number, line.row))
    for line in written:
        _settle_association(line, by, at)
    new = [line for line in written if line.stored is None]
    for line in written:
        if line.stored is not None:
            _change(line, ground.criteria, by, at)
    _create(new, ground.criteria, by, at)
    if written:
        counts = {verdict: sum(line.verdict == verdict for line in lines) for verdict in VERDICTS}
        record("applications_imported", of=programme, by=by, at=at, **counts)
    return lines


def _create(lines: Sequence[Line], criteria: Sequence[Criterion], by: User | None, at: datetime) -> None:
    """Number the new applications in the order of arrival, and write them with all that was found in them."""
    next_numbers: dict[Wave, int] = {}
    version = version_of(lines[0].target.programme, "received") if lines else 0
    for line in lines:
        number = next_numbers.get(line.target) or next_number(line.target)
        next_numbers[line.target] = number + 1
        line.stored = Application(
            wave=line.target,
            association=line.applicant.stored,
            number=number,
            reference=reference_of(line.target, number),
            channel=Application.Channel.FILE,
            source_id=line.source_id,
            receipt_version=version,
            submitted_at=at,
            state=line.assessment.state,
            points=line.assessment.points,
            **_fields(line),
        )
    Application.objects.bulk_create(line.stored for line in lines)
    store_findings_and_scores([(line.stored, line.assessment) for line in lines], criteria)
    for line in lines:
        record("application_received", of=line.stored, by=by, at=at, source=line.source_id, row=line.row)


def _change(line: Line, criteria: Sequence[Criterion], by: User | None, at: datetime) -> None:
    stored = line.stored
    assessed = keep_assessment(stored, line.assessment, criteria)
    stored.save_version(stored.version, **_fields(line), **assessed)
    record("application_changed", of=stored, by=by, at=at, source=line.source_id, row=line.row)


def _fields(line: Line) -> dict[str, Any]:
    """What the row says, in the fields of Application."""
    candidate = line.entry.candidate
    return {
        "declared": line.entry.declared,
        "noticed": dict(candidate.noticed),
        "answers": dict(candidate.answers),
        "requested": candidate.requested,
        "minimum": candidate.minimum,
    }


def _settle_association(line: Line, by: User | None, at: datetime) -> None:
    """The association of the row: registered when it is new, completed with what it had not said yet."""
    applicant, identity = line.applicant, dict(line.entry.identity)
    if applicant.stored is None:
        applicant.stored = register_association(by=by, at=at, **identity)
        return
    before = line.stored.declared if line.stored is not None else {}
    known = applicant.stored
    learnt = {
        field: value
        for field, value in identity.items()
        if value and getattr(known, field) in ("", None, before.get(field, ""))
    }
    complete_association(association=known, by=by, at=at, **learnt)
