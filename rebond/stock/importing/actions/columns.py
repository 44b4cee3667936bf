"""Saying what the columns of a donor's file hold, and remembering it for the next one."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.organisations.models import Donor
from rebond.safeguards.deeds import deed
from rebond.safeguards.states import move
from rebond.stock.importing.fields import LABELS
from rebond.stock.inventory import UnknownColumn
from rebond.stock.models import ColumnMapping, StockFile
from rebond.stock.queries import donor_named, lot_named


@deed
def choose_columns(*, file: StockFile, choices: Mapping[str, str], by: User, at: datetime) -> None:
    """Say what columns hold, by plain heading ("" leaves one aside), and have the file read again.

    Raises MoveNotAllowed, SomebodyElseWasFirst.
    """
    move(file, StockFile.State.READING, turn=file.turn + 1, heard=0, choices=file.choices | dict(choices))
    record("stock_file_columns_chosen", of=file, by=by, at=at, columns=len(choices))


def as_asked(columns: Iterable[UnknownColumn]) -> list[dict]:
    """Columns to ask about, as JSON holds them."""
    return [{"key": column.key, "title": column.title, "samples": column.samples} for column in columns]


def remembered_choices(lot_reference: str, donor_name: str) -> dict[str, str]:
    """What earlier files of the donor taught us, by plain heading."""
    donor = donor_of(lot_reference, donor_name)
    return dict(donor.column_mappings.values_list("heading", "field")) if donor else {}


def remember_columns(donor: Donor | None, *, unknown: Iterable[Mapping], choices: Mapping[str, str]) -> None:
    """Keep what somebody said of a file's columns for the next file of its donor, once we know whose it is."""
    titles = {column["key"]: column["title"] for column in unknown}
    for heading, field in choices.items():
        if donor is not None and (field in LABELS or not field):
            said = {"field": field, "title": titles.get(heading, heading)}
            ColumnMapping.objects.update_or_create(donor=donor, heading=heading, defaults=said)


def donor_of(lot_reference: str, donor_name: str) -> Donor | None:
    """Whose file it is: the lot's donor, or the one named, or the only one there is."""
    lot = lot_named(lot_reference)
    if lot is not None:
        return lot.donor
    if donor_name:
        return donor_named(donor_name)
    return Donor.objects.first() if Donor.objects.count() == 1 else None
