"""Stock-takes: start, scan and count blind, finish, close with reasons."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rebond.interface.paging import CappedPaginator
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.stock.access import may_change_stock, may_handle_stock
from rebond.stock.codes import devices_by_code
from rebond.stock.ledger import actions
from rebond.stock.ledger.comparison import compare
from rebond.stock.ledger.forms import CloseForm, CountForm, SeenForm
from rebond.stock.ledger.models import Place, Reason, StockTake
from rebond.stock.ledger.queries import full_movements, places_to_choose, stocktakes_shown

PAGE, LATEST = 50, 20


@require_safe
def stocktakes(request: HttpRequest) -> HttpResponse:
    page = {
        "page": Paginator(stocktakes_shown(), PAGE).get_page(request.GET.get("page")),
        "places": places_to_choose(),
        "may_handle": may_handle_stock(request.user),
    }
    return render(request, "stock/ledger/stocktakes.html", page)


@require_POST
def start_stocktake(request: HttpRequest, pk) -> HttpResponse:
    place = get_object_or_404(Place.objects.with_path(), pk=pk)
    try:
        stocktake = actions.start_stocktake(place=place, by=request.user, at=now())
    except actions.PlaceIsArchived:
        messages.error(request, _("Cet emplacement est archivé."))
        return redirect("stock:place", pk)
    return redirect("stock:stocktake", stocktake.pk)


def stocktake_with(pk) -> StockTake:
    return get_object_or_404(stocktakes_shown(), pk=pk)


@require_safe
def stocktake(request: HttpRequest, pk) -> HttpResponse:
    return stocktake_page(request, stocktake_with(pk))


def stocktake_page(request: HttpRequest, stocktake: StockTake, status: int = 200, **forms) -> HttpResponse:
    """The count while it lasts, without what the books expect; then what differs; then what was written."""
    page = {
        "stocktake": stocktake,
        "may_handle": may_handle_stock(request.user),
        "may_change": may_change_stock(request.user),
        "seen": stocktake.seen.count(),
        "counts": stocktake.accessories.select_related("kind"),
    }
    if stocktake.state == StockTake.State.COUNTING:
        said = list(messages.get_messages(request))
        page |= {
            "latest": stocktake.seen.select_related("device")[:LATEST],
            "answer": said[0] if said else None,
            "messages": [],
            "form": forms.get("count") or CountForm(),
        }
    if stocktake.state == StockTake.State.COUNTED and page["may_change"]:
        found = compare(stocktake)
        differs = bool(found.gained or found.lost)
        page |= {"found": found, "form": forms.get("close") or CloseForm(differs=differs)}
    if stocktake.state == StockTake.State.CLOSED:
        written = full_movements().filter(deed=stocktake.pk, reason=Reason.STOCKTAKE)
        page |= {"movements": CappedPaginator(written, PAGE).get_page(request.GET.get("page"))}
    return render(request, "stock/ledger/stocktake.html", page, status=status)


@require_POST
def see_device(request: HttpRequest, pk) -> HttpResponse:
    """One scan: the machine is noted, or the sentence says why nothing is."""
    stocktake = stocktake_with(pk)
    form = SeenForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    devices = devices_by_code([code]).get(code, []) if code else []
    if not code:
        messages.error(request, _("Scannez ou tapez un numéro."))
    elif not devices:
        messages.error(
            request,
            _("«\u00a0%(code)s\u00a0» n’est le numéro d’aucune machine\u00a0: rien n’est noté.") % {"code": code},
        )
    elif len(devices) > 1:
        messages.error(request, _("Plusieurs machines portent ce numéro\u00a0: scannez le numéro de série."))
    else:
        note(request, stocktake, devices[0])
    return redirect("stock:stocktake", pk)


def note(request: HttpRequest, stocktake: StockTake, device) -> None:
    try:
        added = actions.see_device(stocktake=stocktake, device=device, by=request.user, at=now())
    except actions.CountIsOver:
        messages.error(request, over())
        return
    if added:
        messages.success(request, _("%(serial)s est notée.") % {"serial": device.serial})
    else:
        messages.warning(request, _("%(serial)s est déjà notée\u00a0: rien ne change.") % {"serial": device.serial})


def over() -> str:
    return _("Le comptage est terminé\u00a0: rien n’a changé.")


@require_POST
def count_accessory(request: HttpRequest, pk) -> HttpResponse:
    stocktake = stocktake_with(pk)
    form = CountForm(request.POST)
    if not form.is_valid():
        return stocktake_page(request, stocktake, status=422, count=form)
    try:
        actions.count_accessory(stocktake=stocktake, **form.cleaned_data, by=request.user, at=now())
    except actions.CountIsOver:
        messages.error(request, over())
    else:
        messages.success(request, _("Le nombre est noté."))
    return redirect("stock:stocktake", pk)


@require_POST
def finish_count(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.finish_count(stocktake=stocktake_with(pk), by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, over())
    else:
        messages.success(request, _("Le comptage est terminé. L’équipe du dispositif compare et clôt l’inventaire."))
    return redirect("stock:stocktake", pk)


@require_POST
def give_up_stocktake(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.give_up_stocktake(stocktake=stocktake_with(pk), by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Cet inventaire est déjà clos ou abandonné."))
    else:
        messages.success(request, _("L’inventaire est abandonné\u00a0: le stock n’a pas changé."))
    return redirect("stock:stocktakes")


@require_POST
def close_stocktake(request: HttpRequest, pk) -> HttpResponse:
    stocktake = stocktake_with(pk)
    form = CloseForm(request.POST, differs=False)
    if not form.is_valid():
        return stocktake_page(request, stocktake, status=422, close=form)
    refusal = refusal_to_close(request, stocktake, form.cleaned_data["reason"])
    if refusal:
        form.add_error("reason", refusal)
        return stocktake_page(request, stocktake_with(pk), status=422, close=form)
    messages.success(request, _("L’inventaire est clos."))
    return redirect("stock:stocktake", pk)


def refusal_to_close(request: HttpRequest, stocktake: StockTake, reason: str) -> str:
    """Close it; the sentence that says why not, when it cannot be."""
    try:
        actions.close_stocktake(stocktake=stocktake, reason=reason, by=request.user, at=now())
    except actions.NotCounted:
        return _("Dites pourquoi le compte diffère du registre, une fois le comptage terminé.")
    except actions.NotEnough as refusal:
        return _("Des remises ont réservé plus d’accessoires qu’il n’en a été compté (%(free)s peuvent sortir).") % {
            "free": refusal.free
        }
    except actions.Promised:
        return _("Trop de machines promises manquent\u00a0: cherchez-les, ou abandonnez cet inventaire.")
    except (actions.MachineElsewhere, SomebodyElseWasFirst, MoveNotAllowed):
        return _("Le stock vient de changer\u00a0: relisez les écarts.")
    return ""
