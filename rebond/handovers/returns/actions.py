"""Machines that an association brings back."""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.handovers import notices
from rebond.handovers.custodies import actions as custodies
from rebond.handovers.custodies.models import Custody
from rebond.handovers.papers import render_return
from rebond.handovers.references import reference_of
from rebond.handovers.returns.models import Return, ReturnItem
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.ledger.actions.writing import Slip
from rebond.stock.ledger.models import Place, Reason
from rebond.stock.models import Flag


class NothingReturned(Exception):
    """A return brings back one machine at least."""


class NotTheirs(Exception):
    """One of the machines is not this association's today."""


class ReturnedOutsideTheCustody(Exception):
    """The day is before the association had one of the machines, or still to come."""


@deed
def receive_return(
    *,
    association: Association,
    machines: Mapping[Custody, str],
    reason: str,
    remarks: str = "",
    place: Place,
    brought_by: str,
    received_by: str,
    on: date,
    by: User | None,
    at: datetime,
) -> Return:
    """Take machines back, each with its condition ("works", "doubtful" or "broken"), against one slip.

    They stand in the place, received and held back: their disks were used, so that they are erased again, and somebody
    looks at each before it is allocated to others. The promise that they kept stays kept.

    Raises NothingReturned, NotTheirs, ReturnedOutsideTheCustody, PlaceIsArchived, SomebodyElseWasFirst.
    """
    require(machines, NothingReturned)
    lock_objects(*machines)
    mine = Custody.objects.filter(pk__in=[one.pk for one in machines], association=association, until=None)
    require(mine.count() == len(machines), NotTheirs)
    require(all(one.since <= on for one in machines) and on <= localdate(at), ReturnedOutsideTheCustody)
    slip = Return(
        association=association,
        reason=reason,
        remarks=remarks,
        place=place,
        brought_by=brought_by,
        received_by=received_by,
        returned_on=on,
        by=by,
        at=at,
        machines=len(machines),
    )
    slip.reference = reference_of(slip.pk, "B")
    slip.paper = store_document(
        name=f"{slip.reference}.pdf", content=render_return(slip, machines), content_type="application/pdf", at=at
    )
    slip.save(force_insert=True)
    take_in(slip, machines)
    custodies.end(machines, ended_as=Custody.Ended.RETURN, until=on)
    ReturnItem.objects.bulk_create(
        ReturnItem(slip=slip, custody=custody, condition=condition) for custody, condition in machines.items()
    )
    record("devices_returned", of=slip, by=by, at=at, devices=[str(one.device_id) for one in machines], reason=reason)
    notices.machines_returned(slip, at=at)
    return slip


def take_in(slip: Return, machines: Mapping[Custody, str]) -> None:
    """Bring them into the stock, the broken ones out of order."""
    written = Slip(Reason.RETURN, slip.by, slip.at, reference=slip.reference, deed=slip.pk)
    broken = [one.device_id for one, condition in machines.items() if condition == ReturnItem.Condition.BROKEN]
    others = [one.device_id for one, condition in machines.items() if condition != ReturnItem.Condition.BROKEN]
    with override(settings.LANGUAGE_CODE):
        held_because = _("Rapportée par une association\u00a0: à contrôler")
    held = {"on": slip.returned_on, "held_because": held_because}
    for devices, flags in ((broken, str(Flag.OUT_OF_ORDER)), (others, "")):
        if devices:
            custodies.take_in(devices, place=slip.place, slip=written, blocking_flags=flags, **held)
