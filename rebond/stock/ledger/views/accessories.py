"""Accessories that come, move and go, and the kinds that the city counts."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rebond.safeguards.clock import now
from rebond.stock.ledger import actions
from rebond.stock.ledger.forms import CarryForm, KindForm, ReceiveForm, RemoveForm
from rebond.stock.ledger.models import Place


def deed_page(request: HttpRequest, form: forms.Form, action: Callable, words: dict) -> HttpResponse:
    """A form, one action, and the list of what stands where."""
    if form.is_valid():
        try:
            action(**form.cleaned_data, by=request.user, at=now())
        except actions.NotEnough as refusal:
            sentence = _("Libres ici\u00a0: %(free)s. Le reste est réservé à une remise, ou n’y est pas.")
            form.add_error("quantity", sentence % {"free": refusal.free})
        except actions.PlaceIsArchived:
            form.add_error(None, _("Cet emplacement vient d’être archivé. Choisissez-en un autre."))
        else:
            messages.success(request, words["done"])
            return redirect("stock:quantities")
    status = 422 if form.is_bound else 200
    return render(request, "stock/ledger/deed.html", {"form": form, "words": words}, status=status)


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    words = {
        "title": _("Recevoir des accessoires"),
        "lead": _("Ce qui n’a pas de numéro de série se compte\u00a0: claviers, souris, écrans, câbles, adaptateurs."),
        "submit": _("Enregistrer la réception"),
        "icon": "truck",
        "done": _("Les accessoires sont en stock."),
    }
    form = ReceiveForm(request.POST or None, initial={"place": Place.objects.filter(receives=True).first()})
    return deed_page(request, form, actions.receive_accessories, words)


@require_http_methods(["GET", "POST"])
def carry(request: HttpRequest) -> HttpResponse:
    words = {
        "title": _("Ranger des accessoires ailleurs"),
        "lead": _("Seuls ceux qu’aucune remise n’a réservés changent de place."),
        "submit": _("Enregistrer le déplacement"),
        "icon": "package",
        "done": _("Les accessoires ont changé de place."),
    }
    return deed_page(request, CarryForm(request.POST or None), actions.move_accessories, words)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest) -> HttpResponse:
    words = {
        "title": _("Sortir des accessoires du stock"),
        "lead": _(
            "Perdus ou cassés\u00a0: jamais ceux qu’une remise a réservés. Ce qu’un recycleur emporte part sur un "
            "bordereau de recyclage."
        ),
        "submit": _("Enregistrer la sortie"),
        "icon": "check",
        "done": _("Les accessoires sont sortis du stock."),
    }
    return deed_page(request, RemoveForm(request.POST or None), actions.remove_accessories, words)


@require_http_methods(["GET", "POST"])
def new_kind(request: HttpRequest) -> HttpResponse:
    words = {
        "title": _("Ajouter une sorte d’accessoires"),
        "lead": _("Elle apparaît ensuite partout où l’on compte des accessoires."),
        "submit": _("Ajouter"),
        "icon": "plus",
        "done": _("La sorte d’accessoires est ajoutée."),
    }
    return deed_page(request, KindForm(request.POST or None), actions.add_kind, words)
