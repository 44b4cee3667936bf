"""The machines in the hands of associations: the list that a manager starts from, and the city."""

from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rebond.handovers.access import may_prepare
from rebond.handovers.custodies.forms import MachineFilters
from rebond.handovers.custodies.lists import custodies_shown
from rebond.handovers.custodies.models import Custody
from rebond.handovers.custodies.rights import sees_every_machine
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.paging import CappedPaginator
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.safeguards.clock import now

PAGE = 50


def filters(request: HttpRequest) -> MachineFilters:
    holders = Association.objects.filter(custodies__isnull=False).distinct()
    if not sees_every_machine(request.user):
        holders = holders.filter(pk__in=[one.pk for one in request.user.associations])
    return MachineFilters(request.GET, associations=holders)


@require_safe
def machines(request):
    form = filters(request)
    found = custodies_shown(request.user, form.chosen)
    page = {
        "form": form,
        "page": CappedPaginator(found, PAGE).get_page(request.GET.get("page")),
        "association": form.chosen.get("association"),
        "own": request.user.associations,
        "may_prepare": may_prepare(request.user),
    }
    return render(request, "handovers/machines.html", page)


def header() -> list[str]:
    return [
        _("Numéro de série"), _("Modèle"), _("Association"), _("Reçue par"), _("Depuis le"), _("Devenue"),
        _("Jusqu’au"), _("Remise"),
    ]  # fmt: skip


def rows(request: HttpRequest):
    found = custodies_shown(request.user, filters(request).chosen)
    record("machines_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return (line(one) for one in found.iterator(chunk_size=2_000))


def line(one: Custody) -> list:
    return [
        one.device.serial,
        f"{one.device.brand} {one.device.model}".strip(),
        one.association.name,
        one.get_began_as_display(),
        one.since,
        one.get_ended_as_display() or _("En usage"),
        one.until,
        one.handover.reference,
    ]


@require_safe
def machines_csv(request):
    return csv_download("machines", header(), rows(request))


@require_safe
def machines_xlsx(request):
    return xlsx_download("machines", header(), rows(request), sheet=_("Machines"))
