"""What the later waves are expected to need, as a wave could keep it: a guess that can be explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median_low

from rebond.programmes.models import Wave
from rebond.waves.problem import Entry


@dataclass(frozen=True)
class Forecast:
    """So many associations of so many points, each asking for so many computers."""

    phantoms: int
    points: int
    request: int

    def as_fields(self) -> dict[str, int]:
        return {"phantoms": self.phantoms, "phantom_points": self.points, "phantom_request": self.request}


def forecast_of(wave: Wave, entries: Sequence[Entry]) -> Forecast:
    """The next wave as associations like today's: the stock planned for it, in lots of its cap, of middling points.

    Where no wave follows, nobody is expected.
    """
    following = Wave.objects.filter(programme=wave.programme_id, number__gt=wave.number).order_by("number").first()
    if following is None or not entries:
        return Forecast(0, 0, 0)
    points = median_low(entry.application.points for entry in entries)
    return Forecast(ceil(following.stock / following.cap), points, following.cap)
