"""The further names of a machine: one page to add and to retire them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rebond.safeguards.clock import now
from rebond.stock.identifiers import actions
from rebond.stock.identifiers.forms import IdentifierForm, RetireForm
from rebond.stock.models import Device, Identifier


@require_http_methods(["GET", "POST"])
def identifiers(request: HttpRequest, pk) -> HttpResponse:
    device = get_object_or_404(Device.objects.entered(), pk=pk)
    form = IdentifierForm(request.POST or None, device=device)
    if form.is_valid():
        actions.add_identifier(device=device, **form.cleaned_data, by=request.user, at=now())
        messages.success(request, _("Le numéro est noté\u00a0: il suffit de le scanner pour trouver la machine."))
        return redirect("stock:identifiers", pk)
    page = {"device": device, "form": form, "names": device.identifiers.all(), "tags": device.tags.all()}
    return render(request, "stock/identifiers.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, pk) -> HttpResponse:
    name = get_object_or_404(Identifier.objects.select_related("device"), pk=pk)
    form = RetireForm(request.POST or None)
    if form.is_valid():
        actions.retire_identifier(identifier=name, why=form.cleaned_data["why"], by=request.user, at=now())
        messages.success(request, _("Ce numéro ne sert plus. Il mène encore à la machine."))
        return redirect("stock:identifiers", name.device_id)
    page = {"name": name, "form": form}
    return render(request, "stock/retire_identifier.html", page, status=422 if form.is_bound else 200)
