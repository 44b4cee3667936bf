"""Where things stand: the tree of places, one place, and what changes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.access import may_change_stock, may_handle_stock
from rebond.stock.ledger import actions
from rebond.stock.ledger.forms import NameForm, PlaceForm, is_taken
from rebond.stock.ledger.models import Place, StockTake
from rebond.stock.ledger.queries import counted_blind, last_movements, quantity_lines, tree

LATEST = 10


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    blind = counted_blind(request.user)
    page = {
        "places": tree(blind),
        "archived": Place.objects.archived().with_path().order_by("name"),
        "blind": blind,
        "may_change": may_change_stock(request.user),
    }
    return render(request, "stock/ledger/places.html", page)


def place_with(pk) -> Place:
    return get_object_or_404(Place.objects.with_path(), pk=pk)


@require_safe
def place(request: HttpRequest, pk) -> HttpResponse:
    return place_page(request, place_with(pk), None)


def place_page(request: HttpRequest, place: Place, form: NameForm | None, status: int = 200) -> HttpResponse:
    """What stands in the place and inside it, its last movements, and what may be done to it."""
    blind = counted_blind(request.user, place)
    page = {
        "place": place,
        "lines": quantity_lines({"place": place}, blind),
        "blind": blind,
        "has_machines": place not in blind and place.devices.exists(),
        "inside": place.children.in_use(),
        "movements": last_movements(place, LATEST),
        "stocktake": place.stocktakes.filter(state__in=StockTake.LIVE).first(),
        "form": form or NameForm(initial={"name": place.name}),
        "may_change": may_change_stock(request.user),
        "may_handle": may_handle_stock(request.user),
    }
    return render(request, "stock/ledger/place.html", page, status=status)


@require_http_methods(["GET", "POST"])
def new_place(request: HttpRequest) -> HttpResponse:
    form = PlaceForm(request.POST or None, initial={"parent": request.GET.get("dans")})
    if form.is_valid():
        try:
            added = actions.add_place(**form.cleaned_data, by=request.user, at=now())
        except actions.PlaceIsArchived:
            form.add_error("parent", _("Cet emplacement vient d’être archivé. Choisissez-en un autre."))
        else:
            messages.success(request, _("L’emplacement est ajouté."))
            return redirect("stock:place", added.pk)
    return render(request, "stock/ledger/new_place.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def rename_place(request: HttpRequest, pk) -> HttpResponse:
    place = place_with(pk)
    form = NameForm(request.POST)
    if form.is_valid() and form.cleaned_data["name"] != place.name and is_taken_beside(place, form):
        form.add_error("name", _("Un emplacement porte déjà ce nom ici."))
    if not form.is_valid():
        return place_page(request, place, form, status=422)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    try:
        actions.rename_place(place=place, seen=version, **form.cleaned_data, by=request.user, at=now())
    except EditedMeanwhile:
        messages.warning(request, _("Une autre personne vient de changer cet emplacement\u00a0: voici son nom."))
    else:
        messages.success(request, _("L’emplacement a changé de nom."))
    return redirect("stock:place", pk)


def is_taken_beside(place: Place, form: NameForm) -> bool:
    name = form.cleaned_data["name"]
    return name.casefold() != place.name.casefold() and is_taken(name, place.parent)


@require_POST
def archive_place(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.archive_place(place=place_with(pk), by=request.user, at=now())
    except actions.PlaceInUse:
        sentence = _(
            "Cet emplacement sert encore\u00a0: videz-le, archivez ce qu’il contient, finissez son inventaire."
        )
        messages.error(request, sentence)
        return redirect("stock:place", pk)
    except actions.PlaceIsArchived:
        messages.info(request, _("Cet emplacement est déjà archivé."))
    else:
        messages.success(request, _("L’emplacement est archivé."))
    return redirect("stock:places")


@require_POST
def reopen_place(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.reopen_place(place=place_with(pk), by=request.user, at=now())
    except actions.PlaceIsArchived:
        messages.error(request, _("L’emplacement qui le contient est archivé\u00a0: rouvrez d’abord celui-là."))
    except actions.NameIsTaken:
        messages.error(request, _("Un autre emplacement porte ce nom ici\u00a0: renommez d’abord celui-là."))
    except SomebodyElseWasFirst:
        messages.info(request, _("Cet emplacement est déjà rouvert."))
    else:
        messages.success(request, _("L’emplacement est rouvert."))
    return redirect("stock:place", pk)


@require_POST
def receive_in(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.receive_in(place=place_with(pk), by=request.user, at=now())
    except actions.PlaceIsArchived:
        messages.error(request, _("Cet emplacement est archivé."))
    else:
        messages.success(request, _("Les prochaines livraisons arrivent ici."))
    return redirect("stock:place", pk)
