"""Pages of swaps: ask, decide, swap, and their list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.documents.responses import attachment
from rebond.handovers.access import may_prepare
from rebond.handovers.custodies.forms import MakeSwapForm, ReasonForm, SwapFilters, SymptomForm
from rebond.handovers.custodies.lists import custodies_of, swaps_of, swaps_shown
from rebond.handovers.custodies.rights import may_decide, may_speak_for
from rebond.handovers.scanning import ScanRefused
from rebond.handovers.swaps import actions
from rebond.handovers.swaps.models import Swap
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.paging import CappedPaginator
from rebond.interface.templatetags.interface import date_long
from rebond.journal.actions import record
from rebond.safeguards.clock import now, today
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.stock.ledger.actions import PlaceIsArchived
from rebond.stock.spares.pools import spares_of

PAGE = 50


@require_safe
def swaps(request):
    form = SwapFilters(request.GET)
    found = swaps_shown(request.user, form.chosen)
    page = {"form": form, "page": CappedPaginator(found, PAGE).get_page(request.GET.get("page"))}
    return render(request, "handovers/swaps.html", page)


def header() -> list[str]:
    return [
        _("Référence"), _("Association"), _("Machine en panne"), _("Remplacée par"), _("État"), _("Demandé le"),
        _("Échangé le"), _("Ce qui se passe"), _("Motif du refus"),
    ]  # fmt: skip


def rows(request: HttpRequest):
    found = swaps_shown(request.user, SwapFilters(request.GET).chosen)
    record("swaps_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return (line(one) for one in found.iterator(chunk_size=2_000))


def line(one: Swap) -> list:
    return [
        one.reference,
        one.custody.association.name,
        one.custody.device.serial,
        one.spare.device.serial if one.spare else "",
        one.get_state_display(),
        localdate(one.asked_at),
        one.signed_on,
        one.symptom,
        one.refusal,
    ]


@require_safe
def swaps_csv(request):
    return csv_download("echanges", header(), rows(request))


@require_safe
def swaps_xlsx(request):
    return xlsx_download("echanges", header(), rows(request), sheet=_("Échanges"))


@require_http_methods(["GET", "POST"])
def ask_swap(request, pk):
    """Say that a machine arrived dead; after the last day, what to do instead."""
    custody = get_object_or_404(custodies_of(request.user), pk=pk)
    or_absent(may_speak_for(request.user, custody.association) or may_prepare(request.user))
    form = SymptomForm(request.POST or None, request.FILES or None)
    last = actions.last_day_to_swap(custody)
    if form.is_valid():
        try:
            swap = actions.ask_swap(
                custody=custody,
                symptom=form.cleaned_data["symptom"],
                photo=photo_of(form),
                decided=may_prepare(request.user),
                by=request.user,
                at=now(),
            )
        except actions.SwapUnderWay as under_way:
            messages.info(request, _("L’échange de cette machine est déjà demandé."))
            return redirect("handovers:swap", under_way.swap.pk)
        except (actions.NotTheirsAnyMore, actions.TooLate):
            return render(request, "handovers/ask_swap.html", asking(custody, form, last), status=422)
        messages.success(request, _("La panne est signalée. Gardez la machine\u00a0: la suite est sur cette page."))
        return redirect("handovers:swap", swap.pk)
    return render(request, "handovers/ask_swap.html", asking(custody, form, last), status=422 if form.is_bound else 200)


def photo_of(form: SymptomForm) -> actions.Photo | None:
    sent = form.cleaned_data["photo"]
    return actions.Photo(sent.name, sent.read()) if sent else None


def asking(custody, form: SymptomForm, last) -> dict:
    return {
        "custody": custody,
        "form": form,
        "last": last,
        "too_late": today() > last,
        "contact": custody.handover.wave.programme.contact_email,
    }


@require_safe
def swap(request, pk):
    return swap_page(request, get_object_or_404(swaps_of(request.user), pk=pk))


def swap_page(request: HttpRequest, swap: Swap, status: int = 200, **forms) -> HttpResponse:
    page = {
        "swap": swap,
        "custody": swap.custody,
        "may_decide": may_decide(request.user),
        "may_prepare": may_prepare(request.user),
        "may_read_paper": may_prepare(request.user) or may_speak_for(request.user, swap.custody.association),
        "refuse_form": forms.get("refuse") or ReasonForm(),
        "swap_form": forms.get("make") or MakeSwapForm(today=today()),
    }
    if swap.state == Swap.State.APPROVED and page["may_prepare"]:
        donor = swap.custody.handover.wave.programme.donor
        page["spares"] = [one for one in spares_of(donor.lots.order_by("reference")) if one.kept]
    return render(request, "handovers/swap.html", page, status=status)


@require_POST
def approve_swap(request, pk):
    try:
        actions.approve_swap(swap=get_object_or_404(swaps_of(request.user), pk=pk), by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, settled())
    else:
        messages.success(request, _("L’échange est accepté. L’association est prévenue par courriel."))
    return redirect("handovers:swap", pk)


def settled() -> str:
    return _("Une autre personne vient de répondre\u00a0: voici où en est l’échange.")


@require_POST
def refuse_swap(request, pk):
    swap = get_object_or_404(swaps_of(request.user), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return swap_page(request, swap, status=422, refuse=form)
    try:
        actions.refuse_swap(swap=swap, reason=form.cleaned_data["reason"], by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, settled())
    else:
        messages.success(request, _("L’échange est refusé. L’association est prévenue, avec le motif."))
    return redirect("handovers:swap", pk)


@require_POST
def make_swap(request, pk):
    swap = get_object_or_404(swaps_of(request.user), pk=pk)
    form = MakeSwapForm(request.POST, today=today())
    if not form.is_valid() or not swapped(request, swap, form):
        return swap_page(request, swap, status=422, make=form)
    return redirect("handovers:swap", pk)


def swapped(request: HttpRequest, swap: Swap, form: MakeSwapForm) -> bool:
    """Swap, or say in the form why not."""
    given = form.cleaned_data
    try:
        actions.make_swap(
            swap=swap,
            code=given["code"],
            place=given["place"],
            signatory=given["signatory"],
            role=given["role"],
            on=given["signed_on"],
            by=request.user,
            at=now(),
        )
    except (ScanRefused, actions.CannotReplace) as refusal:
        form.add_error("code", str(refusal))
    except actions.SignedOutsideTheSwap:
        since = date_long(swap.custody.since)
        form.add_error("signed_on", _("Entre le %(since)s, jour de la remise, et aujourd’hui.") % {"since": since})
    except PlaceIsArchived:
        form.add_error("place", _("Cet emplacement vient d’être archivé\u00a0: choisissez-en un autre."))
    except (actions.SwapIsOver, actions.NotTheirsAnyMore):
        messages.info(request, settled())
        return True
    except SomebodyElseWasFirst:
        form.add_error("code", _("Cette machine vient de partir ailleurs\u00a0: prenez-en une autre."))
    else:
        messages.success(request, _("L’échange est fait. Faites signer le bon, puis gardez-le."))
        return True
    return False


@require_safe
def swap_slip(request, pk):
    swap = get_object_or_404(swaps_of(request.user), pk=pk, paper__isnull=False)
    or_absent(may_prepare(request.user) or may_speak_for(request.user, swap.custody.association))
    return attachment(swap.paper)


@require_safe
def swap_photo(request, pk):
    """The photograph, once it has been looked at."""
    swap = get_object_or_404(swaps_of(request.user), pk=pk, photo__state="clean")
    or_absent(may_prepare(request.user) or may_speak_for(request.user, swap.custody.association))
    return attachment(swap.photo.document)
