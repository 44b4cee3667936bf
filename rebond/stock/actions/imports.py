"""Bringing a donor's inventory into the stock."""

from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.organisations.models import Donor
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.actions.readiness import attach_certificates, batches, make_ready, settle_erasure, step_back
from rebond.stock.bulk import insert_rows
from rebond.stock.inventory import DeviceFacts, Inventory
from rebond.stock.models import Device, Lot, Replaced, StockFile
from rebond.stock.queries import donor_named, known_devices, lot_named
from rebond.stock.verdicts import Comparison, Judged, judge
from rebond.tenancy.scope import current_city

FACTS = tuple(field.name for field in fields(DeviceFacts))
facts_of = attrgetter(*FACTS)
# What an import writes on a machine that it already knows.
WRITTEN = ["category", "blocking_flags", "fingerprint", "last_file_id", *FACTS]
COLUMNS = ("id", "city_id", "lot_id", "serial", "state", "erasure", "held_because", *WRITTEN)
BATCH = 2_000


class LotRefused(Exception):
    """The file cannot go into that lot; the text says why and what to do."""


def compare_inventory(inventory: Inventory, *, lot: str | None) -> Comparison:
    """What the file would do to the stock, nothing written. `lot` is a reference, None while nobody has said."""
    return judge(inventory, known_devices(), lot=lot)


@deed
def import_stock(
    *,
    inventory: Inventory,
    lot_reference: str,
    donor_name: str,
    by: User | None,
    at: datetime,
    file: StockFile | None = None,
) -> Comparison:
    """Bring the machines of a donor's file into a lot, which is made when it is new.

    New machines are added and known ones get the file's facts; rejected rows and machines that the file does not name
    are left alone. Certificates that waited for a machine join it. Importing the same file again changes nothing.
    Files of one city go in one after the other: a certificate and its machine never miss each other. What a `file`
    writes over is kept, so that the file can be undone.

    Raises LotRefused.
    """
    lock_objects(current_city())
    comparison = compare_inventory(inventory, lot=lot_reference)
    lot = lot_for(lot_reference, donor_name=donor_name, at=at)
    written = [judged for judged in comparison.rows if judged.is_written]
    step_back([judged.known.pk for judged in written if judged.known])
    if file is not None:
        keep_past([judged.known.pk for judged in written if judged.known], file)
    insert_rows(Device, COLUMNS, (as_row(judged, lot, file) for judged in written if not judged.known))
    for batch in batches((judged for judged in written if judged.known), BATCH):
        rewrite_devices(batch, lot, file)
    settle_erasure(attach_certificates())
    make_ready()
    record("stock_imported", of=lot, by=by, at=at, **comparison.counts())
    return comparison


def as_row(judged: Judged, lot: Lot, file: StockFile | None) -> tuple[Any, ...]:
    """The machine as the row describes it, in the order of COLUMNS: received, its erasure still to be settled."""
    row = judged.row
    pk = judged.known.pk if judged.known else uuid4()
    said = (row.category, " ".join(row.blocking), judged.fingerprint, file and file.pk)
    return (pk, lot.city_id, lot.pk, row.serial, "received", "unknown", "", *said, *facts_of(row.fields))


def rewrite_devices(batch: list[Judged], lot: Lot, file: StockFile | None) -> None:
    """Give known machines their new facts."""
    Device.objects.bulk_create(
        [Device(**dict(zip(COLUMNS, as_row(judged, lot, file), strict=True))) for judged in batch],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=WRITTEN,
    )


def keep_past(devices: list[UUID], file: StockFile) -> None:
    """Keep what the stock says of machines that a file is about to change."""
    for batch in batches(devices):
        past = Device.objects.filter(pk__in=batch).values("pk", *WRITTEN)
        Replaced.objects.bulk_create(
            Replaced(city_id=file.city_id, file=file, device_id=facts.pop("pk"), before=as_json(facts))
            for facts in past
        )


def as_json(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a machine as JSON holds them; the model's own fields read them again."""
    return {name: value if isinstance(value, int | None) else str(value) for name, value in facts.items()}


def lot_for(reference: str, *, donor_name: str, at: datetime) -> Lot:
    """The lot of that reference, made now when it is new. Raises LotRefused."""
    refusal = why_lot_refused(reference, donor_name)
    require(not refusal, LotRefused(refusal))
    lot = lot_named(reference)
    if lot is not None:
        return lot
    return Lot.objects.create(reference=reference, donor=donor_for(donor_name), received_on=timezone.localdate(at))


def donor_for(name: str) -> Donor:
    """The donor of a new lot: the one named, added when it is new; without a name, the only one there is."""
    if not name:
        return Donor.objects.get()
    return donor_named(name) or Donor.objects.create(name=name)


def why_lot_refused(reference: str, donor_name: str) -> str:
    """Why a file cannot go into that lot, in one sentence; empty when it can.

    A known lot keeps its donor; a new one needs a donor, named or the only one there is.
    """
    lot = lot_named(reference)
    if lot is None:
        sentence = _("Le lot %(lot)s est nouveau\u00a0: dites de quel donateur il vient.")
        return "" if donor_name or Donor.objects.count() == 1 else sentence % {"lot": reference}
    if not donor_name or donor_named(donor_name) == lot.donor:
        return ""
    sentence = _("Le lot %(lot)s vient de %(donor)s. Choisissez une autre référence.")
    return sentence % {"lot": reference, "donor": lot.donor.name}
