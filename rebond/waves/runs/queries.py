"""What a programme already tells about those who may come, and the runs to show."""

from dataclasses import dataclass

from django.db.models import QuerySet

from rebond.applications.models import Application
from rebond.programmes.models import Programme, Wave
from rebond.programmes.queries import waves_of
from rebond.waves.runs.models import SimulationRun
from rebond.waves.simulation import WavePlan
from rebond.waves.simulation.scenario import EVERY_POINT

UNKNOWN_NUMBER = 20  # offered for a wave to which nobody has applied yet: a number to overwrite


@dataclass(frozen=True)
class Applied:
    """A wave, and the points and requests of those who have applied to it so far."""

    wave: Wave
    points: list[int]
    requests: list[int]

    @property
    def number(self) -> int:
        return len(self.points) or UNKNOWN_NUMBER

    def plan(self, expected: int, like: "Applied | None") -> WavePlan:
        """The wave with so many associations: like those who applied, or else anybody whom the wave admits."""
        floor, cap = self.wave.floor, self.wave.cap
        if like is None or not like.points:
            return WavePlan(expected, floor, cap, EVERY_POINT, tuple(range(max(1, floor), cap + 1)))
        return WavePlan(expected, floor, cap, tuple(sorted(like.points)), tuple(sorted(like.requests)))


def applied_to(programme: Programme) -> list[Applied]:
    """Each wave of a programme, in order, with those who may take part in it."""
    may_take_part = Application.objects.live().exclude(state=Application.State.INELIGIBLE).filter(points__gte=1)
    seen: dict[object, list[tuple[int, int]]] = {}
    rows = may_take_part.filter(wave__programme=programme).order_by("wave", "reference")
    for wave, points, requested in rows.values_list("wave", "points", "requested"):
        seen.setdefault(wave, []).append((points, requested))
    return [
        Applied(wave, [points for points, _ in found], [requested for _, requested in found])
        for wave in waves_of(programme)
        for found in [seen.get(wave.pk, [])]
    ]


def runs_shown() -> QuerySet[SimulationRun]:
    """The city's simulations, the latest first."""
    return SimulationRun.objects.select_related("programme", "asked_by").order_by("-asked_at", "pk")
