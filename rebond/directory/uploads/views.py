"""Pages of uploaded registers: the list, the upload, one register with its counts, progress and report."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.directory.registers import REGISTERS
from rebond.directory.uploads import actions, tasks
from rebond.directory.uploads.forms import RegisterFilters, RegisterUpload
from rebond.directory.uploads.models import RegisterFile
from rebond.interface.downloads import csv_download
from rebond.jobs import enqueue
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed

PAGE = 50
COUNTED = {
    "read": gettext_lazy("lignes lues"),
    "kept": gettext_lazy("dans le territoire choisi"),
    "new": gettext_lazy("associations nouvelles"),
    "changed": gettext_lazy("fiches complétées ou renouvelées"),
    "unchanged": gettext_lazy("fiches inchangées"),
    "left": gettext_lazy("laissées\u00a0: peut-être pas des associations"),
    "dissolved": gettext_lazy("dissoutes"),
    "refused": gettext_lazy("lignes refusées"),
}


def shown():
    return RegisterFile.objects.select_related("document", "uploaded_by").order_by("-uploaded_at", "pk")


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    form = RegisterFilters(request.GET)
    state = form.chosen.get("state")
    found = shown().filter(state=state) if state else shown()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    lines = [{"file": file, "register": REGISTERS.get(file.register, "")} for file in page.object_list]
    return render(request, "directory/uploads/list.html", {"form": form, "page": page, "lines": lines})


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    form = RegisterUpload(request.POST or None, request.FILES or None, city=request.city)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        file = actions.upload_register(
            name=sent.name,
            content=sent.read(),
            content_type=sent.content_type or "",
            communes=form.cleaned_data["communes"],
            departments=form.cleaned_data["departments"],
            by=request.user,
            at=now(),
        )
        enqueue(tasks.read_register, file=file.pk)
        return redirect("directory:register_file", file.pk)
    return render(request, "directory/uploads/upload.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def file(request: HttpRequest, pk) -> HttpResponse:
    one = get_object_or_404(shown(), pk=pk)
    page = {
        "file": one,
        "register": REGISTERS.get(one.register, ""),
        "counts": [(said, one.counts[name]) for name, said in COUNTED.items() if name in one.counts],
        "refusals": [(row, field, _(reason)) for row, field, reason in one.refusals],
    }
    return render(request, "directory/uploads/file.html", page)


@require_POST
def confirm(request: HttpRequest, pk) -> HttpResponse:
    one = get_object_or_404(shown(), pk=pk)
    try:
        actions.confirm_register(file=one, by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Ce registre est déjà enregistré, ou n’attend plus d’être confirmé."))
    else:
        enqueue(tasks.take_in_register, file=one.pk, by=request.user.pk)
    return redirect("directory:register_file", pk)


@require_safe
def refusals_csv(request: HttpRequest, pk) -> HttpResponseBase:
    one = get_object_or_404(shown(), pk=pk)
    rows = ([row, field, _(reason)] for row, field, reason in one.refusals)
    return csv_download("lignes-refusees", [_("Ligne"), _("Champ"), _("Raison")], rows)
