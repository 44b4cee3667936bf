"""A file of applications that an officer uploads: kept, read in the background, shown, applied once when confirmed."""

from datetime import datetime

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.actions.importing import import_applications
from rebond.applications.filing import ground_of, report_of, review
from rebond.applications.models import SubmittedFile
from rebond.applications.reading import ApplicationsFile, read_applications
from rebond.countries import country
from rebond.documents.actions import store_document
from rebond.documents.files import path_of
from rebond.journal.actions import record
from rebond.programmes.models import Programme
from rebond.safeguards.deeds import deed
from rebond.safeguards.states import move
from rebond.spreadsheets import Unreadable
from rebond.tenancy.scope import current_city


@deed
def upload_file(
    *, name: str, content: bytes, content_type: str, programme: Programme, by: User, at: datetime
) -> SubmittedFile:
    """Keep a file to be read. No application changes before somebody confirms what was read."""
    document = store_document(name=name[:200], content=content, content_type=content_type[:100], at=at)
    file = SubmittedFile.objects.create(programme=programme, document=document, uploaded_by=by, uploaded_at=at)
    record("applications_file_uploaded", of=file, by=by, at=at)
    return file


def read_file(*, file: SubmittedFile) -> None:
    """Read a file and keep what each row would do; one that cannot be read keeps the sentence that says why."""
    if file.state != SubmittedFile.State.READING:
        return
    try:
        lines = review(content_of(file), ground_of(file.programme))
    except Unreadable as refusal:
        move(file, SubmittedFile.State.UNREADABLE, refusal=(_(refusal.sentence) % refusal.facts)[:600])
        return
    move(file, SubmittedFile.State.READ, report=report_of(lines, with_points=True))


@deed
def confirm_file(*, file: SubmittedFile, by: User, at: datetime) -> None:
    """Decide that what was read becomes applications. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    move(file, SubmittedFile.State.APPLYING)
    record("applications_file_confirmed", of=file, by=by, at=at)


@deed
def apply_file(*, file: SubmittedFile, by: User, at: datetime) -> None:
    """Import a confirmed file, once: the applications and the file's state change in one transaction."""
    if file.state != SubmittedFile.State.APPLYING:
        return
    lines = import_applications(file=content_of(file), programme=file.programme, by=by, at=at)
    move(file, SubmittedFile.State.APPLIED, report=report_of(lines, with_points=True), applied_at=at)


def content_of(file: SubmittedFile) -> ApplicationsFile:
    """What the file holds. Raises Unreadable."""
    return read_applications(path_of(file.document), country(current_city().country))
