"""Taking in a whole file of applications."""

from collections.abc import Sequence
from datetime import datetime

from rebond.accounts.models import User
from rebond.applications.actions.submitting import next_number, reference_of
from rebond.applications.assessment import keep_assessment
from rebond.applications.filing import VERDICTS, Line, ground_of, review
from rebond.applications.models import Application
from rebond.applications.reading import ApplicationsFile
from rebond.journal.actions import record
from rebond.organisations.actions import complete_association, register_association
from rebond.programmes.models import Criterion, Programme, Wave
from rebond.safeguards.deeds import deed


@deed
def import_applications(
    *, file: ApplicationsFile, programme: Programme, only: Wave | None = None, by: User | None, at: datetime
) -> list[Line]:
    """Store what is new or changed in a file of applications, and say what became of each row.

    The same file twice changes nothing. An association that is known keeps its name: a file only adds what was
    empty, or corrects what the same application had declared before. Withdrawn applications stay withdrawn.
    """
    ground = ground_of(programme)
    lines = review(file, ground, only=only)
    written = [line for line in lines if line.writes]
    for line in sorted(written, key=lambda one: (one.target.number, one.row)):
        _write(line, ground.criteria, by, at)
    if written:
        counts = {verdict: sum(line.verdict == verdict for line in lines) for verdict in VERDICTS}
        record("applications_imported", of=programme, by=by, at=at, **counts)
    return lines


def _write(line: Line, criteria: Sequence[Criterion], by: User | None, at: datetime) -> None:
    _settle_association(line, by, at)
    candidate = line.entry.candidate
    fields = {
        "declared": line.entry.declared,
        "noticed": dict(candidate.noticed),
        "answers": dict(candidate.answers),
        "requested": candidate.requested,
        "minimum": candidate.minimum,
    }
    if line.stored is None:
        number = next_number(line.target)
        line.stored = Application.objects.create(
            wave=line.target,
            association=line.applicant.stored,
            number=number,
            reference=reference_of(line.target, number),
            channel=Application.Channel.FILE,
            source_id=line.source_id,
            submitted_at=at,
            **fields,
        )
        record("application_received", of=line.stored, by=by, at=at, source=line.source_id, row=line.row)
    else:
        record("application_changed", of=line.stored, by=by, at=at, source=line.source_id, row=line.row)
    assessed = keep_assessment(line.stored, line.assessment, criteria)
    line.stored.save_version(line.stored.version, **fields, **assessed)


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
