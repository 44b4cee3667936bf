"""A whole applications file compared with what is already there: a verdict per row, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from rebond.applications.assessment import Assessment, assess, terms_of
from rebond.applications.eligibility import Candidate, Terms
from rebond.applications.models import Application
from rebond.applications.neighbours import Neighbours, applications_in, arrival_of, file_of, lies_here, neighbours_in
from rebond.applications.reading import ApplicationsFile, Entry, Refusal, RefusedRow
from rebond.countries import country
from rebond.organisations.directory import Directory
from rebond.organisations.models import Association
from rebond.programmes.models import Criterion, Programme, Wave
from rebond.programmes.queries import criteria_of, waves_of
from rebond.tenancy.scope import current_city

NEW, CHANGED, UNCHANGED, REJECTED, WARNED, IGNORED = "new", "changed", "unchanged", "rejected", "warned", "ignored"
VERDICTS = (NEW, CHANGED, UNCHANGED, REJECTED, WARNED, IGNORED)
# Rows of a file arrive after everything that is already there.
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(eq=False)
class Applicant:
    """An association in the making, until it is stored; found by its numbers like a stored one."""

    rna: str
    siren: str
    siret: str
    stored: Association | None = None


@dataclass
class Line:
    """One row and what becomes of it. `stored` is the application that it repeats or changes."""

    row: int
    source_id: str
    verdict: str
    wave: str | None = None
    name: str = ""
    entry: Entry | None = None
    target: Wave | None = None
    applicant: Applicant | None = None
    stored: Application | None = None
    assessment: Assessment | None = None
    refusal: Refusal | None = None

    @property
    def writes(self) -> bool:
        return self.verdict in (NEW, CHANGED, WARNED)


@dataclass
class Ground:
    """What a file is compared with: a programme as it stands, or nothing where none is loaded yet."""

    waves: Mapping[int, Wave] = field(default_factory=dict)
    criteria: Sequence[Criterion] = ()
    applications: Sequence[Application] = ()
    directory: Directory[Applicant] = field(default_factory=Directory)
    neighbours: Neighbours = field(default_factory=Neighbours)


def ground_of(programme: Programme | None) -> Ground:
    """Read once all that the rows are compared with."""
    directory = Directory(
        Applicant(one.rna, one.siren, one.siret, stored=one) for one in Association.objects.order_by("siret", "name")
    )
    if programme is None:
        return Ground(directory=directory)
    applications = applications_in(programme)
    return Ground(
        waves={wave.number: wave for wave in waves_of(programme)},
        criteria=criteria_of(programme),
        applications=applications,
        directory=directory,
        neighbours=neighbours_in(applications),
    )


def review(file: ApplicationsFile, ground: Ground, *, only: Wave | None = None) -> list[Line]:
    """The lines of a file, in its order, each with its verdict.

    Rows are looked at by wave, then in the order of the file, which is the order of arrival. With `only`, rows of
    other waves are ignored, and rows that name no wave belong to it.
    """
    reviewer = _Reviewer(ground, only)
    rows = sorted(file.rows, key=lambda one: (_wave_number(one), one.row))
    lines = [reviewer.line_of(one) for one in rows]
    lines += [Line(row, "", IGNORED) for row in file.ignored]
    return sorted(lines, key=lambda line: line.row)


def _wave_number(one: Entry | RefusedRow) -> int:
    return (one.wave_number or 0) if isinstance(one, Entry) else 0


class _Reviewer:
    """Goes through the entries, remembering those it has seen."""

    def __init__(self, ground: Ground, only: Wave | None):
        self.ground = ground
        self.only = only
        self.by_source = {(one.wave_id, one.source_id): one for one in ground.applications if one.source_id}
        self.by_association = {(one.wave_id, one.association_id): one for one in ground.applications if one.is_live}
        self.taken: dict[tuple[Any, int], Line] = {}

    def line_of(self, one: Entry | RefusedRow) -> Line:
        if isinstance(one, RefusedRow):
            return Line(one.row, one.source_id, REJECTED, wave=one.wave or None, name=one.name, refusal=one.refusal)
        line = Line(one.row, one.source_id, NEW, name=one.identity["name"], entry=one)
        line.wave = str(one.wave_number or "") or None
        line.refusal = self._settle_wave(line)
        if line.verdict != IGNORED and line.refusal is None:
            self._compare(line)
        if line.refusal is not None:
            line.verdict = REJECTED
        return line

    def _settle_wave(self, line: Line) -> Refusal | None:
        number = line.entry.wave_number
        if self.only is not None and number not in (None, self.only.number):
            line.verdict = IGNORED
            return None
        if not self.ground.waves:
            return None
        line.target = self.only or self.ground.waves.get(number)
        if line.target is None:
            return Refusal(
                "wave-unknown",
                _(
                    "Ligne %(row)s, «\u00a0vague\u00a0»\u00a0: «\u00a0%(typed)s\u00a0» n’est pas une "
                    "vague du dispositif (%(known)s)."
                )
                % {"row": line.row, "typed": number or "", "known": ", ".join(map(str, self.ground.waves))},
            )
        line.wave = line.target.slug
        return None

    def _compare(self, line: Line) -> None:
        entry, target = line.entry, line.target
        line.applicant = self._applicant(entry)
        wave_key = target.pk if target else entry.wave_number
        association = line.applicant.stored
        line.stored = self.by_source.get((wave_key, entry.source_id)) if entry.source_id else None
        if line.stored is None and association is not None:
            line.stored = self.by_association.get((wave_key, association.pk))
            line.refusal = self._refuse_second(line)
        first = self.taken.setdefault((wave_key, id(line.applicant)), line)
        if first is not line:
            line.refusal = _second_of(line, first.source_id or _("ligne %(row)s") % {"row": first.row})
        line.refusal = line.refusal or self._refuse_settled(line)
        if line.refusal is None:
            self._assess(line)

    def _applicant(self, entry: Entry) -> Applicant:
        known = self.ground.directory.find(entry.candidate)
        if known is not None:
            return known
        made = Applicant(entry.candidate.rna, entry.candidate.siren, entry.candidate.siret)
        self.ground.directory.add(made)
        return made

    def _refuse_second(self, line: Line) -> Refusal | None:
        """An application of the same association in the same wave under another number is a second one."""
        other = line.stored
        if other is None or not (other.source_id or line.source_id):
            return None
        if other.source_id == line.source_id:
            return None
        return _second_of(line, other.source_id or other.reference)

    def _refuse_settled(self, line: Line) -> Refusal | None:
        """What was withdrawn stays so, and what is published no longer changes."""
        stored, target = line.stored, line.target
        if stored is not None and not stored.is_live:
            return Refusal(
                "application-withdrawn",
                _("Ligne %(row)s\u00a0: la candidature %(reference)s a été retirée, le fichier ne la rétablit pas.")
                % {"row": line.row, "reference": stored.reference},
            )
        if target is None or not target.is_published or (stored is not None and not _differs(line)):
            return None
        return Refusal(
            "wave-published",
            _("Ligne %(row)s\u00a0: l’attribution de la vague «\u00a0%(wave)s\u00a0» est publiée, elle ne change plus.")
            % {"row": line.row, "wave": target.name},
        )

    def _assess(self, line: Line) -> None:
        entry, target = line.entry, line.target
        number = target.number if target else entry.wave_number or 0
        arrival = arrival_of(line.stored) if line.stored else (LAST, number, line.row)
        earlier = self.ground.neighbours.before(arrival, entry.candidate)
        terms = terms_of(target) if target else Terms()
        candidate = as_known(entry, line.applicant.stored)
        line.assessment = assess(candidate, terms, earlier, self.ground.criteria)
        if line.stored is None:
            named = entry.source_id or _("ligne %(row)s") % {"row": line.row}
            self.ground.neighbours.add(arrival, file_of(entry.candidate, named=named))
        elif not _differs(line):
            line.verdict = UNCHANGED
            return
        else:
            line.verdict = CHANGED
        if line.assessment.reasons:
            line.verdict = WARNED


def as_known(entry: Entry, association: Association | None) -> Candidate:
    """Who asks, with what the directory knows of it already: a file only adds to that."""
    candidate = replace(entry.candidate, is_local=lies_here(entry.declared))
    if association is None:
        return candidate
    known = {name: getattr(association, name) for name in ("rna", "siren", "siret", "founded_in")}
    body = country(current_city().country).body_of(association.legal_form)
    return replace(candidate, body=body, **{name: value for name, value in known.items() if value})


def _second_of(line: Line, other: str) -> Refusal:
    return Refusal(
        "application-twice",
        _(
            "Ligne %(row)s\u00a0: cette association a déjà la candidature %(other)s dans cette "
            "vague. Une seule est possible."
        )
        % {"row": line.row, "other": other},
    )


def _differs(line: Line) -> bool:
    stored, entry = line.stored, line.entry
    return (stored.declared, stored.answers, stored.noticed, stored.requested, stored.minimum) != (
        entry.declared,
        entry.candidate.answers,
        entry.candidate.noticed,
        entry.candidate.requested,
        entry.candidate.minimum,
    )


def report_of(lines: Sequence[Line], *, with_points: bool) -> dict[str, Any]:
    """The report of an import: counts that add up to the rows, and each row with its reasons in plain words."""
    counts = {verdict: sum(line.verdict == verdict for line in lines) for verdict in VERDICTS}
    return {
        "counts": {"rows": len(lines) - counts[IGNORED], **counts},
        "rows": [_row_of(line, with_points) for line in lines],
    }


def _row_of(line: Line, with_points: bool) -> dict[str, Any]:
    assessment = line.assessment
    reasons = [line.refusal] if line.refusal else assessment.reasons if assessment else ()
    return {
        "row": line.row,
        "verdict": line.verdict,
        "id": line.source_id,
        "wave": line.wave,
        "association": line.name,
        "state": assessment.state if assessment else None,
        "eligible": {"eligible": True, "ineligible": False}.get(assessment.state) if assessment else None,
        "points": assessment.points if assessment and with_points else None,
        "reasons": [{"code": reason.code, "message": reason.message} for reason in reasons],
    }
