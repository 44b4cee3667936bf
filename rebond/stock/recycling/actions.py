"""What people do with a recycling slip: open it, fill it, have it collected, take a collection back."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.countries.france.waste import waste_of
from rebond.documents.actions import store_document
from rebond.documents.deposits.intake import take_in
from rebond.journal.actions import record
from rebond.journal.models import Entry
from rebond.organisations.models import Donor
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.ledger.actions.corrections import correct_movement
from rebond.stock.ledger.actions.devices import take_out
from rebond.stock.ledger.actions.writing import Slip, write_accessories
from rebond.stock.ledger.models import AccessoryKind, Balance, End, Movement, Place, Reason
from rebond.stock.models import Device
from rebond.stock.numbering import next_number
from rebond.stock.readiness import make_ready
from rebond.stock.recycling.models import RecyclingLine, RecyclingSlip, is_unclean
from rebond.stock.recycling.papers import render_slip

MAY_BE_RECYCLED = (Device.State.RECEIVED, Device.State.READY)


class SlipIsFrozen(Exception):
    """A collected slip never changes: a counter-slip takes it back."""


class CannotBeRecycled(Exception):
    """A machine or accessories cannot go on the slip; the text says which, why and what to do."""


class SlipIsEmpty(Exception):
    """A recycler collects something."""


class NotErased(Exception):
    """Machines whose disks nobody erased, removed or destroyed; `serials` names them."""

    def __init__(self, serials: list[str]):
        super().__init__(", ".join(serials))
        self.serials = serials


class CollectedTooSoon(Exception):
    """The day of the collection is before the slip, or still to come."""


class AlreadyTakenBack(Exception):
    """The collection has its counter-slip."""


@deed
def open_slip(*, by: User, at: datetime, **facts: str) -> RecyclingSlip:
    """Prepare a collection by a recycler, whose name, SIRET and permit are written on the slip."""
    slip = RecyclingSlip.objects.create(number=number_for(at), opened_by=by, opened_at=at, **facts)
    record("recycling_slip_opened", of=slip, by=by, at=at)
    return slip


def number_for(at: datetime) -> str:
    """The number of a slip that was given up may be on paper: the journal keeps it."""
    discarded = Entry.objects.filter(verb="recycling_slip_discarded").values_list("facts__number", flat=True)
    return next_number("BR", at, RecyclingSlip.objects.all(), given_up=discarded)


def held_open(slip: RecyclingSlip) -> RecyclingSlip:
    """The slip as it stands, nobody else changing it. Raises SlipIsFrozen."""
    lock_objects(slip)
    slip.refresh_from_db()
    require(slip.is_open, SlipIsFrozen)
    return slip


@deed
def put_devices(*, slip: RecyclingSlip, devices: Collection[Device], by: User, at: datetime) -> int:
    """Put machines on an open slip; those that are on it already stay. Returns how many were put.

    Raises SlipIsFrozen, CannotBeRecycled.
    """
    held_open(slip)
    lock_objects(*devices)
    devices = list(Device.objects.filter(pk__in=[device.pk for device in devices]).order_by("serial"))
    here = set(slip.lines.filter(device__in=devices).values_list("device", flat=True))
    coming = [device for device in devices if device.pk not in here]
    for device in coming:
        require(device.state in MAY_BE_RECYCLED, CannotBeRecycled(why_not(device)))
    elsewhere = RecyclingLine.objects.filter(device__in=coming, open=True).select_related("device", "slip").first()
    require(elsewhere is None, elsewhere and CannotBeRecycled(on_another(elsewhere)))
    RecyclingLine.objects.bulk_create(
        RecyclingLine(slip=slip, device=device, weight=waste.kilograms, waste_code=waste.code, waste_name=waste.name)
        for device, waste in ((device, waste_of(device.category)) for device in coming)
    )
    if coming:
        record("recycling_slip_filled", of=slip, by=by, at=at, devices=[str(device.pk) for device in coming])
    return len(coming)


def why_not(device: Device) -> str:
    said = {"serial": device.serial, "state": device.get_state_display()}
    if device.state == Device.State.RESERVED:
        return _("%(serial)s est dans une remise\u00a0: retirez-la d’abord de la remise.") % said
    if device.state == Device.State.HANDED_OVER:
        return _("%(serial)s est dans une association\u00a0: notez d’abord son retour.") % said
    return _("%(serial)s n’est plus dans le stock (%(state)s).") % said


def on_another(line: RecyclingLine) -> str:
    said = {"serial": line.device.serial, "slip": line.slip.number}
    return _("%(serial)s est déjà sur le bordereau %(slip)s.") % said


@deed
def put_accessories(
    *,
    slip: RecyclingSlip,
    kind: AccessoryKind,
    quantity: int,
    place: Place,
    weight: Decimal | None = None,
    by: User,
    at: datetime,
) -> None:
    """Put accessories of a place on an open slip, with those of the kind that are on it already.

    Without a weight, the usual one of the kind counts. Raises SlipIsFrozen, CannotBeRecycled.
    """
    held_open(slip)
    line = slip.lines.filter(kind=kind, place=place).first()
    total = quantity + (line.quantity if line else 0)
    free = Balance.objects.filter(kind=kind, place=place).values_list(F("quantity") - F("reserved"), flat=True).first()
    sentence = _("%(place)s n’a que %(free)s %(kind)s de libres.") % {"place": place, "free": free or 0, "kind": kind}
    require((free or 0) >= total, CannotBeRecycled(sentence))
    waste = waste_of(kind.standard)
    weight = waste.kilograms * quantity if weight is None else weight
    facts = {"waste_code": waste.code, "waste_name": waste.name if kind.standard else kind.added_name}
    if line is None:
        line = RecyclingLine(slip=slip, kind=kind, place=place, quantity=quantity, weight=weight, **facts)
        line.save(force_insert=True)
    else:
        slip.lines.filter(pk=line.pk).update(quantity=total, weight=F("weight") + weight)
    record("recycling_slip_filled", of=slip, by=by, at=at, kind=str(kind.pk), quantity=quantity)


@deed
def take_off(*, line: RecyclingLine, by: User, at: datetime) -> None:
    """Take a line off an open slip. Raises SlipIsFrozen."""
    slip = held_open(line.slip)
    if slip.lines.filter(pk=line.pk).delete()[0]:
        record("recycling_line_removed", of=slip, by=by, at=at, device=str(line.device_id), kind=str(line.kind_id))


@deed
def discard_slip(*, slip: RecyclingSlip, by: User, at: datetime) -> None:
    """Give up an open slip: what was on it stays in the stock.

    Raises SlipIsFrozen.
    """
    held_open(slip)
    record("recycling_slip_discarded", of=slip, by=by, at=at, number=slip.number)
    slip.delete()


@deed
def collect_slip(
    *,
    slip: RecyclingSlip,
    on: date,
    certificate: str,
    treatment: str,
    weighed: Decimal | None,
    bsd: str = "",
    proof: tuple[str, bytes] | None = None,
    by: User,
    at: datetime,
) -> RecyclingSlip:
    """The recycler took everything away: it leaves the stock, and the slip is frozen with its paper.

    `proof` is the recycler's own paper: its name and bytes. Machines with a disk need the proof of its erasure, removal
    or destruction first; the database holds that too.

    Raises SlipIsFrozen, SlipIsEmpty, NotErased, CollectedTooSoon, Promised, MachineElsewhere, NotEnough, and
    rebond.documents.inspection.Refused.
    """
    held_open(slip)
    lines = list(slip.lines.select_related("device__stands_in", "kind", "place"))
    require(lines, SlipIsEmpty)
    devices = [line.device for line in lines if line.device is not None]
    lock_objects(*Donor.objects.filter(lots__devices__in=devices).distinct())  # before machines, as a swap does
    lock_objects(*devices)
    for device in devices:
        device.refresh_from_db()
    unclean = [device.serial for device in devices if is_unclean(device)]
    require(not unclean, NotErased(unclean))
    require(localdate(slip.opened_at) <= on <= localdate(at), CollectedTooSoon)
    written = Slip(Reason.RECYCLING, by, at, why=slip.recycler, reference=slip.number, deed=slip.pk)
    if devices:
        take_out(devices, End.RECYCLER, written)
    for line in lines:
        if line.kind is not None:
            write_accessories(line.kind, line.quantity, origin=line.place, destination=End.RECYCLER, slip=written)
    facts = {"collected_on": on, "certificate": certificate, "treatment": treatment, "weighed": weighed, "bsd": bsd}
    freeze(slip, lines, facts, proof, by=by, at=at)
    record("recycling_slip_collected", of=slip, by=by, at=at, machines=len(devices), certificate=certificate)
    return slip


def freeze(slip: RecyclingSlip, lines: list[RecyclingLine], facts: dict, proof, *, by: User, at: datetime) -> None:
    """Write the last of the slip, in the order that the triggers want: its lines first."""
    for name, value in facts.items():
        setattr(slip, name, value)
    slip.lines.update(open=False)
    slip.state, slip.collected_at = RecyclingSlip.State.COLLECTED, at
    if proof is not None:
        name, content = proof
        slip.proof = take_in(name=name, content=content, by=by, at=at)
    paper = render_slip(slip, lines)
    slip.paper = store_document(name=f"{slip.number}.pdf", content=paper, content_type="application/pdf", at=at)
    slip.save()


@deed
def take_back(*, slip: RecyclingSlip, why: str, by: User, at: datetime) -> RecyclingSlip:
    """Undo a collection that was written wrongly by a counter-slip: everything stands where it stood before.

    The register then shows both. Raises SlipIsFrozen for one that is open or a counter-slip, AlreadyTakenBack, and what
    keeps a movement from being corrected: CannotBeCorrected, MachineElsewhere, PlaceIsArchived.
    """
    lock_objects(slip)
    slip.refresh_from_db()
    require(not slip.is_open and slip.corrects_id is None, SlipIsFrozen)
    require(not RecyclingSlip.objects.filter(corrects=slip).exists(), AlreadyTakenBack)
    for movement in movements_of(slip):
        correct_movement(movement=movement, why=why, by=by, at=at, with_its_slip=True, settles=False)
    make_ready()
    kept = ("recycler", "siret", "permit", "recycler_address", "carrier", "carrier_siret", "carrier_permit")
    kept += ("bsd", "sender_siret", "origin", "certificate", "treatment", "weighed")
    counter = RecyclingSlip(number=number_for(at), opened_by=by, opened_at=at, corrects=slip, why=why)
    for name in kept:
        setattr(counter, name, getattr(slip, name))
    counter.state, counter.collected_on, counter.collected_at = slip.state, localdate(at), at
    paper = render_slip(counter, list(slip.lines.select_related("device", "kind")))
    counter.paper = store_document(name=f"{counter.number}.pdf", content=paper, content_type="application/pdf", at=at)
    counter.save(force_insert=True)
    record("recycling_slip_taken_back", of=counter, by=by, at=at, slip=str(slip.pk))
    return counter


def movements_of(slip: RecyclingSlip) -> QuerySet[Movement]:
    """What left with a slip, found by its machines and kinds: the ledger has no index of its deeds."""
    things = Q(device__in=slip.lines.exclude(device=None).values("device"))
    things |= Q(kind__in=slip.lines.exclude(kind=None).values("kind"))
    return Movement.objects.filter(things, deed=slip.pk, reason=Reason.RECYCLING).order_by("pk")
