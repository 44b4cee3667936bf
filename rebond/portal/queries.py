"""The figures that the public reads: each counted once, so that every number agrees with its parts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from rebond.handovers.custodies.models import Custody
from rebond.handovers.models import Handover, HandoverItem
from rebond.programmes.models import Programme, Wave
from rebond.stock.models import Device
from rebond.waves.models import Allocation, Proposal

# The code of what lies in none of the city's districts, or nobody knows where.
ELSEWHERE = ""


@dataclass(frozen=True)
class WaveFigures:
    """What one wave gave, and has handed over so far."""

    wave: Wave
    allocated: int
    associations: int
    handed_over: int


@dataclass(frozen=True)
class DistrictFigures:
    """What the associations of one district got."""

    code: str
    name: str
    allocated: int
    associations: int
    handed_over: int


@dataclass(frozen=True)
class ProgrammeFigures:
    """A programme in numbers: announced by the donor, ready, allocated, handed over, in use today; associations served.

    What was ready once counts as ready: a machine that came back to be erased again was erased and checked before.
    """

    announced: int
    ready: int
    to_allocate: int
    allocated: int
    handed_over: int
    in_use: int
    associations: int
    waves: tuple[WaveFigures, ...]

    @property
    def has_served_twice(self) -> bool:
        """Whether an association was served in several waves: it counts in each, and once in all."""
        return self.associations < sum(one.associations for one in self.waves)


def allocations_of(programme: Programme) -> QuerySet[Allocation]:
    """The published allocations of a programme, of one machine at least."""
    return Allocation.objects.filter(
        proposal__state=Proposal.State.PUBLISHED, proposal__wave__programme=programme, units__gt=0
    )


def machines_handed_over(programme: Programme) -> QuerySet[HandoverItem]:
    """The machines of a programme that left against a signature; one that replaced a dead machine counts with it."""
    return HandoverItem.objects.filter(
        handover__state=Handover.State.SIGNED,
        released_at=None,
        replaces=None,
        handover__allocation__proposal__wave__programme=programme,
    )


def ready_once(programme: Programme) -> QuerySet[Device]:
    """The donor's desktops that may be, are, or were handed over: each once, those that came back too."""
    desktops = Device.objects.filter(lot__donor=programme.donor, category=Device.Category.DESKTOP)
    given_before = Exists(Custody.objects.filter(device=OuterRef("pk")))
    return desktops.filter(Q(state__in=Device.FREED) | given_before)


def programme_figures(programme: Programme) -> ProgrammeFigures:
    """The figures of a programme and of each of its waves, in six queries."""
    allocated = {
        row["proposal__wave"]: row
        for row in allocations_of(programme)
        .order_by()
        .values("proposal__wave")
        .annotate(units=Sum("units"), associations=Count("application__association", distinct=True))
    }
    handed_over = dict(
        machines_handed_over(programme)
        .order_by()
        .values_list("handover__allocation__proposal__wave")
        .annotate(Count("pk"))
    )
    waves = tuple(
        WaveFigures(
            wave,
            allocated.get(wave.pk, {}).get("units", 0),
            allocated.get(wave.pk, {}).get("associations", 0),
            handed_over.get(wave.pk, 0),
        )
        for wave in programme.waves.all()
    )
    served = allocations_of(programme).aggregate(served=Count("application__association", distinct=True))
    return ProgrammeFigures(
        announced=programme.announced_devices,
        ready=ready_once(programme).count(),
        to_allocate=sum(one.wave.stock for one in waves),
        allocated=sum(one.allocated for one in waves),
        handed_over=sum(one.handed_over for one in waves),
        in_use=Custody.objects.filter(until=None, handover__allocation__proposal__wave__programme=programme).count(),
        associations=served["served"],
        waves=waves,
    )


def district_figures(programme: Programme, names: dict[str, str]) -> list[DistrictFigures]:
    """The figures of each district, those without any included; what lies elsewhere counts under an empty code."""
    district = "application__association__district_code"
    allocated, associations, handed_over = Counter(), Counter(), Counter()
    granted = allocations_of(programme).order_by().values_list(district)
    for code, units, served in granted.annotate(Sum("units"), Count("application__association", distinct=True)):
        allocated[code if code in names else ELSEWHERE] += units
        associations[code if code in names else ELSEWHERE] += served
    left = machines_handed_over(programme).order_by().values_list(f"handover__allocation__{district}")
    for code, machines in left.annotate(Count("pk")):
        handed_over[code if code in names else ELSEWHERE] += machines
    codes = [*names, ELSEWHERE] if allocated[ELSEWHERE] else names
    return [
        DistrictFigures(code, names.get(code, ""), allocated[code], associations[code], handed_over[code])
        for code in codes
    ]


def current_wave(programme: Programme, today: date) -> Wave | None:
    """The wave to speak of today: the one that is open; else the next to open; else the last."""
    waves = list(programme.waves.all())
    still_to_close = [wave for wave in waves if wave.closes_on >= today and wave.state != Wave.State.PUBLISHED]
    return (still_to_close or waves[-1:] or [None])[0]
