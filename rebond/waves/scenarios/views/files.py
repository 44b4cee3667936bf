"""What leaves the studio: tables, the committee's note, and the answer to one question about one association."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rebond.accounts.access import or_absent
from rebond.documents.responses import download
from rebond.interface.downloads import csv_download, workbook_download
from rebond.interface.widgets import WholeNumberInput
from rebond.journal.actions import record
from rebond.safeguards.clock import now, today
from rebond.waves.scenarios.note import render_committee_note
from rebond.waves.scenarios.outcome import RulesRefused
from rebond.waves.scenarios.studio import Studio, studio_of
from rebond.waves.scenarios.views.page import wave_named
from rebond.waves.scenarios.what_if import what_if as run_what_if
from rebond.waves.scenarios.workbook import (
    associations_header,
    associations_rows,
    measures_header,
    measures_rows,
    units_header,
    units_rows,
)

MOST_POINTS, MOST_REQUESTED = 1_000, 10_000


class WhatIfForm(forms.Form):
    """One association, and what would be otherwise for it."""

    application = forms.ChoiceField(label=gettext_lazy("Association"))
    more_points = forms.IntegerField(
        label=gettext_lazy("Points de plus"),
        min_value=0,
        max_value=MOST_POINTS,
        required=False,
        widget=WholeNumberInput,
    )
    requested = forms.IntegerField(
        label=gettext_lazy("Si elle demandait"),
        min_value=1,
        max_value=MOST_REQUESTED,
        required=False,
        widget=WholeNumberInput,
    )

    def __init__(self, *args, studio: Studio, **kwargs):
        super().__init__(*args, **kwargs)
        named = sorted((one.association, one.id) for one in studio.shown_entries)
        self.fields["application"].choices = [(reference, f"{name} ({reference})") for name, reference in named]


def exported_studio(request: HttpRequest, slug: str, kind: str) -> Studio:
    """What the page shows, where there is something to compare; the journal says who took it away."""
    studio = studio_of(wave_named(slug), request.GET, request.user)
    or_absent(bool(studio.comparison.columns))
    record("comparison_exported", of=studio.wave, by=request.user, at=now(), file=kind)
    return studio


@require_safe
def studio_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    studio = exported_studio(request, slug, "csv")
    return csv_download(f"scenarios-{slug}", units_header(studio.comparison), units_rows(studio.rows))


@require_safe
def studio_xlsx(request: HttpRequest, slug: str) -> HttpResponseBase:
    studio = exported_studio(request, slug, "xlsx")
    comparison = studio.comparison
    sheets = [
        (_("Associations"), associations_header(comparison), associations_rows(studio.rows)),
        (_("Mesures"), measures_header(comparison), measures_rows(comparison)),
    ]
    return workbook_download(f"scenarios-{slug}", sheets)


@require_safe
def studio_note(request: HttpRequest, slug: str) -> HttpResponseBase:
    studio = exported_studio(request, slug, "pdf")
    note = render_committee_note(studio, day=today())
    return download(f"note-{slug}.pdf", note, content_type="application/pdf")


@require_safe
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """One association under the rules of the address: what more points or another request would change."""
    studio = studio_of(wave_named(slug), request.GET, request.user)
    or_absent(bool(studio.comparison.columns))
    form = WhatIfForm(request.GET if "application" in request.GET else None, studio=studio)
    column = studio.comparison.columns[-1 if studio.is_tried else 0]
    page = {"studio": studio, "form": form, "column": column}
    kept = request.GET.copy()
    for name in form.fields:
        kept.pop(name, None)
    page["kept"] = [(name, value) for name, values in kept.lists() for value in values]
    if form.is_valid():
        try:
            page["answer"] = run_what_if(
                studio.wave,
                column.candidate.rules,
                studio.entries,
                form.cleaned_data["application"],
                more_points=form.cleaned_data["more_points"] or 0,
                requested=form.cleaned_data["requested"],
                lang=get_language() or "fr",
                names=studio.names,
            )
        except RulesRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "waves/studio/what_if.html", page)
