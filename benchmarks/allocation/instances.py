"""Applicants as a city of the size of Marseille has them, as many as one wants, from a fixed seed.

Points of a grid out of 100, requests that cluster on round numbers and sometimes exaggerate, three themes in four
applicants, half the districts crowded, one applicant in six served before. Drawn with `RandomState`, whose numbers
never change from one numpy to another: the same seed is the same instance everywhere.

As a file for `rebond allocate`: `python -m benchmarks.allocation.instances 300 > applicants.csv`.
"""

import csv
import sys
from dataclasses import dataclass

import numpy as np

DISTRICTS = [f"132{number:02}" for number in range(1, 17)]
CROWDS = (7, 4, 9, 4, 4, 3, 4, 5, 5, 5, 4, 4, 9, 8, 10, 15)  # associations of a hundred in each district
THEMES = ["mediation_numerique", "education", "insertion", "handicap", "culture"]
SHARES = (40, 25, 15, 10, 10)
REQUESTS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 80)
WISHES = (1, 2, 2, 4, 8, 5, 6, 18, 6, 12, 16, 8, 6, 3, 2, 1)
FLOOR, CAP = 10, 30


@dataclass(frozen=True)
class Columns:
    """One line per applicant, in numbers; districts and themes by place in the lists above."""

    points: np.ndarray
    request: np.ndarray
    received: np.ndarray
    district: np.ndarray
    theme: np.ndarray

    @property
    def count(self) -> int:
        return len(self.points)

    @property
    def ceiling(self) -> np.ndarray:
        return np.minimum(self.request, CAP)

    @property
    def stock(self) -> int:
        """Three machines for five that are asked for, as in the first wave."""
        return int(self.ceiling.sum()) * 3 // 5

    @property
    def ids(self) -> list[str]:
        return [f"ASSO-{number:07}" for number in range(1, self.count + 1)]


def columns(count: int, seed: int = 20230228) -> Columns:
    """So many applicants."""
    draw = np.random.RandomState(seed)
    grid = draw.randint(5, 26, size=(4, count)).sum(axis=0)  # four criteria out of 25
    received = np.where(draw.random_sample(count) < 1 / 6, draw.randint(4, 21, size=count), 0)
    return Columns(
        points=grid.astype(np.int64),
        request=weighted(draw, REQUESTS, WISHES, count),
        received=received.astype(np.int64),
        district=weighted(draw, range(len(DISTRICTS)), CROWDS, count),
        theme=weighted(draw, range(len(THEMES)), SHARES, count),
    )


def weighted(draw: np.random.RandomState, values, weights, count: int) -> np.ndarray:
    """One of the values for each applicant, as often as its weight says."""
    steps = np.cumsum(weights)
    return np.array(values)[np.searchsorted(steps, draw.randint(0, steps[-1], size=count), side="right")]


def quotas(applicants: Columns) -> list[dict]:
    """21 maximums that cross: every district and every theme, a quarter of them too small for what is asked."""
    limits = []
    for family, names, member in (
        ("district", DISTRICTS, applicants.district),
        ("theme", THEMES, applicants.theme),
    ):
        asked = np.bincount(member, weights=applicants.ceiling, minlength=len(names)).astype(np.int64)
        for place, name in enumerate(names):
            share = 50 if place % 4 == 0 else 90
            limits.append({"group": family, "value": name, "max": int(asked[place]) * share // 100})
    return limits


def problem(count: int, seed: int = 20230228, *, floors: bool = True, crossing: bool = True) -> dict:
    """A whole problem, as a problem file holds it."""
    applicants = columns(count, seed)
    rows = zip(
        applicants.ids,
        applicants.points.tolist(),
        applicants.request.tolist(),
        applicants.received.tolist(),
        applicants.district.tolist(),
        applicants.theme.tolist(),
        strict=True,
    )
    return {
        "format": "rebond.allocation.problem/1",
        "label": f"{count} applicants, seed {seed}",
        "stock": applicants.stock,
        "rule": {"key": "leximin", "admission": "rank" if floors else "none"},
        "lottery": {"seed": str(seed)},
        "applicants": [
            {
                "id": name,
                "points": points,
                "request": request,
                "cap": CAP,
                "floor": FLOOR if floors else 0,
                "received": received,
                "groups": {"district": DISTRICTS[district], "theme": THEMES[theme]},
            }
            for name, points, request, received, district, theme in rows
        ],
        "quotas": quotas(applicants) if crossing else [],
    }


def main(count: int, seed: int = 20230228) -> None:
    """Write the applicants as a sheet whose headings `rebond allocate` knows."""
    sheet = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    sheet.writerow(["id", "points", "request", "cap", "floor", "received", "group:district", "group:theme"])
    for row in problem(count, seed)["applicants"]:
        sheet.writerow([*(row[field] for field in ("id", "points", "request", "cap", "floor", "received")),
                        *row["groups"].values()])  # fmt: skip


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
