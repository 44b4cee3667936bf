"""One machine's verdict in full, its photograph, its parts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.documents.responses import attachment
from rebond.safeguards.clock import now
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.access import may_handle_stock
from rebond.stock.actions import DeviceIsPromised
from rebond.stock.bench import actions
from rebond.stock.bench.forms import PartsForm, TriageForm
from rebond.stock.bench.models import Triage
from rebond.stock.bench.queries import fit_of, full_triages
from rebond.stock.bench.views.scans import what_was_done
from rebond.stock.facts.wording import fit_in_words
from rebond.stock.ledger.actions import PlaceIsArchived
from rebond.stock.ledger.queries import full_movements


@require_http_methods(["GET", "POST"])
def triage(request: HttpRequest, pk) -> HttpResponse:
    triage = get_object_or_404(full_triages(), pk=pk)
    form = TriageForm(request.POST or None, request.FILES or None, triage=triage)
    if form.is_valid() and judged(request, triage, form):
        return redirect("stock:triage", pk)
    return triage_page(request, triage, form, PartsForm(), status=422 if form.is_bound else 200)


def judged(request: HttpRequest, triage: Triage, form: TriageForm) -> bool:
    """Write the verdict, or say in the form why not."""
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    try:
        lifted = actions.give_verdict(triage=triage, verdict=form.verdict, seen=version, by=request.user, at=now())
    except EditedMeanwhile:
        form.add_error(
            None, _("Une autre personne vient de juger cette machine\u00a0: rouvrez la page pour voir son verdict.")
        )
    except actions.Superseded:
        form.add_error(None, _("Cette machine a été triée de nouveau depuis\u00a0: c’est ce verdict-là qui se change."))
    except DeviceIsPromised:
        form.add_error(None, _("Cette machine est promise ou sortie du stock\u00a0: son verdict ne change plus."))
    else:
        photo = form.cleaned_data["photo"]
        if photo is not None:
            facts = {"name": photo.name, "content": photo.read(), "by": request.user, "at": now()}
            actions.attach_photo(triage=triage, **facts)
        messages.success(request, what_was_done(triage, lifted))
        return True
    return False


def triage_page(request: HttpRequest, triage: Triage, form: TriageForm, parts: PartsForm, status: int) -> HttpResponse:
    page = {
        "triage": triage,
        "form": form,
        "parts_form": parts,
        "parts": full_movements().filter(deed=triage.pk, kind__isnull=False),
        "fit": fit_in_words(fit_of(triage.device)),
        "may_handle": may_handle_stock(request.user),
        "may_judge": may_handle_stock(request.user) and (triage.is_current or not triage.grade),
    }
    return render(request, "stock/bench/triage.html", page, status=status)


@require_POST
def take_parts(request: HttpRequest, pk) -> HttpResponse:
    triage = get_object_or_404(full_triages().select_related("session__place"), pk=pk)
    form = PartsForm(request.POST)
    if not form.is_valid():
        return triage_page(request, triage, TriageForm(triage=triage), form, status=422)
    try:
        actions.take_parts(triage=triage, place=triage.session.place, **form.cleaned_data, by=request.user, at=now())
    except actions.NotForSpares:
        messages.error(request, _("Seule une machine de catégorie X donne des pièces."))
    except PlaceIsArchived:
        messages.error(request, _("L’emplacement de cette séance est archivé\u00a0: rien ne peut y entrer."))
    else:
        messages.success(request, _("Les pièces sont en stock."))
    return redirect("stock:triage", pk)


@require_safe
def triage_photo(request: HttpRequest, pk) -> HttpResponse:
    """The photograph, once it has been looked at."""
    triage = get_object_or_404(full_triages(), pk=pk, photo__state="clean")
    return attachment(triage.photo.document)
