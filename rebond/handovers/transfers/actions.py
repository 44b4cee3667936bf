"""What people do about a passage of machines: propose, accept or decline, approve or refuse, withdraw."""

from collections.abc import Collection
from datetime import datetime

from django.utils.timezone import localdate

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.handovers import notices
from rebond.handovers.custodies import actions as custodies
from rebond.handovers.custodies.models import Custody
from rebond.handovers.custodies.queries import full_custodies
from rebond.handovers.papers import render_transfer
from rebond.handovers.references import reference_of
from rebond.handovers.transfers.models import Transfer, TransferItem
from rebond.handovers.transfers.queries import allocation_in, may_receive
from rebond.handovers.transfers.routes import rule_of
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move


class NothingToPass(Exception):
    """A passage is of one machine at least."""


class SeveralProgrammes(Exception):
    """The machines come from several programmes, whose rules differ: one passage for each."""


class NotTheirs(Exception):
    """One of the machines is not the giver's any more."""


class AlreadyInATransfer(Exception):
    """One of the machines is in another passage that nobody has settled."""


class CannotReceive(Exception):
    """The other association is the giver itself, or was served in no wave and is not eligible in one."""


class DecisionNeeded(Exception):
    """The legal route wants a decision of the city, and none was named."""


@deed
def ask_transfer(
    *, giver: Association, receiver: Association, machines: Collection[Custody], why: str, by: User, at: datetime
) -> Transfer:
    """Propose to pass machines to another association, which hears of it.

    Raises NothingToPass, NotTheirs, SeveralProgrammes, AlreadyInATransfer, CannotReceive.
    """
    require(machines, NothingToPass)
    lock_objects(*machines)
    held = list(full_custodies().filter(pk__in=[one.pk for one in machines], association=giver, until=None))
    require(len(held) == len(machines), NotTheirs)
    programmes = {one.handover.wave.programme for one in held}
    require(len(programmes) == 1, SeveralProgrammes)
    require(not TransferItem.objects.filter(custody__in=held, live=True).exists(), AlreadyInATransfer)
    require(giver != receiver and may_receive().filter(pk=receiver.pk).exists(), CannotReceive)
    transfer = Transfer(programme=programmes.pop(), giver=giver, receiver=receiver, why=why, asked_by=by, asked_at=at)
    transfer.reference = reference_of(transfer.pk, "P")
    transfer.save(force_insert=True)
    TransferItem.objects.bulk_create(TransferItem(transfer=transfer, custody=one) for one in held)
    facts = {"giver": str(giver.pk), "receiver": str(receiver.pk), "devices": [str(one.device_id) for one in held]}
    record("transfer_asked", of=transfer, by=by, at=at, **facts)
    notices.transfer_asked(transfer, at=at)
    return transfer


@deed
def accept_transfer(*, transfer: Transfer, by: User, at: datetime) -> None:
    """The other association wants the machines. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    move(transfer, Transfer.State.ACCEPTED, accepted_by=by, accepted_at=at)
    record("transfer_accepted", of=transfer, by=by, at=at)


@deed
def decline_transfer(*, transfer: Transfer, reason: str, by: User, at: datetime) -> None:
    """The other association does not want them. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    settle(transfer, Transfer.State.DECLINED, by, at, refusal=reason)
    record("transfer_declined", of=transfer, by=by, at=at)
    notices.transfer_settled(transfer, at=at)


@deed
def withdraw_transfer(*, transfer: Transfer, by: User, at: datetime) -> None:
    """The giver keeps its machines after all. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    settle(transfer, Transfer.State.WITHDRAWN, by, at)
    record("transfer_withdrawn", of=transfer, by=by, at=at)


@deed
def refuse_transfer(*, transfer: Transfer, reason: str, by: User, at: datetime) -> None:
    """The city does not allow it. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    settle(transfer, Transfer.State.REFUSED, by, at, refusal=reason)
    record("transfer_refused", of=transfer, by=by, at=at)
    notices.transfer_settled(transfer, at=at)


@deed
def approve_transfer(*, transfer: Transfer, decision: str = "", by: User, at: datetime) -> Transfer:
    """The machines are the other association's from today; the stock does not see them.

    Each counts under the receiver's own allocation in the programme, when it has one. `decision` names the city's,
    where the legal route wants it.

    Raises DecisionNeeded, NotTheirs, MoveNotAllowed, SomebodyElseWasFirst.
    """
    lock_objects(transfer)
    transfer.refresh_from_db()
    require(decision or not rule_of(transfer.programme).needs_decision, DecisionNeeded)
    held = list(full_custodies().filter(transfer_items__transfer=transfer, until=None).order_by("device__serial"))
    require(len(held) == transfer.items.count(), NotTheirs)
    today = localdate(at)
    custodies.end(held, ended_as=Custody.Ended.TRANSFER, until=today)
    allocation = allocation_in(transfer.programme, transfer.receiver)
    for custody in held:
        custodies.begin(
            [custody.device_id],
            association=transfer.receiver,
            allocation=allocation,
            handover=custody.handover,
            began_as=Custody.Began.TRANSFER,
            since=today,
        )
    transfer.decision = decision
    paper = store_document(
        name=f"{transfer.reference}.pdf",
        content=render_transfer(transfer, held, on=today),
        content_type="application/pdf",
        at=at,
    )
    settle(transfer, Transfer.State.APPROVED, by, at, decision=decision, paper=paper)
    devices = [str(one.device_id) for one in held]
    record("transfer_approved", of=transfer, by=by, at=at, devices=devices, paper_sha256=paper.sha256)
    notices.transfer_settled(transfer, at=at)
    return transfer


def settle(transfer: Transfer, state: str, by: User, at: datetime, **changes) -> None:
    """End the passage: its machines are free for another."""
    move(transfer, state, settled_by=by, settled_at=at, **changes)
    transfer.items.update(live=False)
