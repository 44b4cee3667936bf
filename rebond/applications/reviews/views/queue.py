"""The queue: what waits for a reading or a decision, by deadline."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rebond.applications.eligibility import table_of_rules
from rebond.applications.models import Application
from rebond.applications.queries import in_order
from rebond.applications.reviews import rows
from rebond.applications.reviews.access import is_committee, runs_the_review
from rebond.applications.reviews.forms import QueueFilters
from rebond.applications.reviews.queries import in_full, waves_to_declare
from rebond.applications.reviews.queries import queue as files_waiting
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.journal.actions import record
from rebond.programmes.models import Wave
from rebond.programmes.queries import shown_programme
from rebond.safeguards.clock import now, today

PAGE = 50


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    form = QueueFilters(request.GET)
    found = files_waiting(request.user, form.chosen, today())
    page = Paginator(found.values_list("pk", flat=True), PAGE).get_page(request.GET.get("page"))
    files = in_order(in_full(Application.objects.all(), request.user), page.object_list)
    lines = [(row, row.urgency(today())) for row in rows.rows_for(request.user, files)]
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "has_deadlines": any(row.due for row, _urgency in lines),
        "runs": runs_the_review(request.user),
        "waves_to_declare": waves_to_declare(request.user) if is_committee(request.user) else [],
        "closed_waves": Wave.objects.filter(state=Wave.State.CLOSED) if runs_the_review(request.user) else [],
    }
    return render(request, "applications/review/queue.html", context)


def exported(request: HttpRequest) -> Iterator[list]:
    """The queue as it is shown; the journal says who took it away."""
    found = files_waiting(request.user, QueueFilters(request.GET).chosen, today())
    record("queue_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    files: Iterator[Application] = in_full(found, request.user).iterator(chunk_size=500)
    return rows.exported(rows.rows_for(request.user, files))


@require_safe
def queue_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("examen", rows.header(), exported(request))


@require_safe
def queue_xlsx(request: HttpRequest) -> HttpResponseBase:
    return xlsx_download("examen", rows.header(), exported(request), sheet=_("Examen"))


@require_safe
def eligibility(request: HttpRequest) -> HttpResponse:
    """Every rule of eligibility with its code, and the parameters of each wave."""
    programme = shown_programme()
    waves = Wave.objects.filter(programme=programme).order_by("number") if programme else []
    page = {"rules": table_of_rules(), "programme": programme, "waves": waves}
    return render(request, "applications/review/eligibility.html", page)
