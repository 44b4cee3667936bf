"""What people do about a machine that arrived dead: ask, accept or refuse, swap."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.documents.deposits.intake import take_in as take_in_file
from rebond.handovers import notices
from rebond.handovers.custodies import actions as custodies
from rebond.handovers.custodies.models import Custody
from rebond.handovers.models import HandoverItem
from rebond.handovers.papers import render_swap
from rebond.handovers.references import reference_of
from rebond.handovers.scanning import reasons_against, the_one_device
from rebond.handovers.swaps.models import Swap
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.stock.codes import clean_code, devices_by_code
from rebond.stock.ledger.actions.devices import Promised, spare_promises
from rebond.stock.ledger.actions.writing import Slip, write_devices
from rebond.stock.ledger.models import End, Place, Reason
from rebond.stock.models import Device, Flag
from rebond.stock.spares.actions import NoSpareLeft, take_spare
from rebond.stock.spares.pools import policy


class NotTheirsAnyMore(Exception):
    """The association does not have this machine any more."""


class TooLate(Exception):
    """A machine is swapped for a few weeks after its hand-over; `last` was the last day."""

    def __init__(self, last: date):
        super().__init__(last)
        self.last = last


class SwapUnderWay(Exception):
    """The swap of this machine is asked already."""

    def __init__(self, swap: Swap):
        super().__init__(swap.reference)
        self.swap = swap


class SwapIsOver(Exception):
    """The swap was refused or is done: nothing of it changes any more."""


class CannotReplace(Exception):
    """The scanned machine cannot take the place of the dead one; the text says why and what to do."""


class SignedOutsideTheSwap(Exception):
    """The day on the paper is before the association had the machine, or still to come."""


@dataclass(frozen=True)
class Photo:
    """A photograph or PDF that somebody sent."""

    name: str
    content: bytes


def last_day_to_swap(custody: Custody) -> date:
    """Counted from the day on which the machine was handed over: passing it on does not begin it again."""
    passed_on = custody.began_as == Custody.Began.TRANSFER
    signed = custody.handover.signed_on if passed_on else custody.since
    return signed + timedelta(days=policy().swap_days)


@deed
def ask_swap(
    *, custody: Custody, symptom: str, photo: Photo | None = None, decided: bool, by: User, at: datetime
) -> Swap:
    """Say that a machine arrived dead. `decided`: who says it is of the city, and nobody else has to accept.

    Raises NotTheirsAnyMore, TooLate, SwapUnderWay, and rebond.documents.inspection.Refused for the photograph.
    """
    lock_objects(custody)
    custody.refresh_from_db()
    require(custody.until is None, NotTheirsAnyMore)
    require(localdate(at) <= last_day_to_swap(custody), TooLate(last_day_to_swap(custody)))
    live = custody.swaps.exclude(state=Swap.State.REFUSED).first()
    require(live is None, live and SwapUnderWay(live))
    swap = Swap(custody=custody, symptom=symptom, asked_by=by, asked_at=at)
    swap.reference = reference_of(swap.pk, "E")
    swap.state = Swap.State.APPROVED if decided else Swap.State.ASKED
    if photo is not None:
        swap.photo = take_in_file(name=photo.name, content=photo.content, by=by, at=at)
    swap.save(force_insert=True)
    record("swap_asked", of=swap, by=by, at=at, device=str(custody.device_id), decided=decided)
    return swap


@deed
def approve_swap(*, swap: Swap, by: User, at: datetime) -> None:
    """Accept to swap the machine: the association may come. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    move(swap, Swap.State.APPROVED)
    record("swap_approved", of=swap, by=by, at=at)
    notices.swap_approved(swap, at=at)


