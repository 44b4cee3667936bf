"""What stands where, and what moved: two lists, their filters and their files; and the correction of a movement."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.paging import KeysetPaginator
from rebond.journal.actions import record
from rebond.safeguards.clock import now
from rebond.stock.access import may_change_stock, may_handle_stock
from rebond.stock.ledger import actions, exports
from rebond.stock.ledger.forms import CorrectionForm, MovementFilters, QuantityFilters
from rebond.stock.ledger.queries import counted_blind, full_movements, movements_shown, quantity_lines

PAGE = 50

# --- quantities --------------------------------------------------------------------------------------------------


@require_safe
def quantities(request: HttpRequest) -> HttpResponse:
    form = QuantityFilters(request.GET)
    blind = counted_blind(request.user, form.chosen.get("place"))
    lines = quantity_lines(form.chosen, blind)
    page = {
        "blind": blind,
        "form": form,
        "day": form.chosen.get("day"),
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "total": sum(line.quantity for line in lines),
        "may_handle": may_handle_stock(request.user),
        "may_change": may_change_stock(request.user),
    }
    return render(request, "stock/ledger/quantities.html", page)


def exported_quantities(request: HttpRequest):
    lines = quantity_lines(QuantityFilters(request.GET).chosen, counted_blind(request.user))
    record("quantities_exported", of=request.city, by=request.user, at=now(), rows=len(lines))
    return exports.quantity_rows(lines)


@require_safe
def quantities_csv(request: HttpRequest):
    return csv_download("stock", exports.quantity_header(), exported_quantities(request))


@require_safe
def quantities_xlsx(request: HttpRequest):
    return xlsx_download("stock", exports.quantity_header(), exported_quantities(request), sheet=_("Stock"))


# --- movements ---------------------------------------------------------------------------------------------------


@require_safe
def movements(request: HttpRequest) -> HttpResponse:
    form = MovementFilters(request.GET)
    found, keys = movements_shown(form.chosen)
    page = {
        "form": form,
        "page": KeysetPaginator(found, PAGE, keys).get_page(request.GET),
        "may_change": may_change_stock(request.user),
    }
    return render(request, "stock/ledger/movements.html", page)


def exported_movements(request: HttpRequest):
    found, _keys = movements_shown(MovementFilters(request.GET).chosen)
    record("movements_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return exports.movement_rows(found)


@require_safe
def movements_csv(request: HttpRequest):
    return csv_download("mouvements", exports.movement_header(), exported_movements(request))


@require_safe
def movements_xlsx(request: HttpRequest):
    return xlsx_download("mouvements", exports.movement_header(), exported_movements(request), sheet=_("Mouvements"))


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk) -> HttpResponse:
    """First what the counter-movement would be, then the deed."""
    movement = get_object_or_404(full_movements(), pk=pk)
    form = CorrectionForm(request.POST or None)
    refusal = actions.why_not_corrected(movement)
    if form.is_valid() and not refusal:
        refusal = refusal_of_correction(movement, form.cleaned_data["why"], request)
        if not refusal:
            messages.success(request, _("Le mouvement est corrigé par un mouvement contraire."))
            return redirect("stock:movements")
    page = {"movement": movement, "form": form, "refusal": refusal}
    return render(request, "stock/ledger/correct.html", page, status=422 if form.is_bound else 200)


def refusal_of_correction(movement, why: str, request: HttpRequest) -> str:
    """Correct the movement; the sentence that says why not, when it cannot be."""
    try:
        actions.correct_movement(movement=movement, why=why, by=request.user, at=now())
    except actions.CannotBeCorrected as refusal:
        return str(refusal)
    except actions.NotEnough as refusal:
        return _("Il n’en reste que %(free)s de libres à l’arrivée\u00a0: le reste a bougé ou est réservé.") % {
            "free": refusal.free
        }
    except actions.Promised:
        return _("Cette machine est promise à une association\u00a0: elle ne peut pas sortir du stock.")
    except actions.MachineElsewhere:
        return _("Cette machine n’est plus là où ce mouvement l’a menée.")
    except actions.PlaceIsArchived:
        return _("L’emplacement de départ est archivé\u00a0: rien ne peut y revenir.")
    return ""
