"""Donations listed, one of them shown, and both as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.paging import CappedPaginator, KeysetPaginator, ordering
from rebond.journal.actions import record
from rebond.organisations.models import Donor
from rebond.safeguards.clock import now
from rebond.stock.access import sees_whole_stock
from rebond.stock.donations.access import may_announce, may_answer
from rebond.stock.donations.forms import AnnouncedUpload, DonationFilters, MaybeWhyForm, PlanForm, WhyForm
from rebond.stock.donations.models import Donation
from rebond.stock.donations.queries import (
    by_kind,
    donations_shown,
    full_donations,
    journey_of,
    lots_of,
    next_lot_reference,
    next_step,
    order_of,
)

PAGE = 50
LINES = 100


def filters(request: HttpRequest) -> DonationFilters:
    donors = Donor.objects.all()
    if not sees_whole_stock(request.user):
        donors = donors.filter(pk__in=[donor.pk for donor in request.user.donors])
    return DonationFilters(request.GET, donors=donors)


@require_safe
def donations(request: HttpRequest) -> HttpResponse:
    form = filters(request)
    found = donations_shown(request.user, form.chosen)
    page = {
        "form": form,
        "page": KeysetPaginator(found, PAGE, order_of(form.chosen)).get_page(request.GET),
        "may_announce": may_announce(request.user),
        "sees_all": sees_whole_stock(request.user),
    }
    return render(request, "stock/donations/list.html", page)


def header() -> list[str]:
    return [
        _("Référence"), _("État"), _("Donateur"), _("SIREN"), _("Annoncé le"), _("Disponible à partir du"),
        _("Livraison prévue le"), _("Régime juridique"), _("Machines annoncées"), _("Accessoires annoncés"),
        _("Machines reçues"), _("Motif"),
    ]  # fmt: skip


def exported(request: HttpRequest):
    """The donations that the list shows; the journal says who took them away."""
    chosen = filters(request).chosen
    found = donations_shown(request.user, chosen).order_by(*ordering(order_of(chosen)))
    record("donations_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return map(line, found.iterator(chunk_size=500))


def line(donation: Donation) -> list:
    return [
        donation.reference,
        donation.get_state_display(),
        donation.giver,
        donation.siren,
        donation.announced_at,
        donation.available_from,
        donation.planned_on,
        donation.get_regime_display(),
        donation.machines,
        donation.accessories,
        donation.received,
        donation.reason,
    ]


@require_safe
def donations_csv(request: HttpRequest):
    return csv_download("dons", header(), exported(request))


@require_safe
def donations_xlsx(request: HttpRequest):
    return xlsx_download("dons", header(), exported(request), sheet=_("Dons"))


# --- one donation ------------------------------------------------------------------------------------------------


def donation_with(request: HttpRequest, pk) -> Donation:
    """A donation that the person sees; a 404 otherwise."""
    seen = Donation.objects.visible_to(request.user).values("pk")
    return get_object_or_404(full_donations().filter(pk__in=seen), pk=pk)


@require_safe
def donation(request: HttpRequest, pk) -> HttpResponse:
    return donation_page(request, donation_with(request, pk))


def donation_page(request: HttpRequest, donation: Donation, status: int = 200, **forms) -> HttpResponse:
    step, day = next_step(donation)
    lines = CappedPaginator(donation.lines.order_by("position", "pk"), LINES).get_page(request.GET.get("page"))
    files = list(donation.files.select_related("document").order_by("at"))
    page = {
        "donation": donation,
        "journey": journey_of(donation),
        "step": step,
        "step_day": day,
        "kinds": by_kind(donation),
        "lines": lines,
        "typed": donation.lines.filter(file=None).exists(),
        "files": files,
        "unread": any(file.is_unread for file in files),
        "lots": lots_of(donation),
        "lot_reference": next_lot_reference(donation) if donation.state == Donation.State.ACCEPTED else "",
        "may_announce": may_announce(request.user),
        "may_answer": may_answer(request.user),
        "upload_form": AnnouncedUpload(),
        "decline_form": WhyForm(auto_id="decline_%s"),
        "plan_form": PlanForm(initial={"planned_on": donation.planned_on}),
        "close_form": MaybeWhyForm(auto_id="close_%s"),
        "withdraw_form": MaybeWhyForm(auto_id="withdraw_%s"),
    } | forms
    return render(request, "stock/donations/donation.html", page, status=status)


def lines_header() -> list[str]:
    return [
        _("Ligne"), _("Matériel"), _("Marque"), _("Modèle"), _("Numéro de série"), _("Nombre"),
        _("Valeur déclarée pour un (€)"), _("Fichier"),
    ]  # fmt: skip


def exported_lines(request: HttpRequest, donation: Donation):
    lines = donation.lines.select_related("file__document").order_by("position", "pk")
    record("donation_lines_exported", of=donation, by=request.user, at=now(), rows=lines.count())
    return (
        [
            place,
            one.get_kind_display(),
            one.brand,
            one.model,
            one.serial,
            one.quantity,
            one.value,
            one.file.document.name if one.file else "",
        ]
        for place, one in enumerate(lines.iterator(chunk_size=2_000), start=1)
    )


@require_safe
def lines_csv(request: HttpRequest, pk):
    shown = donation_with(request, pk)
    return csv_download(f"don-{shown.reference or 'en-preparation'}", lines_header(), exported_lines(request, shown))


@require_safe
def lines_xlsx(request: HttpRequest, pk):
    shown = donation_with(request, pk)
    name = f"don-{shown.reference or 'en-preparation'}"
    return xlsx_download(name, lines_header(), exported_lines(request, shown), sheet=_("Lignes annoncées"))
