"""Pages of spares: what the city keeps back, what each lot does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rebond.safeguards.clock import now
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.access import may_change_stock
from rebond.stock.models import Lot
from rebond.stock.spares import actions
from rebond.stock.spares.forms import LotPercentForm, PolicyForm, ReleaseForm
from rebond.stock.spares.pools import policy, spares_of


@require_http_methods(["GET", "POST"])
def spares(request: HttpRequest) -> HttpResponse:
    """Every lot with its spares; an officer says what holds for all."""
    current = policy()
    facts = {"percent": current.percent, "swap_days": current.swap_days, "version": current.version}
    form = PolicyForm(request.POST or None, initial=facts)
    if form.is_valid() and set_policy(request, form):
        return redirect("stock:spares")
    page = {
        "form": form,
        "lots": spares_of(Lot.objects.select_related("donor").order_by("-received_on", "reference")),
        "may_change": may_change_stock(request.user),
    }
    return render(request, "stock/spares.html", page, status=422 if form.is_bound else 200)


def set_policy(request: HttpRequest, form: PolicyForm) -> bool:
    """Write it, or say in the form why not."""
    given = dict(form.cleaned_data)
    try:
        actions.set_policy(seen=given.pop("version"), **given, by=request.user, at=now())
    except EditedMeanwhile:
        form.add_error(None, _("Une autre personne vient de changer la réserve\u00a0: rouvrez la page."))
    except actions.TooManyKept as kept:
        form.add_error("percent", too_many(kept))
    else:
        messages.success(request, _("La réserve est enregistrée."))
        return True
    return False


def too_many(kept: actions.TooManyKept) -> str:
    sentence = _("Des vagues publiées attendent déjà ces machines\u00a0: %(donor)s n’en a que %(most)s de libres.")
    return sentence % {"donor": kept.donor, "most": kept.most}


@require_http_methods(["GET", "POST"])
def lot_spares(request: HttpRequest, pk) -> HttpResponse:
    """What one lot keeps back."""
    lot = get_object_or_404(Lot.objects.select_related("donor"), pk=pk)
    [current] = spares_of([lot])
    first = {"percent": None if current.is_default else current.percent}
    form = LotPercentForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            actions.set_lot_percent(lot=lot, percent=form.cleaned_data["percent"], by=request.user, at=now())
        except actions.TooManyKept as kept:
            form.add_error("percent", too_many(kept))
        else:
            messages.success(request, _("La réserve du lot est enregistrée."))
            return redirect("stock:lot_spares", pk)
    return lot_page(request, lot, status=422 if form.is_bound else 200, percent=form)


def lot_page(request: HttpRequest, lot: Lot, status: int = 200, **forms) -> HttpResponse:
    [current] = spares_of([lot])
    first = {"percent": None if current.is_default else current.percent}
    page = {
        "spares": current,
        "form": forms.get("percent") or LotPercentForm(initial=first),
        "release_form": forms.get("release") or ReleaseForm(),
    }
    return render(request, "stock/lot_spares.html", page, status=status)


@require_POST
def release_spares(request: HttpRequest, pk) -> HttpResponse:
    lot = get_object_or_404(Lot.objects.select_related("donor"), pk=pk)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        try:
            actions.release_spares(lot=lot, count=form.cleaned_data["count"], by=request.user, at=now())
        except actions.NotSoManySpares as fewer:
            form.add_error("count", _("Le lot n’en garde que %(kept)s.") % {"kept": fewer.kept})
        else:
            messages.success(request, _("Ces machines sont de nouveau attribuables."))
            return redirect("stock:lot_spares", pk)
    return lot_page(request, lot, status=422, release=form)
