"""Several rules side by side: their figures, and who gains or loses against the first of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rebond.interface.charts import Share, SmallTank, small_tanks
from rebond.programmes.models import Wave
from rebond.waves.problem import Entry
from rebond.waves.rules import Rules
from rebond.waves.scenarios.figures import Figures, figures_of
from rebond.waves.scenarios.measures import MEASURES, Measure
from rebond.waves.scenarios.models import Scenario
from rebond.waves.scenarios.outcome import Outcome, RulesRefused, outcome_of
from rebond.waves.scenarios.terms import Term, terms_of


@dataclass(frozen=True)
class Candidate:
    """Rules to compare, as they are called on the page; saved ones have their scenario."""

    key: str
    name: str
    rules: Rules
    scenario: Scenario | None = None


@dataclass(frozen=True)
class Column:
    """A candidate with what it comes to."""

    candidate: Candidate
    outcome: Outcome
    figures: Figures
    terms: list[Term]
    tank: SmallTank
    gains: int
    losses: int

    @property
    def unchanged(self) -> int:
        return self.figures.associations - self.gains - self.losses


@dataclass(frozen=True)
class Cell:
    """What one association has in one column, and how many more than in the reference."""

    units: int
    change: int

    @property
    def loss(self) -> int:
        return -self.change


@dataclass(frozen=True)
class Row:
    """One association through all columns, the reference first."""

    entry: Entry
    place: int
    cells: tuple[Cell, ...]
    columns: "tuple[Column, ...]" = ()

    @property
    def beside(self) -> "list[tuple[Cell, Column]]":
        """Each cell with the column that it stands in."""
        return list(zip(self.cells, self.columns, strict=True))

    @property
    def changes(self) -> bool:
        """Whether any column gives it another number than the reference."""
        return any(cell.change for cell in self.cells)

    @property
    def largest_change(self) -> int:
        return max(abs(cell.change) for cell in self.cells)


@dataclass(frozen=True)
class Line:
    """One measure through all columns: its value, how it is said, its detail, and the difference where it counts."""

    measure: Measure
    cells: tuple["MeasureCell", ...]


@dataclass(frozen=True)
class MeasureCell:
    column: Column
    value: int | float | Fraction | None
    text: str
    note: str
    change: int | None


@dataclass(frozen=True)
class Comparison:
    """The columns that could be computed, the reference first, and the sentences of those that could not."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    refused: tuple[tuple[Candidate, RulesRefused], ...]

    @property
    def reference(self) -> Column:
        return self.columns[0]

    @property
    def others(self) -> tuple[Column, ...]:
        return self.columns[1:]

    @property
    def lines(self) -> list[Line]:
        return [Line(measure, tuple(self.cell(measure, column) for column in self.columns)) for measure in MEASURES]

    def cell(self, measure: Measure, column: Column) -> MeasureCell:
        figures, value = column.figures, measure.value(column.figures)
        change = value - measure.value(self.reference.figures) if measure.is_count else None
        return MeasureCell(column, value, measure.text(figures), measure.note(figures), change)


def compare(wave: Wave, entries: Sequence[Entry], candidates: Sequence[Candidate], names: dict[str, str]) -> Comparison:
    """Run every candidate on the same applications. The first that can be kept is the reference."""
    runs: list[tuple[Candidate, Outcome]] = []
    refused = []
    for candidate in candidates:
        try:
            runs.append((candidate, run_once(wave, candidate.rules, entries, runs)))
        except RulesRefused as refusal:
            refused.append((candidate, refusal))
    tanks = small_tanks([(shares_of(outcome, entries), outcome.level) for _candidate, outcome in runs])
    rows = rows_of(entries, [outcome for _candidate, outcome in runs])
    columns = tuple(
        Column(
            candidate=candidate,
            outcome=outcome,
            figures=figures_of(wave, outcome, entries, names),
            terms=terms_of(candidate.rules, names),
            tank=tanks[position],
            gains=sum(row.cells[position].change > 0 for row in rows),
            losses=sum(row.cells[position].change < 0 for row in rows),
        )
        for position, (candidate, outcome) in enumerate(runs)
    )
    return Comparison(columns, tuple(replace(row, columns=columns) for row in rows), tuple(refused))


def run_once(wave: Wave, rules: Rules, entries: Sequence[Entry], runs: Sequence[tuple[Candidate, Outcome]]) -> Outcome:
    """The outcome of these rules, that of another candidate where the rules are the same."""
    same = (outcome for candidate, outcome in runs if candidate.rules == rules)
    return next(same, None) or outcome_of(wave, rules, entries)


def rows_of(entries: Sequence[Entry], outcomes: Sequence[Outcome]) -> tuple[Row, ...]:
    """One row for each application, in the order that decides between equals in the reference."""
    if not outcomes:
        return ()
    reference, places = outcomes[0].units, outcomes[0].result.by_id
    rows = (
        Row(
            entry,
            places[entry.id].tie,
            tuple(Cell(one.units[entry.id], one.units[entry.id] - reference[entry.id]) for one in outcomes),
        )
        for entry in entries
    )
    return tuple(sorted(rows, key=lambda row: row.place))


def shares_of(outcome: Outcome, entries: Sequence[Entry]) -> list[Share]:
    """An outcome as water, the most points first."""
    places = outcome.result.by_id
    return [
        Share(
            name=entry.association,
            weight=entry.application.points,
            requested=entry.application.requested,
            units=outcome.units[entry.id],
            cap=outcome.rules.cap,
        )
        for entry in sorted(entries, key=lambda entry: places[entry.id].tie)
    ]


ORDERS = {
    "change": lambda row: (-row.largest_change, row.place),
    "points": lambda row: row.place,
    "requested": lambda row: (-row.entry.application.requested, row.place),
    "association": lambda row: row.entry.application.association.search_text,
}
DEFAULT_ORDER = "change"


def shown_rows(comparison: Comparison, *, order: str, only_changes: bool) -> list[Row]:
    """The rows of the table: all, or those that change; sorted."""
    rows = [row for row in comparison.rows if row.changes or not only_changes]
    return sorted(rows, key=ORDERS.get(order, ORDERS[DEFAULT_ORDER]))
