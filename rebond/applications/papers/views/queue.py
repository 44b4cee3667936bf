"""The papers that nobody has looked at, for officers: the oldest first, with their exports."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rebond.applications.papers.forms import QueueFilters
from rebond.applications.papers.queries import exported, header, labelled, to_look_at
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.journal.actions import record
from rebond.safeguards.clock import now

PAGE = 50


@require_safe
def papers_to_look_at(request: HttpRequest) -> HttpResponse:
    form = QueueFilters(request.GET)
    page = Paginator(to_look_at(request.user, form.chosen), PAGE).get_page(request.GET.get("page"))
    return render(
        request, "applications/papers/queue.html", {"form": form, "page": page, "lines": list(labelled(page))}
    )


def taken(request: HttpRequest) -> Iterator[list]:
    """The list as it is shown; the journal says who took it away."""
    found = to_look_at(request.user, QueueFilters(request.GET).chosen)
    record("papers_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return exported(found)


@require_safe
def papers_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("pieces", header(), taken(request))


@require_safe
def papers_xlsx(request: HttpRequest) -> HttpResponseBase:
    return xlsx_download("pieces", header(), taken(request), sheet=_("Pièces"))
