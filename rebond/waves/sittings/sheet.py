"""The committee's sheet: every file of a wave on one line, with room for what is decided; as XLSX and as PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.blind import seen_by
from rebond.applications.reviews.queries import recused_files
from rebond.documents.pdf import render_pdf
from rebond.interface.templatetags.interface import date_long, number
from rebond.programmes.models import Criterion, Wave
from rebond.programmes.queries import criteria_of
from rebond.spreadsheets import Value
from rebond.waves.models import Allocation, Proposal
from rebond.waves.queries import shown_proposal
from rebond.waves.sheet import sheet_of


@dataclass(frozen=True)
class File:
    """One line: the application as the reader may see it, its points by criterion, what the rule proposes and why."""

    application: Application
    points: Sequence[int | None]
    findings: Sequence[str]
    allocation: Allocation | None
    sentence: str

    @property
    def why(self) -> str:
        """The rule's sentence, or what the committee changed."""
        if self.allocation is not None and self.allocation.is_changed:
            return f"{self.allocation.change_reason} ({self.sentence})"
        return self.sentence or self.application.get_state_display()


@dataclass(frozen=True)
class CommitteeSheet:
    wave: Wave
    proposal: Proposal | None
    criteria: Sequence[Criterion]
    files: Sequence[File]


def committee_sheet(wave: Wave, viewer: User) -> CommitteeSheet:
    """All live files of a wave by reference, without those that the viewer stepped back from; names as they may read.

    Always the same number of queries, however many files there are.
    """
    proposal, criteria = shown_proposal(wave), list(criteria_of(wave.programme))
    lines = {}
    if proposal is not None:
        lines = {line.allocation.application_id: line for line in sheet_of(proposal).lines}
    found = Application.objects.live().filter(wave=wave).exclude(pk__in=recused_files(viewer))
    rows = found.select_related("association", "wave").prefetch_related("scores", "findings").order_by("reference")
    files = []
    for application in seen_by(viewer, rows):
        given = {score.criterion_id: score.points for score in application.scores.all()}
        line = lines.get(application.pk)
        files.append(
            File(
                application=application,
                points=[given.get(criterion.pk) for criterion in criteria],
                findings=[finding.message for finding in application.findings.all()],
                allocation=line.allocation if line else None,
                sentence=line.sentence if line else "",
            )
        )
    return CommitteeSheet(wave, proposal, criteria, files)


def header(sheet: CommitteeSheet) -> list[str]:
    return [
        _("Référence"),
        _("Association"),
        _("Demandé"),
        *(criterion.label for criterion in sheet.criteria),
        _("Points"),
        _("Constats"),
        _("Proposé"),
        _("Décidé avant la séance"),
        _("Pourquoi"),
        _("Décision de la commission"),
    ]


def rows(sheet: CommitteeSheet) -> Iterator[Sequence[Value]]:
    """One line for each file; the last cell is for the committee."""
    for file in sheet.files:
        yield [
            file.application.reference,
            file.application.association.name,
            file.application.requested,
            *file.points,
            file.application.points,
            " ".join(file.findings),
            file.allocation.proposed if file.allocation else None,
            file.allocation.units if file.allocation else None,
            file.why,
            None,
        ]


def render_sheet(sheet: CommitteeSheet, *, day: date) -> bytes:
    """The sheet as PDF, in the reader's language: landscape, its headings on every page."""
    return render_pdf("waves/sittings/sheet.typ", page_of(sheet, day=day))


def page_of(sheet: CommitteeSheet, *, day: date) -> dict[str, Any]:
    """What the PDF says, as plain data. Criteria are C1, C2…, told below the table."""
    wave, proposal = sheet.wave, sheet.proposal
    lead = _("%(files)s candidatures, %(stock)s ordinateurs.") % {
        "files": number(len(sheet.files)),
        "stock": number(proposal.stock if proposal else wave.stock),
    }
    return {
        "title": _("Fiche de la commission"),
        "reference": wave.slug,
        "city": wave.city.name,
        "programme": wave.programme.title,
        "wave": wave.name,
        "day": day.isoformat(),
        "lead": f"{lead} {date_long(day)}",
        "header": [
            _("Candidature"),
            _("Demandé"),
            *(f"C{place}" for place, _criterion in enumerate(sheet.criteria, 1)),
            _("Points"),
            _("Proposé"),
            _("Pourquoi, et constats"),
            _("Décision"),
        ],
        "criteria": [[f"C{place}", one.label] for place, one in enumerate(sheet.criteria, 1)],
        "rows": [cells(file) for file in sheet.files],
    }


def cells(file: File) -> list[str]:
    application = file.application
    name = application.association.name
    shown = application.reference if name == application.reference else f"{application.reference} {name}"
    proposed = "—" if file.allocation is None else number(file.allocation.proposed)
    if file.allocation is not None and file.allocation.is_changed:
        proposed = f"{proposed} → {number(file.allocation.units)}"
    return [
        shown,
        number(application.requested),
        *("—" if points is None else number(points) for points in file.points),
        number(application.points),
        proposed,
        " · ".join([file.why, *file.findings]),
        "",
    ]
