"""Bringing a donor's inventory into the stock."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.organisations.models import Donor
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.bulk import insert_rows, new_ids
from rebond.stock.donations.models import Donation
from rebond.stock.inventory import DeviceFacts, Inventory
from rebond.stock.ledger.actions.writing import Slip, insert_arrivals, place_that_receives
from rebond.stock.ledger.closing import forget_closings_of
from rebond.stock.ledger.models import Place, Reason
from rebond.stock.memory import batches
from rebond.stock.models import Device, Lot, Replaced, StockFile
from rebond.stock.queries import donor_named, known_devices, lot_named, was_given_up, withdrawn_devices
from rebond.stock.readiness import attach_certificates, make_ready, settle_erasure, step_back
from rebond.stock.verdicts import Comparison, Judged, judge
from rebond.tenancy.scope import current_city

FACTS = tuple(field.name for field in fields(DeviceFacts))
facts_of = attrgetter(*FACTS)
# What an import writes on a machine that it already knows.
WRITTEN = ["category", "blocking_flags", "fingerprint", "last_file_id", *FACTS]
STANDS = ("state", "erasure", "held_because", "stands_in_id", "moves")
COLUMNS = ("id", "city_id", "lot_id", "serial", *STANDS, *WRITTEN)
# What it writes on one that comes back after its import was undone.
ENTERED = ["lot_id", *STANDS, *WRITTEN]
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

    New machines arrive in the place that receives, those of an undone import too, and known ones get the file's facts;
    rejected rows and machines that the file does not name are left alone. Certificates that waited for a machine join
    it. Importing the same file again changes nothing. Files of one city go in one after the other: a certificate and
    its machine never miss each other. What a `file` writes over is kept, so that the file can be undone.

    Raises LotRefused.
    """
    lock_objects(current_city())
    comparison = compare_inventory(inventory, lot=lot_reference)
    lot = lot_for(lot_reference, donor_name=donor_name, at=at)
    written = [judged for judged in comparison.rows if judged.is_written]
    step_back([judged.known.pk for judged in written if judged.known])
    if file is not None:
        keep_past([judged.known.pk for judged in written if judged.known], file)
    entry = Entry(lot, place_that_receives(), file)
    add_devices([judged for judged in written if not judged.known], entry, by=by, at=at)
    for batch in batches((judged for judged in written if judged.known), BATCH):
        rewrite_devices((entry.row(judged, judged.known.pk, 1) for judged in batch if judged.known), WRITTEN)
    settle_erasure(attach_certificates())
    make_ready()
    record("stock_imported", of=lot, by=by, at=at, **comparison.counts())
    return comparison


class Entry(NamedTuple):
    """Where the machines of a file go, and the file."""

    lot: Lot
    place: Place
    file: StockFile | None

    def row(self, judged: Judged, pk: UUID, moves: int) -> tuple[Any, ...]:
        """The machine as the row describes it, in the order of COLUMNS: received, its erasure still to be settled."""
        lot, row = self.lot, judged.row
        said = (row.category, " ".join(row.blocking), judged.fingerprint, self.file and self.file.pk)
        stands = ("received", "unknown", "", self.place.pk, moves)
        return (pk, lot.city_id, lot.pk, row.serial, *stands, *said, *facts_of(row.fields))


def add_devices(new: list[Judged], entry: Entry, *, by: User | None, at: datetime) -> None:
    """Add new machines with their arrival. One whose import was undone arrives again, after what it has lived."""
    withdrawn = withdrawn_devices()
    ids = new_ids(len(new))
    arriving = {judged.row.serial: withdrawn.get(judged.row.serial) or (next(ids), 1) for judged in new}
    rows = [judged for judged in new if judged.row.serial not in withdrawn]
    insert_rows(Device, COLUMNS, (entry.row(judged, *arriving[judged.row.serial]) for judged in rows))
    again = (judged for judged in new if judged.row.serial in withdrawn)
    for batch in batches(again, BATCH):
        rewrite_devices((entry.row(judged, *arriving[judged.row.serial]) for judged in batch), ENTERED)
    document = entry.file.document if entry.file else None
    slip = Slip(Reason.RECEPTION, by, at, reference=entry.lot.reference, document=document, deed=entry.lot.pk)
    insert_arrivals(arriving.values(), place=entry.place, slip=slip)


def rewrite_devices(rows: Iterable[tuple[Any, ...]], written: list[str]) -> None:
    """Give machines that have a row what is to be written of these."""
    devices = [Device(**dict(zip(COLUMNS, row, strict=True))) for row in rows]
    forget_categories(devices)
    Device.objects.bulk_create(
        devices,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=written,
    )


def forget_categories(devices: Iterable[Device]) -> None:
    """Before their facts are written: what was closed with machines that change their category is true no more."""
    for batch in batches(devices):
        said = dict(Device.objects.filter(pk__in=[device.pk for device in batch]).values_list("pk", "category"))
        forget_closings_of([device.pk for device in batch if device.category != said[device.pk]])


def keep_past(devices: list[UUID], file: StockFile) -> None:
    """Keep what the stock says of machines that a file is about to change: what is written over, and how they stood."""
    for batch in batches(devices):
        past = Device.objects.filter(pk__in=batch).values("pk", "state", "held_because", *WRITTEN)
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
        if was_given_up(lot) and donor_name:
            lot.donor = donor_for(donor_name)
            lot.save(update_fields=["donor"])
        return lot
    donor = donor_for(donor_name)
    announced = announced_as(reference, donor)
    return Lot.objects.create(
        reference=reference,
        donor=donor,
        received_on=timezone.localdate(at),
        donation=announced,
        regime=announced.regime if announced else "",
    )


def announced_as(reference: str, donor: Donor) -> Donation | None:
    """The accepted announcement that a new lot answers by its reference: the same, or with a number behind it."""
    accepted = Donation.objects.filter(donor=donor, state=Donation.State.ACCEPTED).exclude(reference="")
    found = [one for one in accepted if reference == one.reference or reference.startswith(f"{one.reference}-")]
    return max(found, key=lambda one: len(one.reference), default=None)


def donor_for(name: str) -> Donor:
    """The donor of a new lot: the one named, added when it is new; without a name, the only one there is."""
    if not name:
        return Donor.objects.get()
    return donor_named(name) or Donor.objects.create(name=name)


def why_lot_refused(reference: str, donor_name: str) -> str:
    """Why a file cannot go into that lot, in one sentence; empty when it can.

    A known lot keeps its donor, unless all that it had was taken back; a new one needs a donor, named or the only one
    there is.
    """
    lot = lot_named(reference)
    if lot is None:
        sentence = _("Le lot %(lot)s est nouveau\u00a0: dites de quel donateur il vient.")
        return "" if donor_name or Donor.objects.count() == 1 else sentence % {"lot": reference}
    if not donor_name or donor_named(donor_name) == lot.donor or was_given_up(lot):
        return ""
    sentence = _("Le lot %(lot)s vient de %(donor)s. Choisissez une autre référence.")
    return sentence % {"lot": reference, "donor": lot.donor.name}
