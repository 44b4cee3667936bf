"""Kits: how many can be made, what they are made of."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.safeguards.clock import now
from rebond.stock.access import may_change_stock
from rebond.stock.ledger import actions
from rebond.stock.ledger.availability import possible_kits
from rebond.stock.ledger.forms import KitForm
from rebond.stock.ledger.models import Kit


@require_safe
def kits(request: HttpRequest) -> HttpResponse:
    page = {"kits": possible_kits(), "may_change": may_change_stock(request.user)}
    return render(request, "stock/ledger/kits.html", page)


@require_http_methods(["GET", "POST"])
def new_kit(request: HttpRequest) -> HttpResponse:
    form = KitForm(request.POST or None)
    if form.is_valid():
        actions.add_kit(
            name=form.cleaned_data["name"],
            machines=form.machines,
            accessories=form.accessories,
            by=request.user,
            at=now(),
        )
        messages.success(request, _("Le kit est ajouté."))
        return redirect("stock:kits")
    return render(request, "stock/ledger/new_kit.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def remove_kit(request: HttpRequest, pk) -> HttpResponse:
    actions.remove_kit(kit=get_object_or_404(Kit, pk=pk), by=request.user, at=now())
    messages.success(request, _("Le kit est retiré. Le stock n’a pas changé."))
    return redirect("stock:kits")
