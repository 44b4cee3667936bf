"""Pages of recycling: slips, their lines, their collection; and the register of waste that goes out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.countries.france.waste import REGISTER
from rebond.documents.responses import attachment, download
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.paging import CappedPaginator
from rebond.journal.actions import record
from rebond.safeguards.clock import now, today
from rebond.stock.access import may_change_stock, may_handle_stock
from rebond.stock.ledger.actions import (
    CannotBeCorrected,
    MachineElsewhere,
    NotEnough,
    PlaceIsArchived,
    Promised,
)
from rebond.stock.recycling import actions
from rebond.stock.recycling.forms import (
    AccessoriesForm,
    CollectForm,
    DevicesForm,
    PeriodForm,
    SlipFilters,
    SlipForm,
    TakeBackForm,
)
from rebond.stock.recycling.models import RecyclingLine, RecyclingSlip
from rebond.stock.recycling.papers import render_slip
from rebond.stock.recycling.queries import full_slips, lines_of, register, register_row, slips_shown

PAGE = 50

# --- list and register -------------------------------------------------------------------------------------------


@require_safe
def slips(request: HttpRequest) -> HttpResponse:
    form = SlipFilters(request.GET)
    page = {
        "form": form,
        "page": CappedPaginator(slips_shown(form.chosen), PAGE).get_page(request.GET.get("page")),
        "may_handle": may_handle_stock(request.user),
    }
    return render(request, "stock/recycling/slips.html", page)


def header() -> list[str]:
    return [
        _("Bordereau"), _("État"), _("Recycleur"), _("SIRET du recycleur"), _("Machines"), _("Poids estimé (kg)"),
        _("Poids pesé (kg)"), _("Enlevé le"), _("Certificat de traitement"), _("Annule le bordereau"),
    ]  # fmt: skip


def rows(request: HttpRequest):
    found = slips_shown(SlipFilters(request.GET).chosen)
    record("recycling_slips_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return (line(slip) for slip in found.iterator(chunk_size=500))


def line(slip: RecyclingSlip) -> list:
    return [
        slip.number,
        slip.get_state_display(),
        slip.recycler,
        slip.siret,
        slip.machines,
        slip.load,
        slip.net_weight,
        slip.collected_on,
        slip.certificate,
        slip.corrects.number if slip.corrects else "",
    ]


@require_safe
def slips_csv(request: HttpRequest):
    return csv_download("recyclage", header(), rows(request))


@require_safe
def slips_xlsx(request: HttpRequest):
    return xlsx_download("recyclage", header(), rows(request), sheet=_("Recyclage"))


@require_safe
def waste_register(request: HttpRequest) -> HttpResponse:
    form = PeriodForm(request.GET)
    sent = register(**form.chosen)
    page = {
        "form": form,
        "page": Paginator(sent, PAGE).get_page(request.GET.get("page")),
        "tonnes": sum(one.tonnes for one in sent),
    }
    return render(request, "stock/recycling/register.html", page)


def register_rows(request: HttpRequest):
    sent = register(**PeriodForm(request.GET).chosen)
    record("waste_register_exported", of=request.city, by=request.user, at=now(), rows=len(sent))
    return map(register_row, sent)


@require_safe
def register_csv(request: HttpRequest):
    return csv_download("registre-dechets-sortants", REGISTER, register_rows(request))


@require_safe
def register_xlsx(request: HttpRequest):
    return xlsx_download("registre-dechets-sortants", REGISTER, register_rows(request), sheet=_("Registre"))


# --- one slip ----------------------------------------------------------------------------------------------------


def slip_with(pk) -> RecyclingSlip:
    return get_object_or_404(full_slips(), pk=pk)


@require_http_methods(["GET", "POST"])
def new_slip(request: HttpRequest) -> HttpResponse:
    form = SlipForm(request.POST or None, initial=as_last_time())
    if form.is_valid():
        slip = actions.open_slip(**form.cleaned_data, by=request.user, at=now())
        return redirect("stock:recycling_slip", slip.pk)
    return render(request, "stock/recycling/new.html", {"form": form}, status=422 if form.is_bound else 200)


def as_last_time() -> dict[str, str]:
    """What the last slip said of who collects: most collections are alike."""
    last = RecyclingSlip.objects.filter(corrects=None).order_by("-opened_at").first()
    return {name: getattr(last, name) for name in SlipForm.base_fields} if last else {}


@require_safe
def slip(request: HttpRequest, pk) -> HttpResponse:
    return slip_page(request, slip_with(pk))


def slip_page(request: HttpRequest, slip: RecyclingSlip, status: int = 200, **forms) -> HttpResponse:
    lines = list(lines_of(slip))
    page = {
        "slip": slip,
        "lines": lines,
        "unclean": [line for line in lines if line.needs_erasure] if slip.is_open else [],
        "may_handle": may_handle_stock(request.user),
        "may_change": may_change_stock(request.user),
        "counter": getattr(slip, "counter_slip", None),
        "devices_form": forms.get("devices") or DevicesForm(),
        "accessories_form": forms.get("accessories") or AccessoriesForm(),
        "back_form": forms.get("back") or TakeBackForm(),
    }
    return render(request, "stock/recycling/slip.html", page, status=status)


@require_POST
def put_devices(request: HttpRequest, pk) -> HttpResponse:
    slip, form = slip_with(pk), DevicesForm(request.POST)
    if form.is_valid():
        try:
            put = actions.put_devices(slip=slip, devices=form.cleaned_data["codes"], by=request.user, at=now())
        except actions.CannotBeRecycled as why:
            form.add_error("codes", str(why))
        except actions.SlipIsFrozen:
            messages.error(request, frozen())
            return redirect("stock:recycling_slip", pk)
        else:
            sentence = ngettext("%(n)s machine ajoutée.", "%(n)s machines ajoutées.", put)
            messages.success(request, sentence % {"n": put})
            return redirect("stock:recycling_slip", pk)
    return slip_page(request, slip, status=422, devices=form)


def frozen() -> str:
    return _("Ce bordereau est enlevé\u00a0: il ne change plus.")


@require_POST
def put_accessories(request: HttpRequest, pk) -> HttpResponse:
    slip, form = slip_with(pk), AccessoriesForm(request.POST)
    if form.is_valid():
        try:
            actions.put_accessories(slip=slip, **form.cleaned_data, by=request.user, at=now())
        except actions.CannotBeRecycled as why:
            form.add_error("quantity", str(why))
        except actions.SlipIsFrozen:
            messages.error(request, frozen())
            return redirect("stock:recycling_slip", pk)
        else:
            messages.success(request, _("Les accessoires sont ajoutés."))
            return redirect("stock:recycling_slip", pk)
    return slip_page(request, slip, status=422, accessories=form)


@require_POST
def take_off(request: HttpRequest, pk) -> HttpResponse:
    line = get_object_or_404(RecyclingLine.objects.select_related("slip", "device", "kind"), pk=pk)
    try:
        actions.take_off(line=line, by=request.user, at=now())
    except actions.SlipIsFrozen:
        messages.error(request, frozen())
    else:
        messages.success(request, _("%(what)s n’est plus sur le bordereau.") % {"what": line.what})
    return redirect("stock:recycling_slip", line.slip_id)


@require_POST
def discard_slip(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.discard_slip(slip=slip_with(pk), by=request.user, at=now())
    except actions.SlipIsFrozen:
        messages.error(request, frozen())
        return redirect("stock:recycling_slip", pk)
    messages.success(request, _("Le bordereau est abandonné\u00a0: rien n’a quitté le stock."))
    return redirect("stock:recycling")


@require_http_methods(["GET", "POST"])
def collect_slip(request: HttpRequest, pk) -> HttpResponse:
    slip = slip_with(pk)
    form = CollectForm(request.POST or None, request.FILES or None, today=today())
    if form.is_valid() and collected(request, slip, form):
        return redirect("stock:recycling_slip", pk)
    page = {"slip": slip, "form": form}
    return render(request, "stock/recycling/collect.html", page, status=422 if form.is_bound else 200)


def collected(request: HttpRequest, slip: RecyclingSlip, form: CollectForm) -> bool:
    """Collect, or say in the form why not."""
    given = dict(form.cleaned_data)
    sent = given.pop("proof")
    proof = (sent.name, sent.read()) if sent else None
    try:
        actions.collect_slip(slip=slip, **given, proof=proof, by=request.user, at=now())
    except actions.NotErased as why:
        sentence = _("Ces machines n’ont pas de preuve d’effacement ni de destruction du disque\u00a0: %(serials)s.")
        form.add_error(None, sentence % {"serials": ", ".join(why.serials)})
    except actions.CollectedTooSoon:
        form.add_error("on", _("La date est avant celle du bordereau, ou dans l’avenir."))
    except actions.SlipIsEmpty:
        form.add_error(None, _("Ce bordereau est vide\u00a0: ajoutez ce que le recycleur emporte."))
    except Promised:
        form.add_error(None, _("Une de ces machines est promise à une association\u00a0: retirez-la du bordereau."))
    except (MachineElsewhere, NotEnough):
        form.add_error(None, _("Le stock vient de changer\u00a0: relisez le bordereau."))
    except actions.SlipIsFrozen:
        messages.info(request, frozen())
        return True
    else:
        messages.success(request, _("L’enlèvement est enregistré. Le bordereau ne change plus."))
        return True
    return False


@require_POST
def take_back(request: HttpRequest, pk) -> HttpResponse:
    """Undo a collection by a counter-slip."""
    slip, form = slip_with(pk), TakeBackForm(request.POST)
    if form.is_valid():
        try:
            counter = actions.take_back(slip=slip, why=form.cleaned_data["why"], by=request.user, at=now())
        except (actions.AlreadyTakenBack, actions.SlipIsFrozen):
            messages.info(request, _("Ce bordereau est déjà annulé, ou ne peut pas l’être."))
            return redirect("stock:recycling_slip", pk)
        except PlaceIsArchived:
            sentence = _(
                "Un emplacement d’où cet enlèvement est parti est archivé depuis\u00a0: rouvrez-le, puis annulez."
                " Rien n’a changé."
            )
            form.add_error("why", sentence)
        except (CannotBeCorrected, MachineElsewhere):
            form.add_error("why", _("Une machine a bougé depuis\u00a0: rien n’a changé."))
        else:
            messages.success(request, _("L’enlèvement est annulé par un autre bordereau. Tout est revenu en stock."))
            return redirect("stock:recycling_slip", counter.pk)
    return slip_page(request, slip, status=422, back=form)


@require_safe
def paper(request: HttpRequest, pk) -> HttpResponse:
    """The slip: to be signed while it is open, as it left afterwards."""
    slip = slip_with(pk)
    if slip.paper is not None:
        return attachment(slip.paper)
    return download(f"{slip.number}.pdf", render_slip(slip, list(lines_of(slip))), content_type="application/pdf")


@require_safe
def proof(request: HttpRequest, pk) -> HttpResponse:
    """The recycler's own paper, once it has been looked at."""
    return attachment(get_object_or_404(full_slips(), pk=pk, proof__state="clean").proof.document)
