"""Who has what, and what each allocation's machines became."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from rebond.handovers.custodies.models import Custody
from rebond.organisations.models import Association
from rebond.stock.models import Device
from rebond.stock.past import Chapter

HELD = Q(until=None)
RETURNED = Q(ended_as=Custody.Ended.RETURN)
PASSED_ON = Q(ended_as=Custody.Ended.TRANSFER)
PASSED_IN = Q(began_as=Custody.Began.TRANSFER)


@dataclass(frozen=True)
class Use:
    """What became of machines: in use today, brought back, passed on to another association, received from another.

    What was handed over, and received, is what is in use, was brought back or was passed on.
    """

    held: int = 0
    returned: int = 0
    passed_on: int = 0
    passed_in: int = 0


COUNTS = {
    "held": Count("pk", filter=HELD),
    "returned": Count("pk", filter=RETURNED),
    "passed_on": Count("pk", filter=PASSED_ON),
    "passed_in": Count("pk", filter=PASSED_IN),
}


def use_by_allocation(allocations: Iterable[UUID]) -> dict[UUID, Use]:
    """What became of the machines of each of these allocations, in one query."""
    rows = Custody.objects.filter(allocation__in=list(allocations)).order_by().values("allocation").annotate(**COUNTS)
    return {row.pop("allocation"): Use(**row) for row in rows}


def returned_machines() -> dict[UUID, int]:
    """How many promises of each donor's machines were kept with some that came back."""
    back = Custody.objects.filter(RETURNED, device__category=Device.Category.DESKTOP).order_by()
    return dict(back.values_list("handover__allocation__proposal__wave__programme__donor").annotate(Count("pk")))


def full_custodies() -> QuerySet[Custody]:
    """Custodies with all that a page tells of them, in one query."""
    return Custody.objects.select_related(
        "device__lot__donor", "association", "handover__allocation__proposal__wave__programme"
    )


def held_by(association: Association) -> QuerySet[Custody]:
    """What an association has today, in the order of serial numbers."""
    return full_custodies().filter(HELD, association=association).order_by("device__serial")


def chapters_of(device: UUID) -> list[Chapter]:
    """Who had a machine, for its page."""
    return [
        Chapter(
            holder=one.association.name,
            since=one.since,
            until=one.until,
            began=one.get_began_as_display(),
            ended=one.get_ended_as_display(),
            url=reverse("handovers:detail", args=[one.handover_id]),
        )
        for one in Custody.objects.filter(device=device).select_related("association")
    ]
