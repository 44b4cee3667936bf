"""Pages of returns: what comes back, its slip, the list."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rebond.accounts.access import or_absent
from rebond.documents.responses import attachment
from rebond.handovers.access import may_prepare
from rebond.handovers.custodies.forms import ReturnFilters, ReturnForm
from rebond.handovers.custodies.lists import returns_of, returns_shown
from rebond.handovers.custodies.queries import held_by
from rebond.handovers.custodies.rights import may_speak_for
from rebond.handovers.returns import actions
from rebond.handovers.returns.models import Return, ReturnItem
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.paging import CappedPaginator
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.safeguards.clock import now, today
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.stock.ledger.actions import PlaceIsArchived

PAGE = 50


@require_safe
def returns(request):
    form = ReturnFilters(request.GET)
    found = returns_shown(request.user, form.chosen)
    page = {"form": form, "page": CappedPaginator(found, PAGE).get_page(request.GET.get("page"))}
    return render(request, "handovers/returns.html", page)


def header() -> list[str]:
    return [
        _("Référence"), _("Rapportées le"), _("Association"), _("Raison"), _("Précision"), _("Numéro de série"),
        _("État"), _("Rangées dans"),
    ]  # fmt: skip


def rows(request: HttpRequest):
    """One row per machine that came back."""
    items = ReturnItem.objects.select_related("custody__device")
    found = returns_shown(request.user, ReturnFilters(request.GET).chosen).prefetch_related(Prefetch("items", items))
    record("returns_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return (line(slip, item) for slip in found.iterator(chunk_size=500) for item in slip.items.all())


def line(slip: Return, item: ReturnItem) -> list:
    return [
        slip.reference,
        slip.returned_on,
        slip.association.name,
        slip.get_reason_display(),
        slip.remarks,
        item.custody.device.serial,
        item.get_condition_display(),
        slip.place.path,
    ]


@require_safe
def returns_csv(request):
    return csv_download("retours", header(), rows(request))


@require_safe
def returns_xlsx(request):
    return xlsx_download("retours", header(), rows(request), sheet=_("Retours"))


@require_http_methods(["GET", "POST"])
def new_return(request, pk):
    association = get_object_or_404(Association.objects, pk=pk)
    held = held_by(association)
    form = ReturnForm(request.POST or None, held=held, today=today(), receiver=request.user.name)
    slip = received(request, association, form) if form.is_valid() else None
    if slip is not None:
        messages.success(request, _("Le retour est enregistré. Faites signer le bon aux deux personnes."))
        return redirect("handovers:return", slip.pk)
    page = {"association": association, "held": held, "form": form}
    return render(request, "handovers/new_return.html", page, status=422 if form.is_bound else 200)


def received(request: HttpRequest, association: Association, form: ReturnForm) -> Return | None:
    """Take them back, or say in the form why not."""
    names = ("reason", "remarks", "place", "brought_by", "received_by")
    given = {name: form.cleaned_data[name] for name in names}
    day = form.cleaned_data["returned_on"]
    try:
        return actions.receive_return(
            association=association, machines=form.machines, on=day, **given, by=request.user, at=now()
        )
    except actions.ReturnedOutsideTheCustody:
        form.add_error("returned_on", _("La date est avant la remise d’une de ces machines, ou dans l’avenir."))
    except PlaceIsArchived:
        form.add_error("place", _("Cet emplacement vient d’être archivé\u00a0: choisissez-en un autre."))
    except (actions.NotTheirs, SomebodyElseWasFirst):
        form.add_error("codes", _("Une de ces machines vient de changer de mains\u00a0: rouvrez la page."))
    return None


@require_safe
def return_page(request, pk):
    slip = get_object_or_404(returns_of(request.user), pk=pk)
    page = {
        "slip": slip,
        "items": slip.items.select_related("custody__device"),
        "may_prepare": may_prepare(request.user),
        "may_read_paper": may_prepare(request.user) or may_speak_for(request.user, slip.association),
    }
    return render(request, "handovers/return.html", page)


@require_safe
def return_slip(request, pk):
    slip = get_object_or_404(returns_of(request.user), pk=pk)
    or_absent(may_prepare(request.user) or may_speak_for(request.user, slip.association))
    return attachment(slip.paper)
