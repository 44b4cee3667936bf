"""What people do with a hand-over: prepare it, scan, count, announce, sign, cancel."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain

from django.db.models import F, Sum
from django.utils.timezone import localdate

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.handovers import notices
from rebond.handovers.custodies import actions as custodies
from rebond.handovers.custodies.models import Custody
from rebond.handovers.models import Handover, HandoverItem
from rebond.handovers.note import has_terms, render_note
from rebond.handovers.references import reference_of
from rebond.handovers.scanning import Reading, Scan
from rebond.journal.actions import record
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.stock.codes import clean_code, devices_by_code
from rebond.stock.ledger.actions.reserving import hand_over_accessories, release_accessories, reserve_accessories
from rebond.stock.ledger.actions.writing import Slip, write_devices
from rebond.stock.ledger.models import End, Place, Reason
from rebond.stock.models import Device
from rebond.waves.models import Allocation


class AllocationNotPublished(Exception):
    """Nothing is handed over before the allocation is published."""


class NothingLeftToHandOver(Exception):
    """Everything that was allocated is handed over already."""


class HandoverUnderWay(Exception):
    """A hand-over of this allocation is already being prepared."""

    def __init__(self, handover: Handover):
        super().__init__(handover.reference)
        self.handover = handover


class NoTermsForThisRoute(Exception):
    """The programme's legal route has no hand-over note yet."""


class HandoverNotOpen(Exception):
    """Machines and accessories change only while the hand-over is being prepared."""


class HandoverIsOver(Exception):
    """The hand-over is signed or cancelled: nothing of it changes any more."""


class HandoverIsEmpty(Exception):
    """A hand-over without a machine is neither announced nor signed."""


class MachinesLeft(Exception):
    """Fewer machines than allocated, and the number left is not the one that was confirmed."""

    def __init__(self, left: int):
        super().__init__(left)
        self.left = left


class SignedBeforeItWasPrepared(Exception):
    """The day on the paper is before the preparation began, or still to come."""


class ReasonNeeded(Exception):
    """A hand-over is cancelled with a reason."""


@deed
def prepare_handover(*, allocation: Allocation, by: User | None, at: datetime) -> Handover:
    """Open the hand-over of what an association was allocated and has not received yet.

    One at a time per allocation. Raises AllocationNotPublished, NoTermsForThisRoute, HandoverUnderWay,
    NothingLeftToHandOver.
    """
    require(allocation.proposal.is_published, AllocationNotPublished)
    require(has_terms(allocation.proposal.wave.programme), NoTermsForThisRoute)
    live = allocation.handovers.live().first()
    require(live is None, live and HandoverUnderWay(live))
    before = allocation.handovers.signed().aggregate(total=Sum("scanned"))["total"] or 0
    require(before < allocation.units, NothingLeftToHandOver)
    handover = Handover(allocation=allocation, before=before, units=allocation.units - before, prepared_at=at)
    handover.reference = reference_of(handover.pk)
    handover.save(force_insert=True)
    record("handover_prepared", of=handover, by=by, at=at, units=handover.units, before=before)
    return handover


@deed
def add_devices(*, handover: Handover, codes: Iterable[str], by: User | None, at: datetime) -> list[Scan]:
    """Put machines into a hand-over by serial number, asset tag or barcode; say of each code what became of it.

    One refused code does not keep the others out. Rows are locked and read again before anything is decided, so that
    two scanners get a clear answer; that no machine is in two hand-overs, and none beyond the allocation, is held by
    the database.

    Raises HandoverNotOpen.
    """
    codes = [clean_code(code) for code in codes]
    lock_objects(handover, *chain.from_iterable(devices_by_code(codes).values()))
    handover.refresh_from_db()
    require(handover.state == Handover.State.PREPARING, HandoverNotOpen)
    reading = Reading(handover, codes)
    scans = [reading.scan(code) for code in codes]
    if reading.taken:
        put_in(handover, reading.taken, at)
        record("devices_added", of=handover, by=by, at=at, devices=[str(device.pk) for device in reading.taken])
    return scans


