"""The studio of a wave: which rules an address asks to see side by side, and the rules that it tries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.reviews.access import reads_blind
from rebond.applications.reviews.blind import veil
from rebond.applications.reviews.queries import recused_files
from rebond.programmes.models import Wave
from rebond.waves.groups import names_of_groups
from rebond.waves.problem import Entry, entries_of
from rebond.waves.rules import published_rules
from rebond.waves.scenarios.comparison import DEFAULT_ORDER, ORDERS, Candidate, Comparison, Row, compare, shown_rows
from rebond.waves.scenarios.forecast import forecast_of
from rebond.waves.scenarios.forms import RulesForm, group_choices
from rebond.waves.scenarios.queries import scenarios_of

PUBLISHED, TRIAL = "rule", "trial"
MOST_COLUMNS = 4


@dataclass(frozen=True)
class Asked:
    """What an address asks for, made sense of: columns and order of the table."""

    chosen: tuple[str, ...]
    reference: str
    start: str
    order: str
    only_changes: bool


@dataclass(frozen=True)
class Studio:
    """Everything that the page, its files and its note are made of."""

    wave: Wave
    entries: list[Entry]
    names: dict[str, str]
    published: Candidate
    saved: list[Candidate]
    start: Candidate
    asked: Asked
    form: RulesForm
    comparison: Comparison
    without_points: list[str] = field(default_factory=list)
    left_out: list[Candidate] = field(default_factory=list)
    hidden: frozenset[UUID] = frozenset()

    @property
    def choices(self) -> list[Candidate]:
        """What may stand in a column: the published rule, then what was saved."""
        return [self.published, *self.saved]

    @property
    def rows(self) -> list[Row]:
        rows = shown_rows(self.comparison, order=self.asked.order, only_changes=self.asked.only_changes)
        return [row for row in rows if row.entry.application.pk not in self.hidden]

    @property
    def shown_entries(self) -> list[Entry]:
        """The applications that the viewer may see by name."""
        return [entry for entry in self.entries if entry.application.pk not in self.hidden]

    @property
    def is_tried(self) -> bool:
        """Whether there is something in the form that no scenario holds yet."""
        return any(column.candidate.key == TRIAL for column in self.comparison.columns)


def studio_of(wave: Wave, query: QueryDict, viewer: User | None = None) -> Studio:
    """Read an address: `compare` and `reference` name columns, `start` the rules to start from, the rest tries others.

    Names that nobody knows are passed over; wrong numbers are said by the form. An application without points
    stops the whole, since the engine shares by points. Files that the viewer must not see enter the computation alone.
    """
    names, entries = names_of_groups(wave.city), entries_of(wave)
    hidden = recused_files(viewer)
    for entry in entries:
        if entry.application.pk in hidden or (viewer is not None and reads_blind(viewer, wave)):
            veil(entry.application)
    saved = [Candidate(str(one.pk), one.name, one.rules, one) for one in scenarios_of(wave)]
    known = {PUBLISHED: Candidate(PUBLISHED, _("Règle publiée"), published_rules(wave))}
    known |= {one.key: one for one in saved}
    asked = asked_of(query, list(known))
    start = known[asked.start]
    form = RulesForm(
        query if "floor" in query else None,
        wave=wave,
        start=start.rules,
        groups=group_choices(entries, [one.rules for one in known.values()], names),
        forecast=forecast_of(wave, entries),
    )
    shown = [known[key] for key in asked.chosen]
    if form.is_bound and form.is_valid() and form.rules != start.rules:
        shown = [*shown[: MOST_COLUMNS - 1], Candidate(TRIAL, _("Essai"), form.rules)]
    left_out = [known[key] for key in asked.chosen if known[key] not in shown[:MOST_COLUMNS]]
    without_points = [entry.id for entry in entries if not entry.application.points]
    able = entries and not without_points
    comparison = compare(wave, entries, shown[:MOST_COLUMNS] if able else [], names)
    return Studio(
        wave, entries, names, known[PUBLISHED], saved, start, asked, form, comparison, without_points, left_out, hidden
    )


def asked_of(query: QueryDict, known: Sequence[str]) -> Asked:
    """The columns in the order of the page, the reference before the others; by default all that fit."""
    sent = "floor" in query or "compare" in query
    wanted = query.getlist("compare") if sent else known[:MOST_COLUMNS]
    reference = query.get("reference", "")
    if reference not in known:
        reference = PUBLISHED
    others = tuple(key for key in known if key in wanted and key != reference)
    start, order = query.get("start", ""), query.get("sort", "")
    return Asked(
        chosen=(reference, *others),
        reference=reference,
        start=start if start in known else PUBLISHED,
        order=order if order in ORDERS else DEFAULT_ORDER,
        only_changes="only" in query if "floor" in query else True,
    )
