"""Sitting down at the bench, the session while it runs, and what it comes to."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.interface.downloads import csv_download, xlsx_download
from rebond.journal.actions import record
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.stock.access import may_change_stock, may_handle_stock
from rebond.stock.bench import actions, exports
from rebond.stock.bench.forms import OpenForm, TriageFilters
from rebond.stock.bench.models import BenchSession
from rebond.stock.bench.queries import labels_of_checks, sessions_shown, summary_of, triages_shown
from rebond.stock.ledger.actions import PlaceIsArchived

PAGE = 50


@require_safe
def benches(request: HttpRequest) -> HttpResponse:
    mine = BenchSession.objects.filter(opened_by=request.user, state__in=BenchSession.LIVE).first()
    page = {
        "page": Paginator(sessions_shown(), PAGE).get_page(request.GET.get("page")),
        "mine": mine,
        "may_handle": may_handle_stock(request.user),
        "may_change": may_change_stock(request.user),
    }
    return render(request, "stock/bench/benches.html", page)


@require_http_methods(["GET", "POST"])
def open_bench(request: HttpRequest) -> HttpResponse:
    form = OpenForm(request.POST or None)
    if form.is_valid():
        try:
            session = actions.open_session(**form.cleaned_data, by=request.user, at=now())
        except PlaceIsArchived:
            form.add_error("place", _("Cet emplacement vient d’être archivé. Choisissez-en un autre."))
        else:
            return redirect("stock:bench", session.pk)
    return render(request, "stock/bench/open.html", {"form": form}, status=422 if form.is_bound else 200)


def session_with(pk) -> BenchSession:
    return get_object_or_404(sessions_shown(), pk=pk)


def moved(request: HttpRequest, pk, action: Callable, done: str) -> None:
    """Pause, go on or leave; whoever comes second is told that it was done."""
    try:
        action(session=session_with(pk), by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("C’était déjà fait\u00a0: rien n’a changé."))
    else:
        messages.success(request, done)


@require_POST
def pause_bench(request: HttpRequest, pk) -> HttpResponse:
    moved(request, pk, actions.pause_session, _("La séance est en pause\u00a0: le temps ne compte plus."))
    return redirect("stock:bench", pk)


@require_POST
def resume_bench(request: HttpRequest, pk) -> HttpResponse:
    moved(request, pk, actions.resume_session, _("La séance reprend."))
    return redirect("stock:bench", pk)


@require_POST
def close_bench(request: HttpRequest, pk) -> HttpResponse:
    moved(request, pk, actions.close_session, _("La séance est terminée. Voici son bilan."))
    return redirect("stock:bench_summary", pk)


# --- what it comes to --------------------------------------------------------------------------------------------


@require_safe
def bench_summary(request: HttpRequest, pk) -> HttpResponse:
    session = session_with(pk)
    form = TriageFilters(request.GET, session=session)
    shown = Paginator(triages_shown(session, form.chosen), PAGE).get_page(request.GET.get("page"))
    labels = labels_of_checks()
    for one in shown:
        one.faults = [labels.get(key, key) for key, said in one.checks.items() if said == "fault"]
    page = {
        "session": session,
        "summary": summary_of(session, now()),
        "form": form,
        "page": shown,
        "may_handle": may_handle_stock(request.user),
    }
    return render(request, "stock/bench/summary.html", page)


def exported(request: HttpRequest, pk):
    """The machines that the list shows; the journal says who took them away."""
    session = session_with(pk)
    found = triages_shown(session, TriageFilters(request.GET, session=session).chosen)
    record("triages_exported", of=session, by=request.user, at=now(), rows=found.count())
    return exports.rows(found)


@require_safe
def bench_csv(request: HttpRequest, pk):
    return csv_download("tri", exports.header(), exported(request, pk))


@require_safe
def bench_xlsx(request: HttpRequest, pk):
    return xlsx_download("tri", exports.header(), exported(request, pk), sheet=_("Tri"))
