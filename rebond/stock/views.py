"""Pages of the stock: machines, lots, erasure, and the files that bring them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.documents.responses import attachment
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.paging import CappedPaginator, KeysetPaginator
from rebond.jobs import enqueue
from rebond.journal.actions import record
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.stock import actions, exports, tasks
from rebond.stock.access import may_change_stock, may_handle_stock, sees_whole_stock
from rebond.stock.donations.queries import next_lot_reference
from rebond.stock.erasures.forms import DiskForm
from rebond.stock.erasures.queries import destructions
from rebond.stock.forms import UPLOADS, DeviceFilters, HoldForm, RowFilters
from rebond.stock.history import History
from rebond.stock.importing.actions.undo import reasons_against
from rebond.stock.intake.queries import changed_since
from rebond.stock.journey import journey_of
from rebond.stock.models import Device, Donation, SavedView, StockFile
from rebond.stock.past import chapters_of
from rebond.stock.queries import (
    categories_of,
    coverage_of,
    devices_shown,
    files_shown,
    is_counted_blind,
    lots_with_coverage,
    orphan_certificates,
    rows_shown,
    sort_of,
    with_corrections,
)
from rebond.stock.spares.pools import spares_of

PAGE = 50

# --- machines ----------------------------------------------------------------------------------------------------


@require_safe
def devices(request):
    form = DeviceFilters(request.GET, user=request.user)
    found = devices_shown(request.user, form.chosen)
    page = KeysetPaginator(found, PAGE, sort_of(form.chosen)).get_page(request.GET)
    rights = {
        "may_change": may_change_stock(request.user),
        "may_handle": may_handle_stock(request.user),
        "sees_ledger": sees_whole_stock(request.user),
    }
    views = SavedView.objects.visible_to(request.user) if rights["sees_ledger"] else []
    blind = is_counted_blind(request.user, form.chosen.get("stands_in"))
    shown = {"form": form, "page": page, "views": views, "blind": blind}
    return render(request, "stock/devices.html", shown | rights)


def exported(request: HttpRequest):
    """The machines that the list shows; the journal says who took them away."""
    form = DeviceFilters(request.GET, user=request.user)
    found = devices_shown(request.user, form.chosen)
    record("devices_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return exports.rows(found)


@require_safe
def export_csv(request):
    return csv_download("equipements", exports.header(), exported(request))


@require_safe
def export_xlsx(request):
    return xlsx_download("equipements", exports.header(), exported(request), sheet=_("Équipements"))


def visible_device(request: HttpRequest, pk) -> Device:
    return get_object_or_404(
        Device.objects.visible_to(request.user).select_related("lot__donor", "stands_in__parent__parent"), pk=pk
    )


@require_safe
def device(request, pk):
    shown = visible_device(request, pk)
    if shown.merged_into_id:
        return redirect("stock:device", shown.merged_into_id)
    return device_page(request, shown, HoldForm())


def device_page(request: HttpRequest, device: Device, form: HoldForm, status: int = 200):
    history, sees_ledger = History(device), sees_whole_stock(request.user)
    page = {
        "device": device,
        "certificates": history.certificates,
        "disks": device.disks.all(),
        "disk_form": DiskForm(),
        "journey": journey_of(device),
        "form": form,
        "may_change": may_change_stock(request.user),
        "sees_ledger": sees_ledger,
        "may_handle": may_handle_stock(request.user),
        "triages": device.triages.select_related("by"),
        "movements": history.movements if sees_ledger else [],
        "history": history.events(with_ledger=sees_ledger),
        "tags": history.tags,
        "chapters": chapters_of(device.pk) if sees_ledger else [],
        "slips": device.recycling_lines.select_related("slip__counter_slip").order_by("slip__opened_at"),
    }
    return render(request, "stock/device.html", page, status=status)


@require_POST
def hold(request, pk):
    device = visible_device(request, pk)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return device_page(request, device, form, status=422)
    try:
        actions.hold_device(device=device, reason=form.cleaned_data["reason"], by=request.user, at=now())
    except actions.DeviceIsPromised:
        messages.error(request, _("Cette machine est dans une remise\u00a0: retirez-la d’abord de la remise."))
    else:
        messages.success(request, _("La machine est retenue jusqu’à vérification."))
    return redirect("stock:device", pk)


@require_POST
def release(request, pk):
    actions.release_device(device=visible_device(request, pk), by=request.user, at=now())
    messages.success(request, _("La machine n’est plus retenue."))
    return redirect("stock:device", pk)


# --- lots and erasure --------------------------------------------------------------------------------------------


@require_safe
def lots(request):
    page = {"lots": lots_with_coverage(request.user), "may_change": may_change_stock(request.user)}
    return render(request, "stock/lots.html", page)


@require_safe
def lot(request, pk):
    lot = get_object_or_404(lots_with_coverage(request.user), pk=pk)
    [spares] = spares_of([lot])
    note = lot.intake_notes.filter(is_current=True).first()
    page = {"lot": lot, "categories": categories_of(lot), "spares": spares, "note": note}
    page["since"] = changed_since(note, lot.machines)
    return render(request, "stock/lot.html", page | {"may_change": may_change_stock(request.user)})


@require_safe
def erasures(request):
    """Coverage, and what is missing: failures, machines without a certificate, certificates without a machine."""
    seen = Device.objects.visible_to(request.user).entered().select_related("lot").order_by("serial")
    lists: dict[str, QuerySet] = {
        "failed": seen.filter(erasure=Device.Erasure.FAILED),
        "without": seen.filter(erasure=Device.Erasure.UNKNOWN),
        "orphans": orphan_certificates(request.user).order_by("serial", "erased_on"),
        "destructions": destructions() if may_change_stock(request.user) else destructions().none(),
    }
    shown = request.GET.get("liste", "failed")
    if shown not in lists:
        raise Http404
    page = {
        "coverage": coverage_of(request.user) | {"destructions": lists["destructions"].count()},
        "shown": shown,
        "page": CappedPaginator(lists[shown], PAGE).get_page(request.GET.get("page")),
        "may_change": may_change_stock(request.user),
    }
    return render(request, "stock/erasures.html", page)


# --- files -------------------------------------------------------------------------------------------------------


@require_safe
def files(request):
    page = Paginator(files_shown(), PAGE).get_page(request.GET.get("page"))
    return render(request, "stock/files.html", {"page": page})


def announced_in(request: HttpRequest) -> dict:
    """The lot and the donor of the donation whose inventory comes, where a page of it led here."""
    accepted = Donation.objects.visible_to(request.user).filter(state=Donation.State.ACCEPTED)
    donation = accepted.filter(reference=request.GET.get("donation") or None).first()
    return {"lot": next_lot_reference(donation), "donor": donation.donor_id} if donation else {}


@require_http_methods(["GET", "POST"])
def upload(request, kind):
    form = UPLOADS[kind](request.POST or None, request.FILES or None, initial=announced_in(request))
    if form.is_valid():
        sent = form.cleaned_data["file"]
        file = actions.upload_file(
            name=sent.name,
            content=sent.read(),
            content_type=sent.content_type or "",
            kind=kind,
            lot_reference=form.lot_reference,
            donor_name=form.donor_name,
            by=request.user,
            at=now(),
        )
        enqueue(tasks.read_file, file=file.pk)
        return redirect("stock:file", file.pk)
    page = {"form": form, "kind": StockFile.Kind(kind)}
    return render(request, "stock/upload.html", page, status=422 if form.is_bound else 200)


@require_safe
def file(request, pk):
    file = get_object_or_404(files_shown(), pk=pk)
    form = RowFilters(request.GET, file=file)
    rows = rows_shown(file, form.chosen("verdict"), form.chosen("remark"))
    shown = CappedPaginator(rows, PAGE).get_page(request.GET.get("page"))
    applied = file.state == StockFile.State.APPLIED and file.kind == StockFile.Kind.INVENTORY
    page = {
        "file": file,
        "form": form,
        "steps": steps_of(file),
        "page": shown,
        "rows": with_corrections(file, shown),
        "against": next(reasons_against(file), "") if applied else "",
    }
    return render(request, "stock/file.html", page)


@require_POST
def apply_file(request, pk):
    file = get_object_or_404(files_shown(), pk=pk)
    try:
        actions.confirm_file(file=file, by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Ce fichier est déjà enregistré, ou n’attend plus d’être confirmé."))
    else:
        enqueue(tasks.apply_file, file=file.pk, by=request.user.pk)
    return redirect("stock:file", pk)


@require_safe
def corrections(request, pk):
    file = get_object_or_404(files_shown().exclude(rejected=None), pk=pk)
    return attachment(file.rejected)


def steps_of(file: StockFile) -> list[dict]:
    """Upload, check, confirm: where the file stands."""
    reached = {"applying": 2, "refused": 2, "applied": 3, "undoing": 3, "undone": 3}.get(file.state, 1)
    titles = (_("Déposer"), _("Vérifier"), _("Enregistrer"))
    return [
        {"title": title, "state": "done" if place < reached else "now" if place == reached else "next"}
        for place, title in enumerate(titles)
    ]
