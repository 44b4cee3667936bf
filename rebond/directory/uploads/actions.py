"""Keeping an uploaded register, counting what it would come to, taking it in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.models import User
from rebond.countries import Area, RegisterEntry, country
from rebond.directory.uploads.areas import area_of
from rebond.directory.uploads.models import RegisterFile
from rebond.documents.actions import store_document
from rebond.documents.files import path_of
from rebond.journal.actions import record
from rebond.organisations.registry.actions import Tally, batches_of, rehearse, take_in_batch
from rebond.organisations.registry.reading import Register, open_register
from rebond.organisations.search import settle
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.states import move
from rebond.spreadsheets import Unreadable
from rebond.tenancy.scope import current_city

KEPT_REFUSALS = 200


@deed
def upload_register(
    *,
    name: str,
    content: bytes,
    content_type: str,
    communes: Sequence[str],
    departments: Sequence[str],
    by: User,
    at: datetime,
) -> RegisterFile:
    """Keep a register to be read. The directory does not change before somebody confirms."""
    document = store_document(name=name[:200], content=content, content_type=content_type[:100], at=at)
    file = RegisterFile.objects.create(
        document=document, communes=list(communes), departments=list(departments), uploaded_by=by, uploaded_at=at
    )
    record("register_uploaded", of=file, by=by, at=at, communes=file.communes, departments=file.departments)
    return file


def read_register(*, file: RegisterFile, at: datetime) -> None:
    """Count what a register would come to; one that cannot be read keeps the sentence that says why."""
    if file.state != RegisterFile.State.READING:
        return
    try:
        with register_of(file) as register:
            tally = rehearse(register.entries())
    except Unreadable as refusal:
        move(file, RegisterFile.State.UNREADABLE, refusal=sentence_of(refusal), ended_at=at)
        return
    move(file, RegisterFile.State.READ, register=register.name, counts=counts_of(register, tally), **told(register))


@deed
def confirm_register(*, file: RegisterFile, by: User, at: datetime) -> None:
    """Decide that what was read goes into the directory. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    move(file, RegisterFile.State.APPLYING)
    record("register_confirmed", of=file, by=by, at=at)


def take_in_register(*, file: RegisterFile, by: User, at: datetime) -> None:
    """Write a confirmed register into the directory, from the batch at which an earlier attempt stopped.

    Raises SomebodyElseWasFirst when another worker is at the same batch.
    """
    if not file.is_applying:
        return
    try:
        with register_of(file) as register:
            for batch in islice(batches_of(register.entries()), file.batches, None):
                tally = take_next_batch(file=file, entries=batch, by=by, at=at)
                file.batches, file.taken = file.batches + 1, asdict(tally)
    except Unreadable as refusal:
        move(file, RegisterFile.State.UNREADABLE, refusal=sentence_of(refusal), ended_at=at)
        return
    settle()
    finish(file=file, register=register, by=by, at=at)


@deed
def take_next_batch(*, file: RegisterFile, entries: Sequence[RegisterEntry], by: User, at: datetime) -> Tally:
    """One batch and the count of all so far, in one transaction. Raises SomebodyElseWasFirst."""
    tally = Tally(**file.taken) + take_in_batch(entries=entries, by=by, at=at)
    next_one = RegisterFile.objects.filter(pk=file.pk, state=RegisterFile.State.APPLYING, batches=file.batches)
    require(next_one.update(batches=file.batches + 1, taken=asdict(tally)), SomebodyElseWasFirst)
    return tally


@deed
def finish(*, file: RegisterFile, register: Register, by: User, at: datetime) -> None:
    """Keep what the register came to. Raises SomebodyElseWasFirst."""
    counts = counts_of(register, Tally(**file.taken))
    move(file, RegisterFile.State.APPLIED, counts=counts, ended_at=at, **told(register))
    record("register_taken_in", of=file, by=by, at=at, register=file.register, **counts)


@contextmanager
def register_of(file: RegisterFile) -> Iterator[Register]:
    """The register, opened for the area that was asked for. Raises Unreadable."""
    here = country(current_city().country)
    wanted: Area = area_of(here, file.communes, file.departments)
    with open_register(path_of(file.document), here, wanted) as register:
        yield register


def counts_of(register: Register, tally: Tally) -> dict[str, int]:
    return {"read": register.rows_read} | asdict(tally) | {"refused": register.refused}


def told(register: Register) -> dict[str, list]:
    """The first rows that could not be taken, as they are kept: number, heading, reason."""
    return {"refusals": [[one.row, one.field, one.reason] for one in register.refusals[:KEPT_REFUSALS]]}


def sentence_of(refusal: Unreadable) -> str:
    with override("fr"):
        return (_(refusal.sentence) % refusal.facts)[:600]