def put_in(handover: Handover, devices: list[Device], at: datetime) -> None:
    """Reserve these machines for the hand-over, all of them or none."""
    ready = Device.objects.filter(pk__in=[device.pk for device in devices], state=Device.State.READY)
    require(ready.update(state=Device.State.RESERVED) == len(devices), SomebodyElseWasFirst)
    HandoverItem.objects.bulk_create(HandoverItem(handover=handover, device=one, added_at=at) for one in devices)
    change_count(handover, len(devices))


@deed
def add_device(*, handover: Handover, code: str, by: User | None, at: datetime) -> HandoverItem:
    """Put one machine into a hand-over. Raises HandoverNotOpen and the kinds of ScanRefused."""
    [scan] = add_devices(handover=handover, codes=[code], by=by, at=at)
    require(scan.refusal is None, scan.refusal)
    return handover.items.select_related("device").get(device=scan.device, released_at=None)


@deed
def fill_handover(*, handover: Handover, by: User | None, at: datetime) -> list[Scan]:
    """Take what is still missing from the machines that are ready, in the order of their serial numbers."""
    programme = handover.wave.programme
    ready = Device.objects.allocatable().under(programme.legal_route).filter(lot__donor=programme.donor)
    serials = ready.order_by("serial").values_list("serial", flat=True)[: handover.left]
    return add_devices(handover=handover, codes=list(serials), by=by, at=at)


@deed
def remove_device(*, item: HandoverItem, by: User | None, at: datetime) -> None:
    """Take a machine out of a hand-over in preparation: it is ready for another. Raises HandoverNotOpen.

    Taking out what is out already changes nothing.
    """
    handover = item.handover
    lock_objects(handover, item.device)
    handover.refresh_from_db()
    item.refresh_from_db()
    require(handover.state == Handover.State.PREPARING, HandoverNotOpen)
    if item.released_at is not None:
        return
    release(handover, at=at, items=[item.pk])
    change_count(handover, -1)
    record("device_removed", of=handover, by=by, at=at, device=str(item.device_id))


@deed
def count_accessories(
    *, handover: Handover, keyboards: int, mice: int, seen: int, by: User | None, at: datetime
) -> None:
    """Say how many keyboards and mice go with the machines, and reserve them.

    Raises HandoverNotOpen, EditedMeanwhile.
    """
    handover.save_version(seen, keyboards=keyboards, mice=mice)
    require(handover.state == Handover.State.PREPARING, HandoverNotOpen)
    slip = slip_of(handover, Reason.COUNTED, by, at)
    reserve_accessories("keyboard", keyboards, holder=handover.pk, slip=slip)
    reserve_accessories("mouse", mice, holder=handover.pk, slip=slip)
    record("accessories_counted", of=handover, by=by, at=at, keyboards=keyboards, mice=mice)


@deed
def announce_handover(*, handover: Handover, by: User | None, at: datetime) -> None:
    """Close the preparation and tell the association that its machines wait.

    Raises HandoverIsEmpty, HandoverNotOpen.
    """
    lock_objects(handover)
    handover.refresh_from_db()
    require(handover.state == Handover.State.PREPARING, HandoverNotOpen)
    require(handover.scanned > 0, HandoverIsEmpty)
    move(handover, Handover.State.READY)
    record("handover_announced", of=handover, by=by, at=at, machines=handover.scanned)
    notices.handover_ready(handover, at=at)


@deed
def reopen_handover(*, handover: Handover, by: User | None, at: datetime) -> None:
    """Go back to preparing a hand-over that was announced. Raises MoveNotAllowed."""
    move(handover, Handover.State.PREPARING)
    record("handover_reopened", of=handover, by=by, at=at)


