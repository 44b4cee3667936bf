"""A comparison as tables: the measures of each column, and every association through all of them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from rebond.spreadsheets import Value
from rebond.waves.scenarios.comparison import Comparison, Row


def measures_header(comparison: Comparison) -> list[str]:
    return [_("Mesure"), _("Ce qu’elle compte"), *(column.candidate.name for column in comparison.columns)]


def measures_rows(comparison: Comparison) -> Iterator[Sequence[Value]]:
    """One line for each rule and each measure, numbers as numbers."""
    for terms in zip(*(column.terms for column in comparison.columns), strict=True):
        yield [terms[0].label, _("Règle"), *(term.text for term in terms)]
    for line in comparison.lines:
        definition = str(line.measure.definition)
        yield [str(line.measure.label), definition, *(plain(cell.value, cell.text) for cell in line.cells)]


def plain(value: int | float | Fraction | None, text: str) -> Value:
    """A count as a number, a share or a gap as it is said."""
    return value if isinstance(value, int) else text


def units_header(comparison: Comparison) -> list[str]:
    names = [column.candidate.name for column in comparison.columns]
    return [_("Référence"), _("Association"), _("Points"), _("Demandé"), *names]


def units_rows(rows: Sequence[Row]) -> Iterator[Sequence[Value]]:
    """What each association has in each column. No differences here: in a text file a sign looks like a formula."""
    for row in rows:
        application = row.entry.application
        units = [cell.units for cell in row.cells]
        yield [row.entry.id, row.entry.association, application.points, application.requested, *units]


def associations_header(comparison: Comparison) -> list[str]:
    changes = [_("%(name)s : écart") % {"name": column.candidate.name} for column in comparison.others]
    return [*units_header(comparison), *changes]


def associations_rows(rows: Sequence[Row]) -> Iterator[Sequence[Value]]:
    """The same, then how many more or fewer than in the reference."""
    for row, line in zip(rows, units_rows(rows), strict=True):
        yield [*line, *(cell.change for cell in row.cells[1:])]
