"""What the drawings show, computed once: whole numbers that go into SVG attributes as they are.

Nothing here knows Django or a model: a page hands over plain figures, the component draws the answer, and the same
figures stand in a table beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

Ratio = int | float | Fraction


@dataclass(frozen=True)
class Share:
    """What one association asked and got in a wave.

    `weight` is its points times its size: the water rises by units per point. `floor` and `cap` count units. Without
    `is_named` it is drawn for comparison only: no name, no figure.
    """

    name: str
    weight: int
    requested: int
    units: int
    floor: int = 0
    cap: int | None = None
    label: str = ""
    note: str = ""
    is_named: bool = True

    @property
    def ceiling(self) -> int:
        """The most that it can get: its request, or the wave's cap when that is lower."""
        return self.requested if self.cap is None else min(self.requested, self.cap)


@dataclass(frozen=True)
class Column:
    """One association in the tank: a glass as wide as its points, filled up to its units."""

    share: Share
    x: int
    width: int
    middle: int
    glass_y: int
    glass_height: int
    water_y: int
    water_height: int
    floor_y: int
    floor_height: int
    asked_y: int
    asked_height: int
    figure_y: int

    @property
    def surface(self) -> str:
        """The outline of the water, with a ripple on top."""
        half, quarter = self.width // 2, self.width // 4
        ripple = min(3, self.water_height)
        return (
            f"M{self.x} {self.water_y}q{quarter} -{ripple} {half} 0t{self.width - half} 0"
            f"v{self.water_height}h-{self.width}z"
        )

    @property
    def is_capped(self) -> bool:
        """Whether the wave's cap, not the request, closes the glass."""
        return self.share.cap is not None and self.share.cap < self.share.requested


@dataclass(frozen=True)
class Tank:
    """The whole drawing: columns on a common scale, and the line of the common level when the stock ran out."""

    columns: tuple[Column, ...]
    width: int
    height: int
    bottom: int
    left: int
    right: int
    level_y: int | None
    level: float | None
    units: int


TANK_HEIGHT = 280
TANK_TOP, TANK_BOTTOM, TANK_MARGIN, TANK_GAP = 24, 32, 4, 3
LEVEL_LABEL = 150
NARROWEST_COLUMN, WIDEST_COLUMN = 18, 110
FULL_WIDTH = 640
FIGURE_HEIGHT = 24


def wave_tank(shares: Sequence[Share], level: Ratio | None = None, full_width: int = FULL_WIDTH) -> Tank:
    """Draw an allocation as water that fills one glass per association up to the common level.

    A glass is as wide as the association's points (within what a page can show) and as high as what it can get per
    point, so that the area of its water is its units. Where the stock ran out, every glass that is neither full nor
    lifted by its floor stands at the same level, rounded up to a whole unit. `level` is in units per point; None when
    everybody got all they asked.
    """
    base = TANK_TOP + TANK_HEIGHT
    breadth = _breadth(shares, full_width)
    scale = TANK_HEIGHT / _highest(shares, level)

    def rise(units: int, weight: int) -> int:
        return min(round(units / weight * scale), TANK_HEIGHT)

    level_y = None if level is None else base - min(round(level * scale), TANK_HEIGHT)
    columns, x = [], TANK_MARGIN
    for share in shares:
        width = min(round(share.weight * breadth), WIDEST_COLUMN)
        glass, water = rise(share.ceiling, share.weight), rise(share.units, share.weight)
        floor = rise(min(share.floor, share.units), share.weight)
        asked = rise(share.requested, share.weight)
        columns.append(
            Column(
                share=share,
                x=x,
                width=width,
                middle=x + width // 2,
                glass_y=base - glass,
                glass_height=glass,
                water_y=base - water,
                water_height=water,
                floor_y=base - floor,
                floor_height=floor,
                asked_y=base - asked,
                asked_height=asked,
                figure_y=_clear_of(level_y, base - water),
            )
        )
        x += width + TANK_GAP
    right = max(x - TANK_GAP, TANK_MARGIN)
    return Tank(
        columns=tuple(columns),
        width=right + LEVEL_LABEL,
        height=base + TANK_BOTTOM,
        bottom=base,
        left=TANK_MARGIN,
        right=right,
        level_y=level_y,
        level=None if level is None else float(level),
        units=sum(share.units for share in shares),
    )


def _clear_of(level_y: int | None, water_y: int) -> int:
    """Where to write a figure: just above the water, or above the line of the level when that would strike it out."""
    struck = level_y is not None and level_y < water_y < level_y + FIGURE_HEIGHT
    return (level_y if struck else water_y) - 8


