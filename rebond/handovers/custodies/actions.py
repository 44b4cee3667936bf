"""A custody begins and ends: called by the deeds that sign, swap, take back and pass, which record in the journal."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.handovers.custodies.models import Custody
from rebond.handovers.models import Handover, HandoverItem
from rebond.handovers.swaps.models import Swap
from rebond.organisations.models import Association
from rebond.safeguards.deeds import SomebodyElseWasFirst, require
from rebond.stock.bench.models import Triage
from rebond.stock.ledger.actions.writing import Slip, write_devices
from rebond.stock.ledger.closing import midnight_after
from rebond.stock.ledger.models import End, Place
from rebond.stock.models import Device, PastUse
from rebond.stock.readiness import settle_erasure
from rebond.waves.models import Allocation


def begin(
    devices: Iterable[UUID],
    *,
    association: Association,
    allocation: Allocation | None,
    handover: Handover,
    began_as: Custody.Began,
    since: date,
) -> None:
    """From that day on the association has these machines."""
    shared = {"association": association, "allocation": allocation, "handover": handover}
    Custody.objects.bulk_create(
        Custody(device_id=pk, began_as=began_as, since=since, **shared) for pk in sorted(devices)
    )


def end(custodies: Collection[Custody], *, ended_as: Custody.Ended, until: date) -> None:
    """The association has them no more: a swap that somebody asked for one of them is over too.

    Raises SomebodyElseWasFirst when one of them ended already.
    """
    open_ones = Custody.objects.filter(pk__in=[one.pk for one in custodies], until=None)
    require(open_ones.update(ended_as=ended_as, until=until) == len(custodies), SomebodyElseWasFirst)
    if ended_as != Custody.Ended.SWAP:
        asked = Swap.objects.filter(custody__in=[one.pk for one in custodies], state__in=Swap.LIVE)
        with override(settings.LANGUAGE_CODE):
            refusal = _("L’association n’a plus cette machine.")
        asked.update(state=Swap.State.REFUSED, refusal=refusal)


def take_in(devices: Collection[UUID], *, place: Place, slip: Slip, on: date, held_because: str, **changes) -> None:
    """Machines come back into the stock: received, held until somebody looks at them, to be erased again.

    Their certificates and what the bench said stay as history: they are triaged anew. What was erased after the day
    of the return counts, however late it is recorded. Raises PlaceIsArchived, SomebodyElseWasFirst.
    """
    back = {"states": (Device.State.HANDED_OVER,), "state": Device.State.RECEIVED}
    unknown = {"erasure": Device.Erasure.UNKNOWN, "held_because": held_because}
    write_devices(devices, origin=End.ASSOCIATION, destination=place, slip=slip, **back, **unknown, **changes)
    ended_at = min(slip.at, midnight_after(on))
    PastUse.objects.bulk_create(PastUse(device_id=pk, ended_at=ended_at) for pk in devices)
    settle_erasure(list(Device.objects.filter(pk__in=devices).values_list("serial", flat=True)))
    Triage.objects.filter(device__in=devices, is_current=True).update(is_current=False)
    HandoverItem.objects.filter(device__in=devices, released_at=None, ended_at=None).update(ended_at=slip.at)
