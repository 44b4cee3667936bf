"""Reads of this app: one per page or export."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.handovers.custodies.models import Custody
from rebond.handovers.custodies.queries import Use, use_by_allocation
from rebond.handovers.models import Handover, HandoverItem
from rebond.organisations.models import Association
from rebond.programmes.models import Wave
from rebond.waves.models import Allocation
from rebond.waves.queries import published_allocations

# Where the hand-over of an allocation stands, in the order of the journey.
STANDINGS = {
    "to-prepare": _("À préparer"),
    "preparing": _("En préparation"),
    "ready": _("Prête"),
    "partial": _("Remise en partie"),
    "signed": _("Remise signée"),
}


@dataclass(frozen=True)
class Line:
    """An allocation and how far its machines have come."""

    allocation: Allocation
    handovers: list[Handover]
    use: Use

    @property
    def association(self) -> Association:
        return self.allocation.application.association

    @property
    def wave(self) -> Wave:
        return self.allocation.proposal.wave

    @cached_property
    def live(self) -> Handover | None:
        return next((one for one in self.handovers if one.state in Handover.LIVE), None)

    @cached_property
    def signed(self) -> list[Handover]:
        return [one for one in self.handovers if one.state == Handover.State.SIGNED]

    @property
    def prepared(self) -> int:
        """Machines that wait for the signature."""
        return self.live.scanned if self.live else 0

    @property
    def given(self) -> int:
        """Machines that the association has signed for."""
        return sum(one.scanned for one in self.signed)

    @property
    def left(self) -> int:
        return self.allocation.units - self.given

    @property
    def standing(self) -> str:
        if self.live is not None:
            return str(self.live.state)
        if self.left == 0:
            return "signed"
        return "partial" if self.given else "to-prepare"

    @property
    def standing_in_words(self) -> str:
        return STANDINGS[self.standing]


@dataclass(frozen=True)
class Totals:
    """Machines of some lines: promised, waiting for a signature, handed over, and in use, whoever has them now."""

    allocated: int
    prepared: int
    given: int
    in_use: int
    associations: int
    served: int


def handover_lines(user: User, wave: Wave | None = None) -> list[Line]:
    """One line per published allocation that this person may see, wave by wave, in the order of names."""
    kept = Handover.objects.exclude(state=Handover.State.CANCELLED).order_by("before")
    allocations = visible_allocations(user, wave).prefetch_related(Prefetch("handovers", kept, to_attr="kept"))
    allocations = allocations.order_by("proposal__wave__number", "application__association__search_text", "pk")
    uses = use_by_allocation(allocation.pk for allocation in allocations)
    return [Line(allocation, allocation.kept, uses.get(allocation.pk, Use())) for allocation in allocations]


def visible_allocations(user: User, wave: Wave | None) -> QuerySet[Allocation]:
    """All for the city and its warehouse, a manager's own associations otherwise."""
    allocations = published_allocations(wave)
    if user.has_role(*Handover.SEEN_BY):
        return allocations
    return allocations.filter(application__association__in=[one.pk for one in user.associations])


def totals_of(lines: Iterable[Line]) -> Totals:
    lines = list(lines)
    return Totals(
        allocated=sum(line.allocation.units for line in lines),
        prepared=sum(line.prepared for line in lines),
        given=sum(line.given for line in lines),
        in_use=Custody.objects.filter(until=None, handover__allocation__in=[one.allocation for one in lines]).count(),
        associations=len(lines),
        served=sum(line.left == 0 for line in lines),
    )


def full_handovers() -> QuerySet[Handover]:
    """Hand-overs with all that a page or a note tells of them, in one query."""
    return Handover.objects.select_related(
        "allocation__application__association", "allocation__proposal__wave__programme__donor", "note", "city"
    )


def items_of(handover: Handover) -> QuerySet[HandoverItem]:
    """The machines in a hand-over, the last one scanned first; of each what it became (`device.kept`)."""
    held = handover.items.filter(released_at=None).select_related(
        "device", "replaces__device", "replacement__device", "replacement__swap"
    )
    became = Custody.objects.filter(handover=handover).select_related("association").order_by("since", "until")
    held = held.prefetch_related(Prefetch("device__custodies", became, to_attr="kept"))
    return held.order_by("-added_at", "device__serial")
