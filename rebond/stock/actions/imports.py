"""Bringing a donor's inventory into the stock."""

from dataclasses import fields
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.journal.actions import record
from rebond.organisations.models import Donor
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.inventory import DeviceFacts, Inventory
from rebond.stock.ledger.actions.writing import Slip, write_arrivals
from rebond.stock.ledger.models import Place, Reason
from rebond.stock.memory import batches
from rebond.stock.models import Device, Lot
from rebond.stock.queries import donor_named, known_devices, lot_named
from rebond.stock.readiness import attach_certificates, make_ready, settle_erasure, step_back
from rebond.stock.verdicts import Comparison, Judged, judge
from rebond.tenancy.scope import current_city

FACTS = tuple(field.name for field in fields(DeviceFacts))
# What an import writes on a machine that it already knows.
WRITTEN = ["category", "blocking_flags", "fingerprint", *FACTS]
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
    document: Document | None = None,
    by: User | None,
    at: datetime,
) -> Comparison:
    """Bring the machines of a donor's file into a lot, which is made when it is new.

    New machines arrive in the place that receives and known ones get the file's facts; rejected rows and machines that
    the file does not name are left alone. Certificates that waited for a machine join it. Importing the same file again
    changes nothing. Files of one city go in one after the other: a certificate and its machine never miss each other.

    Raises LotRefused.
    """
    lock_objects(current_city())
    comparison = compare_inventory(inventory, lot=lot_reference)
    lot = lot_for(lot_reference, donor_name=donor_name, at=at)
    written = [judged for judged in comparison.rows if judged.is_written]
    step_back([judged.known.pk for judged in written if judged.known])
    slip = Slip(Reason.RECEPTION, by, at, reference=lot.reference, document=document, deed=lot.pk)
    place = Place.objects.get(receives=True)
    for batch in batches(written, BATCH):
        write_devices(batch, lot, place, slip)
    settle_erasure(attach_certificates())
    make_ready()
    record("stock_imported", of=lot, by=by, at=at, **comparison.counts())
    return comparison


def write_devices(batch: list[Judged], lot: Lot, place: Place, slip: Slip) -> None:
    """Add the new machines of a batch with their arrival, and give the known ones their new facts."""
    new = [as_device(judged, lot, place) for judged in batch if not judged.known]
    write_arrivals(Device.objects.bulk_create(new), place=place, slip=slip)
    Device.objects.bulk_create(
        [as_device(judged, lot, place) for judged in batch if judged.known],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=WRITTEN,
    )


def as_device(judged: Judged, lot: Lot, place: Place) -> Device:
    """The machine as the row describes it: received there, with what its certificates say still to be settled."""
    row = judged.row
    device = Device(
        city_id=lot.city_id,
        lot_id=lot.pk,
        stands_in_id=place.pk,
        serial=row.serial,
        category=row.category,
        blocking_flags=" ".join(row.blocking),
        fingerprint=judged.fingerprint,
        **{name: getattr(row.fields, name) for name in FACTS},
    )
    if judged.known:
        device.pk = judged.known.pk
    return device


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