def _breadth(shares: Sequence[Share], full_width: int) -> float:
    """Pixels per point: a few columns fill the width, many scroll, the narrowest can still be read."""
    weights = [share.weight for share in shares] or [1]
    return max(NARROWEST_COLUMN / min(weights), full_width / sum(weights))


def _highest(shares: Sequence[Share], level: Ratio | None) -> float:
    """The top of the scale in units per point: above all water and the level, below the wildest requests."""
    water = max((share.units / share.weight for share in shares), default=0)
    glass = max((share.ceiling / share.weight for share in shares), default=0)
    return 1.12 * max(water, float(level or 0), min(glass, 1.6 * water)) or 1.0


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart; `percent` is its length, the longest bar being 100."""

    label: str
    value: int | float
    percent: int
    note: str = ""
    url: str = ""


def bars(rows: Sequence[tuple], longest: Ratio | None = None) -> tuple[Bar, ...]:
    """Horizontal bars from (label, value[, note[, url]]), the longest value, or `longest`, filling the line."""
    full = longest or max((row[1] for row in rows), default=0) or 1
    return tuple(Bar(row[0], row[1], min(100, max(0, round(100 * row[1] / full))), *row[2:]) for row in rows)


MAP_STEPS = 5


@dataclass(frozen=True)
class MapStep:
    """One shade of the legend: the values from `low` to `high`, both included."""

    level: int
    low: int
    high: int


@dataclass(frozen=True)
class Place:
    """One district of the map with its figure and its shade, 0 (nothing) to 5."""

    code: str
    name: str
    number: str
    path: str
    label_x: int
    label_y: int
    value: int
    level: int


@dataclass(frozen=True)
class DistrictMap:
    """The districts to draw, the window to draw them in, the legend."""

    places: tuple[Place, ...]
    view_box: str
    label_size: int
    legend: tuple[MapStep, ...]
    attribution: str


def district_map(geometry: Mapping, values: Mapping[str, int]) -> DistrictMap:
    """Shade each district by its figure: nothing stays paper, the rest falls into five equal steps.

    `geometry` is the content of a countries file: `view_box`, `attribution` and `districts` (code, name, number,
    path, label_x, label_y). `values` are by code; a district that it does not know counts 0.
    """
    step = map_step(max(values.values(), default=0))
    places = tuple(
        Place(
            code=district["code"],
            name=district["name"],
            number=str(district["number"]),
            path=district["path"],
            label_x=round(district["label_x"]),
            label_y=round(district["label_y"]),
            value=values.get(district["code"], 0),
            level=ceil(values.get(district["code"], 0) / step),
        )
        for district in geometry["districts"]
    )
    legend = tuple(MapStep(level, (level - 1) * step + 1, level * step) for level in range(1, MAP_STEPS + 1))
    label_size = round(float(geometry["view_box"].split()[2]) / 26)
    return DistrictMap(places, geometry["view_box"], label_size, legend, geometry["attribution"])


def map_step(highest: int) -> int:
    """The width of a shade: the smallest round number (1, 2, 5, 10, 20, 25, 50…) that lets five shades hold it all."""
    magnitude = 1
    while True:
        for round_number in (1, 2, 5) if magnitude == 1 else (1, 2, 2.5, 5):
            step = int(round_number * magnitude)
            if step * MAP_STEPS >= highest:
                return step
        magnitude *= 10


@dataclass(frozen=True)
class SmallTank:
    """A wave tank without words, to be compared with its neighbours: all stand on one scale.

    `glass` and `water` are the columns of all associations as one SVG path each.
    """

    glass: str
    water: str
    level: int | None


SMALL_WIDTH, SMALL_HEIGHT = 2400, 1000


def small_tanks(waves: Sequence[tuple[Sequence[Share], Ratio | None]]) -> tuple[SmallTank, ...]:
    """Draw several allocations of the same wave, each by its shares and its level, on one common scale."""
    top = max((_highest(shares, level) for shares, level in waves), default=1.0)
    scale = SMALL_HEIGHT / top
    return tuple(_small_tank(shares, level, scale) for shares, level in waves)


def _small_tank(shares: Sequence[Share], level: Ratio | None, scale: float) -> SmallTank:
    total = sum(share.weight for share in shares) or 1
    gap = SMALL_WIDTH // (6 * len(shares)) if shares else 0
    glass, water, passed = [], [], 0
    for share in shares:
        left = round(passed / total * SMALL_WIDTH)
        passed += share.weight
        width = max(round(passed / total * SMALL_WIDTH) - left - gap, 1)
        for path, units in ((glass, share.ceiling), (water, share.units)):
            height = min(round(units / share.weight * scale), SMALL_HEIGHT)
            path.append(f"M{left} 0v{height}h{width}v-{height}z")
    return SmallTank("".join(glass), "".join(water), None if level is None else min(round(level * scale), SMALL_HEIGHT))
