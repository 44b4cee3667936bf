"""An uploaded file: kept, read in the background, shown row by row, applied once on confirmation."""

from collections import Counter
from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.states import move
from rebond.spreadsheets import Unreadable
from rebond.stock.actions.contents import (
    AnyComparison,
    Content,
    compare_content,
    content_of,
    corrections_of,
    import_content,
)
from rebond.stock.actions.imports import LotRefused
from rebond.stock.bulk import insert_rows
from rebond.stock.importing.actions.columns import as_asked, donor_of, remember_columns, remembered_choices
from rebond.stock.inventory import ColumnsUnknown, Inventory
from rebond.stock.models import FileRow, StockFile
from rebond.stock.verdicts import as_kept

ROWS = ("id", "city_id", "file_id", "number", "verdict", "serial", "nature", "reasons", "codes", "cells")


class NoLongerAsked(Exception):
    """Somebody cancelled this work, or asked for another one since."""


@deed
def upload_file(
    *,
    name: str,
    content: bytes,
    content_type: str,
    kind: str,
    lot_reference: str,
    donor_name: str,
    by: User,
    at: datetime,
) -> StockFile:
    """Keep a file to be read, with what earlier files of its donor taught us about columns.

    Nothing of the stock changes before somebody confirms what was read.
    """
    document = store_document(name=name[:200], content=content, content_type=content_type[:100], at=at)
    file = StockFile.objects.create(
        kind=kind,
        document=document,
        lot_reference=lot_reference,
        donor_name=donor_name,
        choices=remembered_choices(lot_reference, donor_name) if kind == StockFile.Kind.INVENTORY else {},
        uploaded_by=by,
        uploaded_at=at,
    )
    record("stock_file_uploaded", of=file, by=by, at=at, kind=kind)
    return file


# --- reading -------------------------------------------------------------------------------------------------------


def read_file(*, file: StockFile, at: datetime) -> None:
    """Read a file and keep what each row would do; a file that cannot be read keeps the sentence that says why.

    Read again after its worker died, it starts anew: rows are only shown once the state says that all are there.
    A file whose serial numbers nobody can find waits for somebody to say where they are.
    """
    if file.state != StockFile.State.READING:
        return
    try:
        content = content_of(file, lambda rows: tell(file, rows))
        keep_reading(file=file, content=content, comparison=compare_content(file, content), at=at)
    except ColumnsUnknown as missing:
        end_work(file, StockFile.State.TO_MAP, unknown=as_asked(missing.columns))
    except Unreadable as refusal:
        end_work(file, StockFile.State.UNREADABLE, refusal=sentence_of(refusal))
    except NoLongerAsked:
        return


@deed
def tell(file: StockFile, rows: int) -> None:
    """Say how far the reading is. Raises NoLongerAsked."""
    same = StockFile.objects.filter(pk=file.pk, state=file.state, turn=file.turn)
    require(same.update(heard=rows), NoLongerAsked)


@deed
def end_work(file: StockFile, state: str, **changes) -> None:
    """Bring a file to where its work leads, unless somebody stopped it. Raises NoLongerAsked."""
    same = StockFile.objects.filter(pk=file.pk, state=file.state, turn=file.turn)
    require(same.update(state=state, **changes), NoLongerAsked)
    file.state = state


@deed
def keep_reading(*, file: StockFile, content: Content, comparison: AnyComparison, at: datetime) -> None:
    """Keep what was read, all of it or nothing. Raises NoLongerAsked."""
    is_inventory = isinstance(content, Inventory)
    end_work(
        file,
        StockFile.State.READ,
        counts=comparison.counts(),
        rejected=corrections_of(file, comparison, at),
        format=content.format if is_inventory else "",
        unknown=as_asked(content.unknown) if is_inventory else [],
        remarks=keep_rows(file, comparison),
    )


def keep_rows(file: StockFile, comparison: AnyComparison) -> dict[str, int]:
    """Replace the file's rows by those of the comparison, and count the rows that have each remark."""
    file.rows.all().delete()
    counted: Counter[str] = Counter()

    def rows():
        for finding in comparison.findings():
            codes = finding.codes
            counted.update(codes)
            told = as_kept(finding.reasons)
            spaced = f" {' '.join(codes)} "[:300] if codes else ""
            yield (uuid4(), file.city_id, file.pk, *finding[:4], told, spaced, dict(finding.cells))

    insert_rows(FileRow, ROWS, rows())
    return dict(counted.most_common())


def sentence_of(refusal: Unreadable) -> str:
    """The refusal in the language of the moment."""
    return (_(refusal.sentence) % refusal.facts)[:600]


# --- applying ------------------------------------------------------------------------------------------------------


@deed
def confirm_file(*, file: StockFile, by: User, at: datetime) -> None:
    """Decide that what was read goes into the stock: the good rows; those that were rejected wait in their workbook.

    Raises MoveNotAllowed, SomebodyElseWasFirst.
    """
    move(file, StockFile.State.APPLYING, turn=file.turn + 1, heard=0)
    record("stock_file_confirmed", of=file, by=by, at=at)


@deed
def cancel_file(*, file: StockFile, by: User, at: datetime) -> None:
    """Give a file up before it goes in; one that is about to go in waits for confirmation again. Nothing was written.

    Raises MoveNotAllowed, SomebodyElseWasFirst once it is in the stock.
    """
    about_to = file.state == StockFile.State.APPLYING
    move(file, StockFile.State.READ if about_to else StockFile.State.CANCELLED, turn=file.turn + 1)
    record("stock_file_cancelled", of=file, by=by, at=at)


def apply_file(*, file: StockFile, by: User, at: datetime) -> None:
    """Write a confirmed file into the stock, once: the stock and the file's state change in one transaction."""
    if file.state != StockFile.State.APPLYING:
        return
    try:
        content = content_of(file, lambda rows: tell(file, rows))  # before the transaction, which should be short
        apply_content(file=file, content=content, by=by, at=at)
    except LotRefused as refusal:
        end_work(file, StockFile.State.REFUSED, refusal=str(refusal))
    except NoLongerAsked:
        return


@deed
def apply_content(*, file: StockFile, content: Content, by: User, at: datetime) -> None:
    """Apply the file, and show what it did rather than what it would have done. Raises LotRefused, NoLongerAsked."""
    comparison = import_content(file, content, by=by, at=at)
    done = {"counts": comparison.counts(), "applied_at": at, "unknown": []}
    if comparison.counts() != file.counts:
        done |= {"remarks": keep_rows(file, comparison), "rejected": corrections_of(file, comparison, at)}
    donor = donor_of(file.lot_reference, file.donor_name)
    remember_columns(donor, unknown=file.unknown, choices=file.choices)
    end_work(file, StockFile.State.APPLIED, **done)
