"""A file that somebody uploads: kept, read in the background, shown, applied once when confirmed."""

import io
from datetime import datetime
from typing import TypeAlias

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.documents.files import path_of
from rebond.documents.models import Document
from rebond.interface.downloads import XLSX
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.safeguards.states import move
from rebond.spreadsheets import Unreadable
from rebond.stock.actions.erasures import compare_certificates, import_erasures
from rebond.stock.actions.imports import LotRefused, compare_inventory, import_stock
from rebond.stock.certificates import Certificates, read_certificates
from rebond.stock.corrections import write_corrections
from rebond.stock.erasure import ErasureComparison
from rebond.stock.inventory import Inventory, read_inventory
from rebond.stock.memory import batches
from rebond.stock.models import FileRow, StockFile
from rebond.stock.verdicts import Comparison

BATCH = 2_000
Content: TypeAlias = Inventory | Certificates
AnyComparison: TypeAlias = Comparison | ErasureComparison


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
    """Keep a file to be read. Nothing of the stock changes before somebody confirms what was read."""
    document = store_document(name=name[:200], content=content, content_type=content_type[:100], at=at)
    file = StockFile.objects.create(
        kind=kind,
        document=document,
        lot_reference=lot_reference,
        donor_name=donor_name,
        uploaded_by=by,
        uploaded_at=at,
    )
    record("stock_file_uploaded", of=file, by=by, at=at, kind=kind)
    return file


def read_file(*, file: StockFile, at: datetime) -> None:
    """Read a file and keep what each row would do; a file that cannot be read keeps the sentence that says why.

    Read again after its worker died, it starts anew: rows are only shown once the state says that all are there.
    """
    if file.state != StockFile.State.READING:
        return
    try:
        comparison = compare_content(file, content_of(file))
    except Unreadable as refusal:
        move(file, StockFile.State.UNREADABLE, refusal=sentence_of(refusal))
        return
    keep_rows(file, comparison)
    move(file, StockFile.State.READ, counts=comparison.counts(), rejected=corrections_of(file, comparison, at))


@deed
def confirm_file(*, file: StockFile, by: User, at: datetime) -> None:
    """Decide that what was read goes into the stock.

    Raises MoveNotAllowed, SomebodyElseWasFirst.
    """
    move(file, StockFile.State.APPLYING)
    record("stock_file_confirmed", of=file, by=by, at=at)


def apply_file(*, file: StockFile, by: User, at: datetime) -> None:
    """Write a confirmed file into the stock, once: the stock and the file's state change in one transaction."""
    if file.state != StockFile.State.APPLYING:
        return
    content = content_of(file)  # before the transaction, which should be short
    try:
        apply_content(file=file, content=content, by=by, at=at)
    except LotRefused as refusal:
        move(file, StockFile.State.REFUSED, refusal=str(refusal))


@deed
def apply_content(*, file: StockFile, content: Content, by: User, at: datetime) -> None:
    """Apply the file, and show what it did rather than what it would have done. Raises LotRefused."""
    comparison = import_content(file, content, by=by, at=at)
    done = {"counts": comparison.counts(), "applied_at": at}
    if comparison.counts() != file.counts:
        keep_rows(file, comparison)
        done["rejected"] = corrections_of(file, comparison, at)
    move(file, StockFile.State.APPLIED, **done)


def content_of(file: StockFile) -> Content:
    """What the file says. Raises Unreadable."""
    path = path_of(file.document)
    return read_certificates(path) if file.kind == StockFile.Kind.ERASURES else read_inventory(path)


def compare_content(file: StockFile, content: Content) -> AnyComparison:
    """What it would do to the stock."""
    if isinstance(content, Certificates):
        return compare_certificates(content)
    return compare_inventory(content, lot=file.lot_reference)


def import_content(file: StockFile, content: Content, *, by: User, at: datetime) -> AnyComparison:
    """Do it. Raises LotRefused."""
    if isinstance(content, Certificates):
        return import_erasures(certificates=content, by=by, at=at)
    named = {"lot_reference": file.lot_reference, "donor_name": file.donor_name, "document": file.document}
    return import_stock(inventory=content, **named, by=by, at=at)


def keep_rows(file: StockFile, comparison: AnyComparison) -> None:
    """Replace the file's rows by those of the comparison."""
    file.rows.all().delete()
    rows = (FileRow(city_id=file.city_id, file_id=file.pk, **finding) for finding in comparison.findings())
    for batch in batches(rows, BATCH):
        FileRow.objects.bulk_create(batch)


def corrections_of(file: StockFile, comparison: AnyComparison, at: datetime) -> Document | None:
    """The rejected rows of an inventory as a workbook to correct; None when there is none."""
    if not isinstance(comparison, Comparison) or not comparison.counts()["rejected"]:
        return None
    workbook = io.BytesIO()
    write_corrections(workbook, comparison)
    stem = file.document.name.rpartition(".")[0] or file.document.name
    name = _("a-corriger-%(name)s.xlsx") % {"name": stem[:150]}
    return store_document(name=name, content=workbook.getvalue(), content_type=XLSX, at=at)


def sentence_of(refusal: Unreadable) -> str:
    """The refusal in the language of the moment."""
    return (_(refusal.sentence) % refusal.facts)[:600]
