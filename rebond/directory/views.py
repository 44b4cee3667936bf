"""Pages of the directory: the list, one association, whom the programme reaches, duplicates."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.applications.access import may_decide
from rebond.applications.queries import district_names
from rebond.applications.questions import PUBLICS, THEMES
from rebond.countries import country
from rebond.directory import exports
from rebond.directory.forms import DirectoryFilters, MergeForm
from rebond.directory.outreach.consent import has_refused_since
from rebond.directory.queries import (
    applications_by_association,
    applications_of,
    associations_shown,
    page_paginator,
    people_of,
    reach_by_district,
    reach_by_theme,
    sites_of,
)
from rebond.directory.registers import REGISTERS
from rebond.interface.charts import bars, district_map
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.journal.actions import record
from rebond.organisations.merges import actions
from rebond.organisations.merges.suggestions import suggestions
from rebond.organisations.models import Association, Merge
from rebond.organisations.names import search_text
from rebond.organisations.registry.merging import differences
from rebond.safeguards.clock import now
from rebond.tenancy.scope import current_city

PAGE = 50
REASONS = {
    "rna": gettext_lazy("même numéro RNA"),
    "siren": gettext_lazy("même SIREN"),
    "email": gettext_lazy("même courriel"),
    "phone": gettext_lazy("même téléphone"),
    "address": gettext_lazy("même adresse"),
    "name": gettext_lazy("même nom, même code postal"),
    "close-name": gettext_lazy("noms proches"),
}

# --- the list ----------------------------------------------------------------------------------------------------


@require_safe
def associations(request: HttpRequest) -> HttpResponse:
    form = DirectoryFilters(request.GET)
    page = page_paginator(form.chosen, PAGE).get_page(request.GET.get("page"))
    places, applications = district_names(), applications_by_association(page.object_list)
    lines = [
        {
            "association": one,
            "district": places.get(one.district_code, one.town),
            "theme": THEMES.get(one.theme, one.theme),
            "applications": applications.get(one.pk, 0),
        }
        for one in page.object_list
    ]
    return render(
        request,
        "directory/list.html",
        {"form": form, "page": page, "lines": lines, "may_merge": may_decide(request.user)},
    )


def exported(request: HttpRequest):
    """The associations that the list shows; the journal says who took them away."""
    found = associations_shown(DirectoryFilters(request.GET).chosen)
    record("directory_exported", of=request.city, by=request.user, at=now(), rows=found.order_by().count())
    return exports.rows(found)


@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("annuaire", exports.header(), exported(request))


@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    return xlsx_download("annuaire", exports.header(), exported(request), sheet=_("Annuaire"))


# --- one association ---------------------------------------------------------------------------------------------


@require_safe
def detail(request: HttpRequest, pk) -> HttpResponse:
    association = get_object_or_404(Association, pk=pk)
    page = {
        "association": association,
        "district": district_names().get(association.district_code, ""),
        "theme": THEMES.get(association.theme, association.theme),
        "publics": [PUBLICS.get(public, public) for public in association.publics],
        "siren": read_aloud(association.siren),
        "siret": read_aloud(association.siret),
        "registers": registers_of(association),
        "differences": differences_in_words(association),
        "sites": sites_of(association),
        "applications": applications_of(association),
        "people": people_of(association) if may_decide(request.user) else None,
        "merges": association.merges.filter(undone_at=None).select_related("gone"),
        "may_merge": may_decide(request.user),
    }
    return render(request, "directory/detail.html", page)


def read_aloud(number: str) -> str:
    """A number in groups, as the country writes it."""
    return country(current_city().country).spaced(number)


def registers_of(association: Association) -> list[dict]:
    """Where the association is entered, under which number, and when that entry last changed."""
    return [
        {
            "name": REGISTERS.get(code, code),
            "key": said.get("key", ""),
            "changed_on": date.fromisoformat(said["changed_on"]) if said.get("changed_on") else None,
        }
        for code, said in association.registers.items()
    ]


def differences_in_words(association: Association) -> list[dict]:
    """Where a register says something else than what is written here, but for capitals and accents."""
    return [
        {
            "register": REGISTERS.get(register, register),
            "field": Association._meta.get_field(name).verbose_name,
            "said": said,
            "ours": getattr(association, name),
        }
        for register, name, said in differences(association)
        if search_text(str(said)) != search_text(str(getattr(association, name)))
    ]


# --- reach -------------------------------------------------------------------------------------------------------


@require_safe
def reach(request: HttpRequest) -> HttpResponse:
    districts, themes = reach_by_district(), reach_by_theme()
    drawing = country(request.city.country).district_map(request.city.code)
    never = {one.code: one.never for one in districts}
    page = {
        "districts": districts,
        "themes": bars([(one.name or _("Non renseignée"), one.never) for one in themes]),
        "map": district_map(drawing, never) if drawing else None,
        "associations": sum(one.associations for one in districts),
        "applied": sum(one.applied for one in districts),
        "invited": sum(one.invited for one in districts),
    }
    return render(request, "directory/reach.html", page)


@require_safe
def reach_csv(request: HttpRequest) -> HttpResponseBase:
    lines = [*reach_by_district(), *reach_by_theme()]
    return csv_download("portee", exports.reach_header(), exports.reach_rows(lines))


# --- duplicates --------------------------------------------------------------------------------------------------


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    page = Paginator(suggestions(), PAGE).get_page(request.GET.get("page"))
    lines = [{"pair": pair, "reasons": [REASONS[reason] for reason in pair.in_order]} for pair in page.object_list]
    merges = Merge.objects.filter(undone_at=None).select_related("kept", "gone")[:PAGE]
    return render(request, "directory/duplicates.html", {"page": page, "lines": lines, "merges": merges})


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk, other) -> HttpResponse:
    kept, gone = pair_of(pk, other)
    form = MergeForm(request.POST or None, kept=kept, gone=gone)
    if form.is_valid():
        try:
            actions.merge_associations(kept=kept, gone=gone, values=form.values, by=request.user, at=now())
        except actions.CannotMerge as refusal:
            form.add_error(None, _("Fusion impossible\u00a0: %(reason)s") % {"reason": refusal})
        else:
            messages.success(request, _("Les deux fiches n’en font plus qu’une. Vous pouvez annuler la fusion."))
            return redirect("directory:detail", kept.pk)
    page = {"kept": kept, "gone": gone, "form": form}
    return render(request, "directory/merge.html", page, status=422 if form.is_bound else 200)


@require_POST
def tell_apart(request: HttpRequest, pk, other) -> HttpResponse:
    one, two = pair_of(pk, other)
    actions.tell_apart(one=one, other=two, by=request.user, at=now())
    messages.success(request, _("C’est noté\u00a0: ce sont deux associations."))
    return redirect("directory:duplicates")


@require_POST
def undo_merge(request: HttpRequest, pk) -> HttpResponse:
    merge = get_object_or_404(Merge.objects.select_related("kept", "gone"), pk=pk)
    try:
        since = has_refused_since(merge.kept, merge.merged_at)
        actions.undo_merge(merge=merge, by=request.user, at=now(), refused_since=since)
    except actions.MergedSince:
        messages.info(request, _("Cette fusion est déjà annulée, ou une autre l’a suivie\u00a0: annulez-la d’abord."))
    else:
        messages.success(request, _("Les deux fiches sont de nouveau séparées."))
    return redirect("directory:duplicates")


def pair_of(pk, other) -> tuple[Association, Association]:
    return get_object_or_404(Association, pk=pk), get_object_or_404(Association.objects.exclude(pk=pk), pk=other)
