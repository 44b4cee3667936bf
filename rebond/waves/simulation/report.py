"""What a simulation found: a mean and its standard error for each policy and measure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Any

from rebond.waves.simulation.metrics import METRICS
from rebond.waves.simulation.scenario import Scenario, read_scenario

FORMAT = "rebond.waves.simulation/1"
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over replications, and how far chance may have moved it: one standard error (none for one replication).

    `largest` is the worst replication: 0 means never.
    """

    mean: float
    error: float | None
    largest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Estimate:
        """Sums are correctly rounded (math.fsum), so that no order of adding shows."""
        number = len(values)
        mean = fsum(values) / number
        spread = fsum((value - mean) ** 2 for value in values)
        error = sqrt(spread / (number - 1) / number) if number > 1 else None
        return cls(
            round(mean, DECIMALS), None if error is None else round(error, DECIMALS), round(max(values), DECIMALS)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One policy and its measures."""

    policy: str
    estimates: Mapping[str, Estimate]

    def __getitem__(self, metric: str) -> Estimate:
        return self.estimates[metric]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole simulation: what was asked, and one line for each policy in the order in which it was asked."""

    scenario: Scenario
    seed: int
    replications: int
    lines: tuple[Line, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "scenario": self.scenario.as_dict(),
            "seed": self.seed,
            "replications": self.replications,
            "policies": [
                {
                    "policy": line.policy,
                    **{
                        metric: {"mean": one.mean, "standard_error": one.error, "largest": one.largest}
                        for metric, one in line.estimates.items()
                    },
                }
                for line in self.lines
            ],
        }

    def as_text(self) -> str:
        """The report as a file: the same characters for the same question."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    @property
    def leave_nobody_with_nothing(self) -> tuple[str, ...]:
        """The policies under which, in no replication, anybody was left with nothing."""
        return tuple(line.policy for line in self.lines if line["nothing"].largest == 0)

    @property
    def nearest_to_fair(self) -> Line:
        """The policy that moves the fewest units from the fair outcome; the first asked among equals."""
        return min(self.lines, key=lambda line: line["moved"].mean)


def report_from(text: str) -> Report:
    """Read back what `as_text` wrote."""
    given = json.loads(text)
    return Report(
        scenario=read_scenario(given["scenario"]),
        seed=given["seed"],
        replications=given["replications"],
        lines=tuple(
            Line(
                row["policy"],
                {
                    metric: Estimate(row[metric]["mean"], row[metric]["standard_error"], row[metric]["largest"])
                    for metric in METRICS
                },
            )
            for row in given["policies"]
        ),
    )