@deed
def refuse_swap(*, swap: Swap, reason: str, by: User, at: datetime) -> None:
    """Refuse to swap it, and say why. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    move(swap, Swap.State.REFUSED, refusal=reason)
    record("swap_refused", of=swap, by=by, at=at)
    notices.swap_refused(swap, at=at)


@deed
def make_swap(
    *, swap: Swap, code: str, place: Place, signatory: str, role: str, on: date, by: User | None, at: datetime
) -> Swap:
    """The dead machine comes back into the place and a spare leaves in its stead, against a small signed slip.

    The allocation counts what it counted. The spare has to be ready like any machine that leaves, and kept back by its
    lot: the last one is taken once, whoever asks.

    Raises SwapIsOver, NotTheirsAnyMore, UnknownCode, AmbiguousCode, CannotReplace, SignedOutsideTheSwap,
    PlaceIsArchived, SomebodyElseWasFirst.
    """
    code = clean_code(code)
    spare = the_one_device(code, devices_by_code([code]).get(code, []))
    spare = Device.objects.select_related("lot__donor", "stands_in").get(pk=spare.pk)
    lock_objects(spare.lot.donor, swap, swap.custody, spare)
    for row in (swap, swap.custody, spare):
        row.refresh_from_db()
    require(swap.state == Swap.State.APPROVED, SwapIsOver)
    custody = swap.custody
    require(custody.until is None, NotTheirsAnyMore)
    require(custody.since <= on <= localdate(at), SignedOutsideTheSwap)
    keep_apart(spare, custody)
    slip = {"by": by, "at": at, "reference": swap.reference, "deed": swap.pk}
    with override(settings.LANGUAGE_CODE):
        held_because = _("Panne à l’arrivée\u00a0: %(what)s") % {"what": swap.symptom}
    bring_in(custody, place, Slip(Reason.RETURN, **slip), on=on, held_because=held_because)
    custodies.end([custody], ended_as=Custody.Ended.SWAP, until=on)
    item = send_out(spare, swap, Slip(Reason.HANDOVER, **slip), on)
    signature = {"signatory": signatory, "signatory_role": role, "signed_on": on}
    paper = store_document(
        name=f"{swap.reference}.pdf",
        content=render_swap(swap, spare, **signature),
        content_type="application/pdf",
        at=at,
    )
    move(swap, Swap.State.SWAPPED, spare=item, paper=paper, **signature)
    facts = {"device": str(custody.device_id), "spare": str(spare.pk), "paper_sha256": paper.sha256}
    record("device_swapped", of=swap, by=by, at=at, **facts)
    notices.swap_made(swap, at=at)
    return swap


def keep_apart(spare: Device, custody: Custody) -> None:
    """Take the machine from the spares of its lot. Raises CannotReplace."""
    said = {"serial": spare.serial, "lot": spare.lot.reference}
    if spare.state != Device.State.READY:
        said["reasons"] = ", ".join(reasons_against(spare))
        raise CannotReplace(_("%(serial)s ne peut pas être remis\u00a0: %(reasons)s. Prenez-en une autre.") % said)
    donor = custody.handover.wave.programme.donor
    if spare.lot.donor != donor:
        sentence = _("%(serial)s vient d’un autre donateur\u00a0: prenez une machine de %(donor)s.")
        raise CannotReplace(sentence % (said | {"donor": donor}))
    if spare.lot.regime not in ("", custody.handover.wave.programme.legal_route):
        sentence = _("%(serial)s est d’un lot sous un autre régime\u00a0: prenez une autre machine.")
        raise CannotReplace(sentence % said)
    try:
        spare_promises(Device.objects.filter(pk=spare.pk))
        take_spare(spare)
    except Promised as why:
        raise CannotReplace(
            _("Les machines prêtes de ce donateur sont toutes promises à des associations\u00a0: aucune n’est libre.")
        ) from why
    except NoSpareLeft as why:
        raise CannotReplace(
            _(
                "Le lot %(lot)s ne garde plus aucune machine en réserve\u00a0: rien n’est échangé. Prenez une machine "
                "d’un autre lot, ou augmentez sa réserve."
            )
            % said
        ) from why


def bring_in(custody: Custody, place: Place, slip: Slip, *, on: date, held_because: str) -> None:
    flags = {"blocking_flags": str(Flag.OUT_OF_ORDER)}
    custodies.take_in([custody.device_id], place=place, slip=slip, on=on, held_because=held_because[:300], **flags)


def send_out(spare: Device, swap: Swap, slip: Slip, on: date) -> HandoverItem:
    """The spare leaves as an item of the hand-over, in the place of the dead one."""
    custody = swap.custody
    ready = {"states": (Device.State.READY,), "state": Device.State.HANDED_OVER}
    write_devices([spare.pk], origin=spare.stands_in, destination=End.ASSOCIATION, slip=slip, **ready)
    dead = HandoverItem.objects.filter(handover=custody.handover, device=custody.device_id, released_at=None)
    item = HandoverItem.objects.create(
        handover=custody.handover, device=spare, added_at=slip.at, replaces=dead.order_by(F("added_at").desc()).first()
    )
    custodies.begin(
        [spare.pk],
        association=custody.association,
        allocation=custody.allocation,
        handover=custody.handover,
        began_as=Custody.Began.SWAP,
        since=on,
    )
    return item
