"""One decision on many files: preview, decision, summary, undoing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.applications.reviews import actions
from rebond.applications.reviews.forms import BatchForm
from rebond.applications.reviews.models import Batch, BatchLine
from rebond.applications.reviews.queries import files_named
from rebond.safeguards.clock import now

MOST = 500


def named_in(values: list[str]) -> dict[UUID, int]:
    """The files of a form, each with the version that was on the screen: "pk" or "pk:version"."""
    found: dict[UUID, int] = {}
    for value in values[:MOST]:
        pk, _colon, version = value.partition(":")
        try:
            found[UUID(pk)] = int(version or 0)
        except ValueError:
            continue
    return found


@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """First which decision, then exactly which files would change and which would not; then the deed."""
    asked = request.POST if request.method == "POST" else request.GET
    seen = named_in(asked.getlist("files"))
    files = list(files_named(request.user, seen))
    if not files:
        messages.info(request, _("Cochez d’abord des dossiers dans la liste."))
        return redirect("applications:queue")
    form = BatchForm(asked if request.method == "POST" or "reason" in asked else None)
    if request.method == "POST" and form.is_valid():
        done = actions.decide_batch(applications=files, seen=seen, **form.cleaned_data, by=request.user, at=now())
        return redirect("applications:batch_done", done.pk)
    page = {"form": form, "files": files}
    if form.is_bound and form.is_valid():
        foreseen = actions.foresee(files, form.cleaned_data["decision"])
        page |= {
            "decision": dict(Batch.Decision.choices)[form.cleaned_data["decision"]],
            "changing": [one.application for one in foreseen if not one.why],
            "unchanged": [(one.application, BatchLine.Why(one.why).label) for one in foreseen if one.why],
        }
    return render(request, "applications/review/batch.html", page, status=422 if form.errors else 200)


def batch_with(request: HttpRequest, pk) -> Batch:
    return get_object_or_404(Batch.objects.select_related("decided_by", "undone_by"), pk=pk)


@require_safe
def batch_done(request: HttpRequest, pk) -> HttpResponse:
    """What became of each file, and for a quarter of an hour the way back."""
    found = batch_with(request, pk)
    lines = list(found.lines.select_related("application__association"))
    page = {
        "batch": found,
        "changed": [line for line in lines if not line.why],
        "unchanged": [line for line in lines if line.why],
        "may_undo": found.may_be_undone(now()) and any(not line.why for line in lines),
    }
    return render(request, "applications/review/batch_done.html", page)


@require_POST
def undo_batch(request: HttpRequest, pk) -> HttpResponse:
    found = batch_with(request, pk)
    try:
        actions.undo_batch(batch=found, by=request.user, at=now())
    except actions.TooLateToUndo:
        messages.error(request, _("Il est trop tard pour annuler\u00a0: décidez dossier par dossier."))
    else:
        messages.success(request, _("La décision est annulée."))
    return redirect("applications:batch_done", pk)
