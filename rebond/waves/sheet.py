"""The allocation of a wave as pages, exports and the drawing show it: one reading of the frozen texts."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.allocation import Allocation as Outcome
from rebond.allocation import Applicant, Problem, Result, parse_problem, parse_result, sentence
from rebond.applications.reviews.access import reads_blind
from rebond.applications.reviews.blind import veil
from rebond.interface.charts import Share, Tank, wave_tank
from rebond.waves.groups import names_of_groups
from rebond.waves.models import Allocation, Proposal


@dataclass(frozen=True)
class Line:
    """One application: what entered the rule, what the rule gave, what was decided."""

    allocation: Allocation
    applicant: Applicant
    outcome: Outcome
    sentence: str

    @property
    def association(self) -> str:
        return self.allocation.application.association.name

    @property
    def is_below_floor(self) -> bool:
        """Whether the committee decided a lot that the wave's floor calls too small."""
        return 0 < self.allocation.units < self.applicant.useful_lot

    @property
    def is_below_minimum(self) -> bool:
        """Whether it is less than what the association itself called useful."""
        return 0 < self.allocation.units < self.allocation.application.minimum


@dataclass(frozen=True)
class Sheet:
    """All lines of a proposal, in the order of the references, and their sums."""

    proposal: Proposal
    problem: Problem
    result: Result
    lines: list[Line]

    @property
    def level(self) -> Fraction | float | None:
        """Units per point up to which everybody was served; None when the stock served all that was asked."""
        return level_of(self.result)

    @property
    def floors(self) -> int:
        """What the useful lots of all applications add up to."""
        return sum(line.applicant.useful_lot for line in self.lines)

    @property
    def asked(self) -> int:
        return sum(line.applicant.request or 0 for line in self.lines)

    @property
    def demand(self) -> int:
        """What was asked, within the wave's cap."""
        return sum(line.applicant.ceiling or 0 for line in self.lines)

    @property
    def proposed(self) -> int:
        return sum(line.allocation.proposed for line in self.lines)

    @property
    def served(self) -> int:
        return sum(line.allocation.units > 0 for line in self.lines)

    @property
    def changed(self) -> int:
        return sum(line.allocation.is_changed for line in self.lines)


def level_of(result: Result) -> Fraction | float | None:
    """The published level as a number; the square root of Huntington-Hill's is none that a fraction could hold."""
    if result.level is None:
        return None
    root = result.level.removeprefix("sqrt(").removesuffix(")")
    return Fraction(root) if root == result.level else sqrt(Fraction(root))


def sheet_of(proposal: Proposal, viewer: User | None = None) -> Sheet:
    """Read a proposal with its lines, each with its sentence in the reader's language; names as the viewer may read."""
    problem, result = parse_problem(proposal.problem), parse_result(proposal.result)
    applicants = {applicant.id: applicant for applicant in problem.applicants}
    outcomes = result.by_id
    language = "fr" if (get_language() or "fr").startswith("fr") else "en"
    names = names_of_groups(proposal.wave.city)
    lines = []
    allocations = proposal.allocations.select_related("application__association")
    for allocation in allocations.order_by("application__reference"):
        if viewer is not None and reads_blind(viewer, proposal.wave):
            veil(allocation.application)
        reference = allocation.application.reference
        words = sentence(outcomes[reference], problem, language, names)
        lines.append(Line(allocation, applicants[reference], outcomes[reference], words))
    return Sheet(proposal, problem, result, lines)


@dataclass(frozen=True)
class Column:
    """A column of the table, of its order and of its exports."""

    key: str
    title: object
    value: Callable[[Line], str | int]
    order: Callable[[Line], object] | None = None
    is_number: bool = False


COLUMNS = (
    Column(
        "association",
        _("Association"),
        lambda line: line.association,
        lambda line: line.allocation.application.association.search_text,
    ),
    Column("points", _("Points"), lambda line: line.applicant.points, lambda line: line.outcome.tie, is_number=True),
    Column(
        "requested",
        _("Demandé"),
        lambda line: line.applicant.request or 0,
        lambda line: (-(line.applicant.request or 0), line.outcome.tie),
        is_number=True,
    ),
    Column(
        "proposed",
        _("Proposé"),
        lambda line: line.allocation.proposed,
        lambda line: (-line.allocation.proposed, line.outcome.tie),
        is_number=True,
    ),
    Column(
        "decided",
        _("Attribué"),
        lambda line: line.allocation.units,
        lambda line: (-line.allocation.units, line.outcome.tie),
        is_number=True,
    ),
    Column("why", _("Pourquoi"), lambda line: line.sentence),
)
EXPORTED = (
    Column("reference", _("Référence"), lambda line: line.applicant.id),
    *COLUMNS,
    Column("reason", _("Motif du changement"), lambda line: line.allocation.change_reason),
)
ORDERS = {column.key: column.order for column in COLUMNS if column.order}
DEFAULT_ORDER = "points"


def sorted_lines(sheet: Sheet, order: str, hidden: Collection[UUID] = ()) -> list[Line]:
    """The lines by a column; by points, as the rule walks them, when there is no such column.

    `hidden`: the files that the reader must not see.
    """
    lines = (line for line in sheet.lines if line.allocation.application_id not in hidden)
    return sorted(lines, key=ORDERS.get(order, ORDERS[DEFAULT_ORDER]))


def tank_of(sheet: Sheet, hidden: Collection[UUID] = ()) -> Tank:
    """The lines as water, the most points first: what was decided, against the level of the rule."""
    return wave_tank(
        [
            Share(
                name=line.association,
                weight=line.applicant.weight,
                requested=line.applicant.request or 0,
                units=line.allocation.units,
                floor=line.applicant.useful_lot,
                cap=line.applicant.cap,
                label=line.applicant.id.rsplit("-", 1)[-1],
                note=line.sentence,
            )
            for line in sorted_lines(sheet, DEFAULT_ORDER, hidden)
        ],
        sheet.level,
    )
