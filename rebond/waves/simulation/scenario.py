"""What is expected of a programme before it begins: its stock, its waves, and who might come."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from statistics import NormalDist
from typing import Any

from rebond.waves.simulation.refusal import Refusal

FORMAT = "rebond.waves.scenario/1"
MOST_UNITS = 100_000
MOST_POINTS = 1_000_000
MOST_WAVES = 12
MOST_ASSOCIATIONS = 1_000
SURPRISE = (-90, 300)  # percent


@dataclass(frozen=True, slots=True)
class WavePlan:
    """One wave as the city forecasts it.

    `expected` associations, each with one of `points` and one of `requests`, all equally likely and drawn apart.
    """

    expected: int
    floor: int
    cap: int
    points: tuple[int, ...]
    requests: tuple[int, ...]

    @property
    def demand(self) -> float:
        """What the wave is expected to ask, within its cap."""
        return self.expected * sum(min(request, self.cap) for request in self.requests) / len(self.requests)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A stock, its waves, and how well the city knows the future.

    The associations of the first wave are counted: a city decides it once its applications are in. Of each later wave
    it knows a forecast. The true number is the forecast, moved by `surprise` percent that nobody saw coming, then by
    chance: a normal law whose standard deviation is `forecast_error` percent of the forecast.
    """

    label: str
    stock: int
    waves: tuple[WavePlan, ...]
    forecast_error: int = 20
    surprise: int = 0

    def number_in(self, wave: int, chance: float) -> int:
        """How many associations come to a wave, at so many standard deviations from what is to be expected."""
        plan = self.waves[wave]
        if wave == 0:
            return plan.expected
        moved = plan.expected * (1 + self.surprise / 100)
        return max(0, round(moved + plan.expected * self.forecast_error / 100 * chance))

    def forecast_of(self, wave: int, quantile: int) -> int:
        """The number of associations that the forecast expects not to be passed, with `quantile` chances in 100."""
        expected = self.waves[wave].expected
        chance = NormalDist().inv_cdf(quantile / 100)
        return max(0, ceil(round(expected * (1 + self.forecast_error / 100 * chance), 6)))

    def as_dict(self) -> dict[str, Any]:
        """The scenario as its file says it; `read_scenario` reads it back."""
        return {
            "format": FORMAT,
            "label": self.label,
            "stock": self.stock,
            "forecast_error": self.forecast_error,
            "surprise": self.surprise,
            "waves": [
                {
                    "expected": plan.expected,
                    "floor": plan.floor,
                    "cap": plan.cap,
                    "points": as_range(plan.points),
                    "requests": as_range(plan.requests),
                }
                for plan in self.waves
            ],
        }


# The reference. Its stock, its numbers of associations, its floors and caps are those of the Marseille case: 27
# associations, then about 25, then about 15 small ones. Whoever applies asks any number that its wave admits, from the
# floor to the cap; points lie in the range that the grid of the case gives, some 20 to 80.
EVERY_POINT = tuple(range(20, 81))
REFERENCE = Scenario(
    label="reference",
    stock=1000,
    waves=(
        WavePlan(27, floor=10, cap=30, points=EVERY_POINT, requests=tuple(range(10, 31))),
        WavePlan(25, floor=10, cap=30, points=EVERY_POINT, requests=tuple(range(10, 31))),
        WavePlan(15, floor=1, cap=9, points=EVERY_POINT, requests=tuple(range(1, 10))),
    ),
)
# The same programme where the city knows less, and where more associations come than it believed.
NAMED = {
    "reference": REFERENCE,
    "weak-forecast": replace(REFERENCE, label="weak-forecast", forecast_error=40),
    "late-rush": replace(REFERENCE, label="late-rush", surprise=30),
}


def named_scenario(name: str) -> Scenario:
    """One of the scenarios that come with the simulator. Raises Refusal."""
    if name not in NAMED:
        raise Refusal("unknown-scenario", value=name, known=", ".join(NAMED))
    return NAMED[name]


def as_range(values: tuple[int, ...]) -> list[int] | dict[str, int]:
    """Every number from one to another, said in short; else the list."""
    low, high = values[0], values[-1]
    return {"from": low, "to": high} if values == tuple(range(low, high + 1)) else list(values)


def read_scenario(source: str | bytes | Mapping[str, Any]) -> Scenario:
    """Read a scenario, strictly, from JSON text or the mapping that it holds. Raises Refusal."""
    given = read_json(source) if isinstance(source, str | bytes) else source
    found = given.get("format") if isinstance(given, Mapping) else None
    if found != FORMAT:
        raise Refusal("wrong-format", value=found, expected=FORMAT)
    members = known_members(given, "scenario", ("format", "label", "stock", "forecast_error", "surprise", "waves"))
    rows = members.get("waves")
    if not isinstance(rows, list | tuple) or not 0 < len(rows) <= MOST_WAVES:
        raise Refusal("bad-waves", most=MOST_WAVES)
    label = members.get("label", "")
    if not isinstance(label, str) or len(label) > 200:
        raise Refusal("bad-label", longest=200)
    return Scenario(
        label=label,
        stock=whole(members, "stock", 1, MOST_UNITS),
        waves=tuple(read_wave(row, number) for number, row in enumerate(rows, start=1)),
        forecast_error=whole(members, "forecast_error", 0, 100, 20),
        surprise=whole(members, "surprise", *SURPRISE, 0),
    )


def read_wave(given: Any, number: int) -> WavePlan:
    where = f"waves[{number}]"
    members = known_members(given, where, ("expected", "floor", "cap", "points", "requests"))
    floor = whole(members, "floor", 0, MOST_UNITS, 0, where=where)
    cap = whole(members, "cap", max(1, floor), MOST_UNITS, where=where)
    return WavePlan(
        expected=whole(members, "expected", 0, MOST_ASSOCIATIONS, where=where),
        floor=floor,
        cap=cap,
        points=read_values(members.get("points", as_range(EVERY_POINT)), f"{where}.points", MOST_POINTS),
        requests=read_values(
            members.get("requests", {"from": max(1, floor), "to": cap}), f"{where}.requests", MOST_UNITS
        ),
    )


def read_values(given: Any, where: str, largest: int) -> tuple[int, ...]:
    """`{"from": 10, "to": 30}`, or every value that was seen, as often as it was."""
    if isinstance(given, Mapping):
        members = known_members(given, where, ("from", "to"))
        low = whole(members, "from", 1, largest, where=where)
        high = whole(members, "to", low, min(largest, low + 100_000), where=where)
        return tuple(range(low, high + 1))
    if not isinstance(given, list | tuple) or not 0 < len(given) <= 100_000:
        raise Refusal("bad-values", field=where)
    return tuple(sorted(whole({where: value}, where, 1, largest) for value in given))


def read_json(source: str | bytes) -> Any:
    try:
        return json.loads(source)
    except (ValueError, RecursionError) as error:
        raise Refusal("not-json") from error


def known_members(given: Any, where: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise Refusal("not-an-object", field=where)
    for name in given:
        if name not in known:
            raise Refusal("unknown-field", field=name, known=", ".join(known))
    return given


def whole(
    members: Mapping[str, Any], field: str, smallest: int, largest: int, default: int | None = None, where: str = ""
) -> int:
    """A whole number in its range. Raises Refusal."""
    value = members.get(field, default)
    name = f"{where}.{field}" if where else field
    if isinstance(value, bool) or not isinstance(value, int) or not smallest <= value <= largest:
        raise Refusal("out-of-range", field=name, value=value, smallest=smallest, largest=largest)
    return value
