"""Printing labels, their calibration, binding those that were printed first, and what finders wrote."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.documents.responses import attachment, download
from rebond.jobs import enqueue
from rebond.safeguards.clock import now
from rebond.stock.access import may_change_stock
from rebond.stock.codes import MOST_CODES, codes_in, devices_by_code
from rebond.stock.forms import DeviceFilters
from rebond.stock.labels import actions, tasks
from rebond.stock.labels.formats import FORMATS
from rebond.stock.labels.forms import BindForm, CalibrationForm, EmptyLabelsForm, PaperForm
from rebond.stock.labels.queries import notices_shown, runs_shown
from rebond.stock.labels.sheets import Placing, render_calibration
from rebond.stock.models import Calibration, LabelRun, Notice, Tag
from rebond.stock.queries import devices_shown

PAGE = 50


@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    page = {
        "page": Paginator(runs_shown(), PAGE).get_page(request.GET.get("page")),
        "free": Tag.objects.filter(device=None).count(),
        "waiting": notices_shown("waiting").count(),
        "may_change": may_change_stock(request.user),
    }
    return render(request, "stock/labels/list.html", page)


@require_http_methods(["GET", "POST"])
def new_labels(request: HttpRequest) -> HttpResponse:
    """Labels of the machines that the filters of the address leave, in their order."""
    devices = chosen_devices(request.GET, request)
    form = PaperForm(request.POST or None)
    if form.is_valid() and 0 < len(devices) <= actions.MOST:
        run = actions.ask_labels(devices=devices, **form.cleaned_data, by=request.user, at=now())
        return begun(run)
    page = {"form": form, "count": len(devices), "most": actions.MOST, "filters": request.GET.urlencode()}
    page |= {"left": codes_left(request.GET), "pasted": "codes" in request.GET}
    return render(request, "stock/labels/new.html", page, status=422 if form.is_bound else 200)


def chosen_devices(query: QueryDict, request: HttpRequest) -> Sequence[UUID]:
    """The machines that a filtered list shows, or those whose numbers were pasted, each once.

    None without a filter: nobody prints the whole stock unawares.
    """
    if codes := codes_in(query.get("codes", ""))[:MOST_CODES]:
        found = devices_by_code(codes)
        return list(dict.fromkeys(found[code][0].pk for code in codes if len(found.get(code, ())) == 1))
    chosen = DeviceFilters(query, user=request.user).chosen
    if not chosen.keys() - {"sort"}:
        return []
    return list(devices_shown(request.user, chosen).values_list("pk", flat=True)[: actions.MOST + 1])


def codes_left(query: QueryDict) -> list[str]:
    """The pasted numbers that name no machine, or several."""
    codes = codes_in(query.get("codes", ""))
    found = devices_by_code(codes[:MOST_CODES])
    return [code for place, code in enumerate(codes) if place >= MOST_CODES or len(found.get(code, ())) != 1]


@require_http_methods(["GET", "POST"])
def empty_labels(request: HttpRequest) -> HttpResponse:
    """Labels without a machine, to be bound later."""
    form = EmptyLabelsForm(request.POST or None)
    if form.is_valid():
        return begun(actions.ask_empty_labels(**form.cleaned_data, by=request.user, at=now()))
    return render(request, "stock/labels/empty.html", {"form": form}, status=422 if form.is_bound else 200)


def begun(run: LabelRun) -> HttpResponse:
    enqueue(tasks.lay_out, run=run.pk)
    return redirect("stock:label_run", run.pk)


@require_safe
def label_run(request: HttpRequest, pk) -> HttpResponse:
    return render(request, "stock/labels/run.html", {"run": get_object_or_404(runs_shown(), pk=pk)})


@require_safe
def label_pdf(request: HttpRequest, pk) -> HttpResponse:
    return attachment(get_object_or_404(runs_shown().exclude(document=None), pk=pk).document)


# --- calibration -------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def calibration(request: HttpRequest) -> HttpResponse:
    """Print the page, measure, say how far it is off: remembered for whoever measured, paper by paper."""
    form = CalibrationForm(request.POST or None)
    if form.is_valid():
        across, down = (round(form.cleaned_data[name] * 10) for name in ("across", "down"))
        actions.calibrate(format=form.cleaned_data["format"], across=across, down=down, by=request.user, at=now())
        messages.success(request, _("Vos prochaines étiquettes sur ce papier seront décalées ainsi."))
        return redirect("stock:calibration")
    kept = [
        {"paper": FORMATS[one.format], "across": one.across / 10, "down": one.down / 10}
        for one in Calibration.objects.filter(user=request.user).order_by("format")
    ]
    page = {"form": form, "papers": FORMATS.values(), "kept": kept}
    return render(request, "stock/labels/calibration.html", page, status=422 if form.is_bound else 200)


@require_safe
def calibration_pdf(request: HttpRequest) -> HttpResponse:
    """The page of a paper, with the calibration that this person has."""
    paper = FORMATS.get(request.GET.get("papier", next(iter(FORMATS))))
    if paper is None:
        raise Http404
    moved = Calibration.objects.filter(user=request.user, format=paper.code).first() or Calibration(user=request.user)
    placing = Placing(paper, across=moved.across / 10, down=moved.down / 10)
    content = render_calibration(placing, request.city)
    return download(f"reglage-{paper.code}.pdf", content, content_type="application/pdf")


# --- binding -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def bind_tag(request: HttpRequest) -> HttpResponse:
    """The new tag, then the machine that it was stuck on."""
    form = BindForm(request.POST or None)
    if form.is_valid():
        tag, device = form.cleaned_data["tag"], form.cleaned_data["code"].device
        try:
            actions.bind_tag(tag=tag, device=device, by=request.user, at=now())
        except actions.AlreadyBound:
            form.add_error("tag", _("Cette étiquette vient d’être posée sur une autre machine."))
        else:
            messages.success(request, _("%(tag)s est sur la machine %(serial)s.") % {"tag": tag, "serial": device})
            return redirect("stock:bind_tag")
    return render(request, "stock/labels/bind.html", {"form": form}, status=422 if form.is_bound else 200)


# --- found machines ----------------------------------------------------------------------------------------------


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    shown = request.GET.get("liste", "waiting")
    page = {"shown": shown, "page": Paginator(notices_shown(shown), PAGE).get_page(request.GET.get("page"))}
    return render(request, "stock/labels/notices.html", page)


@require_POST
def settle_notice(request: HttpRequest, pk) -> HttpResponse:
    actions.settle_notice(notice=get_object_or_404(Notice, pk=pk), by=request.user, at=now())
    messages.success(request, _("C’est noté\u00a0: le signalement est réglé, et les coordonnées sont effacées."))
    return redirect("stock:notices")
