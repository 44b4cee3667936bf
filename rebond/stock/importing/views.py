"""Pages between a file's reading and its entry into the stock: its columns, its rows, giving it up, taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rebond.jobs import enqueue
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.stock import tasks
from rebond.stock.actions import cancel_file
from rebond.stock.importing.actions.columns import choose_columns
from rebond.stock.importing.actions.rows import correct_row
from rebond.stock.importing.actions.undo import CannotUndo, ask_undo
from rebond.stock.importing.forms import ColumnsForm, CorrectionForm
from rebond.stock.models import StockFile
from rebond.stock.queries import files_shown

LATE = (MoveNotAllowed, SomebodyElseWasFirst)


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk) -> HttpResponse:
    file = get_object_or_404(files_shown(), pk=pk)
    form = ColumnsForm(request.POST or None, file=file)
    if form.is_valid():
        try:
            choose_columns(file=file, choices=form.choices, by=request.user, at=now())
        except LATE:
            say_late(request)
        else:
            enqueue(tasks.read_file, file=file.pk)
        return redirect("stock:file", pk)
    remembered = _(
        "Vos réponses sont retenues pour ce donateur dès que le fichier est enregistré\u00a0: son prochain fichier "
        "sera compris de lui-même."
    )
    trail = [(_("Fichiers déposés"), reverse("stock:files")), (file.document.name, reverse("stock:file", args=[pk]))]
    return columns_page(request, form, trail=trail, remembered=remembered)


def columns_page(request: HttpRequest, form: ColumnsForm, *, trail: list[tuple], remembered: str) -> HttpResponse:
    """What a file's columns hold; `trail` leads back to the file, `remembered` says what becomes of the answers."""
    page = {"file": form.file, "form": form, "trail": trail, "back": trail[-1][1], "remembered": remembered}
    return render(request, "stock/columns.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, pk, number: int) -> HttpResponse:
    file = get_object_or_404(files_shown().filter(state=StockFile.State.READ), pk=pk)
    row = get_object_or_404(file.rows.select_related("file").exclude(cells={}), number=number)
    correction = file.corrections.filter(number=number).first()
    form = CorrectionForm(request.POST or None, row=row, correction=correction)
    if form.is_valid():
        try:
            correct_row(row=row, values=form.cleaned_data, by=request.user, at=now())
        except LATE:
            say_late(request)
        else:
            enqueue(tasks.read_file, file=file.pk)
            messages.success(request, _("La ligne %(number)s est corrigée, le fichier est relu.") % {"number": number})
        return redirect("stock:file", pk)
    page = {"file": file, "row": row, "form": form}
    return render(request, "stock/row.html", page, status=422 if form.is_bound else 200)


@require_POST
def cancel(request: HttpRequest, pk) -> HttpResponse:
    file = get_object_or_404(files_shown(), pk=pk)
    try:
        cancel_file(file=file, by=request.user, at=now())
    except LATE:
        say_late(request)
    else:
        messages.success(request, _("C’est arrêté. Rien n’a été écrit en stock."))
    return redirect("stock:file", pk)


@require_POST
def undo(request: HttpRequest, pk) -> HttpResponse:
    file = get_object_or_404(files_shown().filter(kind=StockFile.Kind.INVENTORY), pk=pk)
    try:
        ask_undo(file=file, by=request.user, at=now())
    except CannotUndo as why:
        messages.error(request, str(why))
    except LATE:
        say_late(request)
    else:
        enqueue(tasks.undo_import, file=file.pk, by=request.user.pk)
    return redirect("stock:file", pk)


def say_late(request: HttpRequest) -> None:
    messages.info(request, _("Trop tard\u00a0: ce fichier a changé d’état. Voici où il en est."))
