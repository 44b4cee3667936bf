"""A finished run as its page shows it, worded once."""

from dataclasses import dataclass

from rebond.waves.runs.drawing import Whisker, whiskers
from rebond.waves.runs.models import SimulationRun
from rebond.waves.simulation import Report, words
from rebond.waves.simulation.metrics import METRICS


@dataclass(frozen=True)
class Measure:
    """A column of the table: its name, and what it counts."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Cell:
    """One figure, its column's name for a phone, and its standard error."""

    column: str
    mean: str
    error: str


@dataclass(frozen=True)
class Row:
    """One policy."""

    policy: str
    cells: list[Cell]
    leaves_nobody: bool


@dataclass(frozen=True)
class RunSheet:
    """Conclusion first, then the drawing, then every figure."""

    report: Report
    measures: list[Measure]
    rows: list[Row]
    moved: list[Whisker]
    nothing: list[Whisker]
    safe: list[str]
    nearest: str
    nearest_moved: str

    @classmethod
    def of(cls, run: SimulationRun, lang: str) -> "RunSheet":
        report = run.findings
        nearest = report.nearest_to_fair
        return cls(
            report=report,
            measures=[Measure(words.metric(name, lang), words.meaning(name, lang)) for name in METRICS],
            rows=[row_of(report, line, lang) for line in report.lines],
            moved=whiskers(report, "moved", lang),
            nothing=whiskers(report, "nothing", lang),
            safe=[words.policy(code, lang) for code in report.leave_nobody_with_nothing],
            nearest=words.policy(nearest.policy, lang),
            nearest_moved=words.figure(nearest["moved"].mean, "moved", lang),
        )


def row_of(report: Report, line, lang: str) -> Row:
    cells = [
        Cell(
            column=words.metric(name, lang),
            mean=words.figure(line[name].mean, name, lang),
            error="" if line[name].error is None else words.figure(line[name].error, name, lang),
        )
        for name in METRICS
    ]
    return Row(words.policy(line.policy, lang), cells, line.policy in report.leave_nobody_with_nothing)
