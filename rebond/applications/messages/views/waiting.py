"""The messages that wait for an answer, for officers: by age, with their exports."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rebond.applications.messages.forms import WaitingFilters
from rebond.applications.messages.queries import exported, extract_of, header, to_answer
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.journal.actions import record
from rebond.safeguards.clock import now, today

PAGE = 50


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    form = WaitingFilters(request.GET)
    found = to_answer(request.user, form.chosen, today())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    lines = [(one, extract_of(one)) for one in page]
    return render(request, "applications/messages/waiting.html", {"form": form, "page": page, "lines": lines})


def taken(request: HttpRequest) -> Iterator[list]:
    """The list as it is shown; the journal says who took it away."""
    found = to_answer(request.user, WaitingFilters(request.GET).chosen, today())
    record("messages_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return exported(found)


@require_safe
def waiting_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("messages", header(), taken(request))


@require_safe
def waiting_xlsx(request: HttpRequest) -> HttpResponseBase:
    return xlsx_download("messages", header(), taken(request), sheet=_("Messages"))
