"""Correcting a rejected row in place, before the file goes in."""

from collections.abc import Mapping
from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.safeguards.states import move
from rebond.stock.inventory.people import without_people
from rebond.stock.models import FileRow, RowCorrection, StockFile


@deed
def correct_row(*, row: FileRow, values: Mapping[str, str], by: User, at: datetime) -> None:
    """Keep what somebody typed beside what the file says, people left out, and have the file read again with it.

    Only what differs is kept; typing the file's own words again takes the correction back.

    Raises MoveNotAllowed, SomebodyElseWasFirst.
    """
    file = row.file
    earlier = RowCorrection.objects.filter(file=file, number=row.number).first()
    before = row.cells | (earlier.before if earlier else {})
    typed = {field: without_people(field, text) for field, text in values.items()}
    changed = {field: text for field, text in typed.items() if field in before and text != before[field]}
    move(file, StockFile.State.READING, turn=file.turn + 1, heard=0)
    if changed:
        kept = {"before": {field: before[field] for field in changed}, "values": changed, "by": by, "at": at}
        RowCorrection.objects.update_or_create(file=file, number=row.number, defaults=kept)
    else:
        RowCorrection.objects.filter(file=file, number=row.number).delete()
    record("stock_file_row_corrected", of=file, by=by, at=at, row=row.number, columns=len(changed))
