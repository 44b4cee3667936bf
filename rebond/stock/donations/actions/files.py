"""A donor's file: kept, read in the background into the lines of its donation."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import uuid4

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.documents.files import path_of
from rebond.documents.models import Document
from rebond.interface.downloads import XLSX
from rebond.journal.actions import record
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.states import move
from rebond.spreadsheets import Unreadable
from rebond.stock.bulk import insert_rows
from rebond.stock.corrections import write_corrections
from rebond.stock.donations.actions.announcing import LinesClosed, held_open
from rebond.stock.donations.models import AnnouncedFile, AnnouncedLine, Donation
from rebond.stock.donations.reading import Announced, read_announced
from rebond.stock.importing.actions.columns import as_asked, remember_columns, remembered_choices
from rebond.stock.inventory import ColumnsUnknown
from rebond.stock.verdicts import Comparison, Judged

TOO_LATE = gettext_noop(
    "Ce don a reçu sa réponse, ou il a été retiré, avant que ce fichier soit lu\u00a0: rien n’en a été repris."
)
SHOWN = 200  # rows left out that the page names; the workbook has them all
COLUMNS = (
    "id", "city_id", "donation_id", "file_id", "position", "kind", "brand", "model", "serial", "quantity", "value",
)  # fmt: skip


@deed
def add_file(
    *, donation: Donation, name: str, content: bytes, content_type: str, by: User, at: datetime
) -> AnnouncedFile:
    """Keep a file to be read into a donation that is not answered yet; one of the same name takes the other's place.

    Raises LinesClosed.
    """
    held_open(donation)
    document = store_document(name=name[:200], content=content, content_type=content_type[:100], at=at)
    file = donation.files.filter(document__name=document.name).first()
    if file is None:
        known = remembered_choices("", donation.donor.name) if donation.donor else {}
        file = AnnouncedFile.objects.create(donation=donation, document=document, choices=known, by=by, at=at)
    else:
        again = {"document": document, "state": AnnouncedFile.State.READING, "heard": 0, "by": by, "at": at}
        AnnouncedFile.objects.filter(pk=file.pk).update(**again)
        file.refresh_from_db()
    record("announced_file_added", of=file, by=by, at=at, donation=str(donation.pk))
    return file


@deed
def remove_file(*, file: AnnouncedFile, by: User, at: datetime) -> None:
    """Take a file out of a donation that is not answered yet, with its lines. Raises LinesClosed."""
    donation = held_open(file.donation)
    record("announced_file_removed", of=file, by=by, at=at, donation=str(donation.pk))
    donation.save_version(donation.version)
    file.delete()


@deed
def choose_columns(*, file: AnnouncedFile, choices: Mapping[str, str], by: User, at: datetime) -> None:
    """Say what columns hold, by plain heading ("" leaves one aside), and have the file read again.

    Raises LinesClosed, MoveNotAllowed, SomebodyElseWasFirst.
    """
    held_open(file.donation)
    move(file, AnnouncedFile.State.READING, heard=0, choices=file.choices | dict(choices))
    record("announced_file_columns_chosen", of=file, by=by, at=at, columns=len(choices))


def read_file(*, file: AnnouncedFile, at: datetime) -> None:
    """Read a file into lines, which take the place of those that it gave before.

    A file whose serial numbers and quantities nobody can find waits for somebody to say where they are; one that cannot
    be read keeps the sentence that says why; one whose donation was answered or taken back meanwhile gives nothing, and
    says so. Read again after its worker died, it starts anew.
    """
    if not file.is_reading:
        return
    try:
        announced = read_announced(path_of(file.document), choices=file.choices, heard=hearing(file))
        keep_lines(file=file, announced=announced, at=at)
    except ColumnsUnknown as missing:
        put_aside(file=file, state=AnnouncedFile.State.TO_MAP, unknown=as_asked(missing.columns), refusal={})
    except Unreadable as refusal:
        facts = {name: str(fact) for name, fact in refusal.facts.items()}
        put_aside(
            file=file, state=AnnouncedFile.State.UNREADABLE, refusal={"sentence": refusal.sentence, "facts": facts}
        )
    except LinesClosed:
        move(file, AnnouncedFile.State.UNREADABLE, refusal={"sentence": TOO_LATE, "facts": {}})
    except SomebodyElseWasFirst:
        return


def hearing(file: AnnouncedFile) -> Callable[[int], None]:
    def heard(rows: int) -> None:
        AnnouncedFile.objects.filter(pk=file.pk).update(heard=rows)

    return heard


@deed
def put_aside(*, file: AnnouncedFile, state: str, **told) -> None:
    """What it gave before stays out: a page never shows lines of a file that is not understood."""
    if not is_asked(file):
        return
    file.lines.all().delete()
    move(file, state, counts={}, remarks={}, left_out=[], rejected=None, **told)


def is_asked(file: AnnouncedFile) -> bool:
    """Whether somebody still waits for this very content: nobody removed the file or sent another one for it."""
    same = AnnouncedFile.objects.filter(pk=file.pk, document=file.document_id, state=AnnouncedFile.State.READING)
    return same.exists()


@deed
def keep_lines(*, file: AnnouncedFile, announced: Announced, at: datetime) -> None:
    """Keep what was read, all of it or nothing. Raises LinesClosed, SomebodyElseWasFirst."""
    donation = held_open(file.donation)
    require(is_asked(file), SomebodyElseWasFirst)
    file.lines.all().delete()
    others = donation.lines.exclude(serial="").order_by().values_list("serial", flat=True)
    kept = announced.without(others.iterator(chunk_size=10_000))
    first = donation.lines.aggregate(last=Max("position"))["last"] or 0
    insert_rows(
        AnnouncedLine,
        COLUMNS,
        (
            (uuid4(), file.city_id, donation.pk, file.pk, first + place, *line[1:])
            for place, line in enumerate(kept.lines, start=1)
        ),
    )
    donation.save_version(donation.version)
    unknown = as_asked(kept.inventory.unknown) if kept.inventory else file.unknown
    remember_columns(donation.donor, unknown=unknown, choices=file.choices)
    move(
        file,
        AnnouncedFile.State.READ,
        counts=kept.counts,
        remarks=dict(kept.remarks.most_common()),
        left_out=[
            {"row": row, "sentence": why.sentence, "facts": dict(why.facts)} for row, why in kept.left_out[:SHOWN]
        ],
        rejected=workbook_of(file, kept, at),
        unknown=unknown,
        refusal={},
    )


def workbook_of(file: AnnouncedFile, announced: Announced, at: datetime) -> Document | None:
    """The machines left out, as a workbook in the donor's own columns; None when there is none to correct."""
    inventory, left_out = announced.inventory, dict(announced.left_out)
    if inventory is None or not left_out:
        return None
    rows = [Judged(row, "rejected", (left_out[row.row],)) for row in inventory.rows if row.row in left_out]
    workbook = io.BytesIO()
    with override(file.donation.language):
        write_corrections(workbook, Comparison(inventory, rows))
        stem = file.document.name.rpartition(".")[0] or file.document.name
        name = _("a-corriger-%(name)s.xlsx") % {"name": stem[:150]}
    return store_document(name=name, content=workbook.getvalue(), content_type=XLSX, at=at)