@deed
def sign_handover(
    *, handover: Handover, signatory: str, role: str, on: date, left: int = 0, by: User | None, at: datetime
) -> Handover:
    """Record that the paper is signed: the machines are the association's, and the note is kept for good.

    `left` is how many allocated machines the signer knows to be missing: a partial hand-over is signed knowingly or
    not at all; what is missing stays due, in another hand-over. Machines, note and state change together.

    Raises HandoverIsOver, HandoverIsEmpty, MachinesLeft, SignedBeforeItWasPrepared.
    """
    lock_objects(handover)
    handover.refresh_from_db()
    require(handover.state in Handover.LIVE, HandoverIsOver)
    require(handover.scanned > 0, HandoverIsEmpty)
    require(left == handover.left, MachinesLeft(handover.left))
    require(localdate(handover.prepared_at) <= on <= localdate(at), SignedBeforeItWasPrepared)
    signature = {"signatory": signatory, "signatory_role": role, "signed_on": on, "signed_at": at}
    for name, value in signature.items():
        setattr(handover, name, value)
    note = store_document(
        name=f"{handover.reference}.pdf", content=render_note(handover), content_type="application/pdf", at=at
    )
    slip = slip_of(handover, Reason.HANDOVER, by, at)
    hand_over_devices(handover, slip)
    hand_over_accessories(holder=handover.pk, slip=slip)
    move(handover, Handover.State.SIGNED, note=note, **signature)
    record("handover_signed", of=handover, by=by, at=at, machines=handover.scanned, left=left, note_sha256=note.sha256)
    notices.handover_signed(handover, at=at)
    return handover


@deed
def cancel_handover(*, handover: Handover, reason: str, by: User | None, at: datetime) -> None:
    """Give a hand-over up: its machines are ready for others. Raises HandoverIsOver, ReasonNeeded."""
    require(reason.strip(), ReasonNeeded)
    lock_objects(handover)
    handover.refresh_from_db()
    require(handover.state in Handover.LIVE, HandoverIsOver)
    machines = release(handover, at=at, items=list(handover.items.values_list("pk", flat=True)))
    release_accessories(holder=handover.pk)
    move(handover, Handover.State.CANCELLED, scanned=0, cancel_reason=reason.strip())
    record("handover_cancelled", of=handover, by=by, at=at, machines=machines)


def change_count(handover: Handover, by: int) -> None:
    """Count one machine more or less, while the hand-over is in preparation; the database refuses one too many."""
    rows = Handover.objects.filter(pk=handover.pk, state=Handover.State.PREPARING)
    require(rows.update(scanned=F("scanned") + by) == 1, SomebodyElseWasFirst)
    handover.scanned += by


def release(handover: Handover, *, at: datetime, items: list) -> int:
    """Free these items' machines. Returns how many there were."""
    held = HandoverItem.objects.filter(handover=handover, pk__in=items, released_at=None)
    devices = Device.objects.filter(pk__in=held.values("device"), state=Device.State.RESERVED)
    freed = devices.update(state=Device.State.READY)
    require(held.update(released_at=at) == freed, SomebodyElseWasFirst)
    return freed


def hand_over_devices(handover: Handover, slip: Slip) -> None:
    """Move every machine of the hand-over to the association, all of them or none."""
    held = HandoverItem.objects.filter(handover=handover, released_at=None)
    devices = Device.objects.filter(pk__in=held.values("device"), state=Device.State.RESERVED)
    standing: dict[Place, list] = defaultdict(list)
    for device in devices.select_related("stands_in").order_by("pk"):
        standing[device.stands_in].append(device.pk)
    require(sum(map(len, standing.values())) == handover.scanned, SomebodyElseWasFirst)
    reserved = {"states": (Device.State.RESERVED,), "state": Device.State.HANDED_OVER}
    for place, machines in standing.items():
        write_devices(machines, origin=place, destination=End.ASSOCIATION, slip=slip, **reserved)
    custodies.begin(
        chain.from_iterable(standing.values()),
        association=handover.association,
        allocation=handover.allocation,
        handover=handover,
        began_as=Custody.Began.HANDOVER,
        since=handover.signed_on,
    )


def slip_of(handover: Handover, reason: Reason, by: User | None, at: datetime) -> Slip:
    """What the ledger's movements of this hand-over say."""
    return Slip(reason, by, at, reference=handover.reference, deed=handover.pk)
