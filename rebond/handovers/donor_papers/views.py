"""Pages of a donor: its machines in numbers, its papers; and what an association states about receipts."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.applications.queries import district_names
from rebond.countries import country
from rebond.documents.responses import attachment
from rebond.handovers.donor_papers import actions
from rebond.handovers.donor_papers.forms import StatementForm, ValueForm
from rebond.handovers.donor_papers.gifts import gifts_of
from rebond.handovers.donor_papers.models import DonorPaper
from rebond.handovers.donor_papers.queries import districts_of, figures_of, models_of, rows_of
from rebond.handovers.donor_papers.rights import donors_seen_by, may_declare, may_prepare, papers_seen_by, reads_all
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.journal.actions import record
from rebond.organisations.models import Association, Donor
from rebond.safeguards.clock import now
from rebond.stock.models import Lot
from rebond.stock.queries import lots_with_coverage

# --- the donor ---------------------------------------------------------------------------------------------------


def donor_with(request: HttpRequest, pk) -> Donor:
    """A donor that the person sees; a 404 otherwise."""
    return get_object_or_404(donors_seen_by(request.user), pk=pk)


@require_safe
def donor(request: HttpRequest, pk) -> HttpResponse:
    """A donor's machines in numbers, where they are, and the papers of its gifts."""
    return donor_page(request, donor_with(request, pk))


def donor_page(
    request: HttpRequest, shown: Donor, status: int = 200, value_form: ValueForm | None = None
) -> HttpResponse:
    law = country(request.city.country).LEGAL_ROUTES
    page = {
        "donor": shown,
        "figures": figures_of(shown),
        "districts": districts_of(shown, district_names()),
        "lots": lots_with_coverage(request.user).filter(donor=shown),
        "gifts": rows_of(gifts_of(shown)),
        "routes": [(one, law[one.legal_route]) for one in shown.programmes.exclude(state="draft")],
        "models": models_of(shown),
        "value_form": value_form,
        "may_prepare": may_declare(request.user, shown),
    }
    return render(request, "handovers/donor/donor.html", page, status=status)


@require_POST
def declare_value(request: HttpRequest, pk) -> HttpResponse:
    """Write what the donor declares one machine of a model to be worth."""
    shown = donor_with(request, pk)
    or_absent(may_declare(request.user, shown))
    form = ValueForm(request.POST)
    if not form.is_valid():
        return donor_page(request, shown, status=422, value_form=form)
    said = form.cleaned_data
    lot = get_object_or_404(Lot.objects.filter(donor=shown), pk=said.pop("lot"))
    count = actions.declare_value(lot=lot, **said, by=request.user, at=now())
    sentence = ngettext(
        "La valeur de %(n)s machine est enregistrée.", "La valeur de %(n)s machines est enregistrée.", count
    )
    messages.success(request, sentence % {"n": count})
    return redirect("handovers:donor", pk)


def header() -> list[str]:
    return [
        _("Année"), _("Association"), _("Numéro de série"), _("Modèle"), _("Donnée le"), _("Remise"), _("Dispositif"),
        _("Valeur déclarée (€)"),
    ]  # fmt: skip


def exported(request: HttpRequest, pk) -> Iterator[list]:
    """Every machine that the donor gave and an association kept."""
    shown = donor_with(request, pk)
    gifts = gifts_of(shown)
    record("gifts_exported", of=shown, by=request.user, at=now(), rows=sum(len(one.machines) for one in gifts))
    return (
        [gift.year, gift.association.name, one.serial, one.model, one.given_on, one.handover, one.programme, one.value]
        for gift in gifts
        for one in gift.machines
    )


@require_safe
def gifts_csv(request: HttpRequest, pk):
    return csv_download("dons", header(), exported(request, pk))


@require_safe
def gifts_xlsx(request: HttpRequest, pk):
    return xlsx_download("dons", header(), exported(request, pk), sheet=_("Dons"))


def districts_header() -> list[str]:
    return [_("Code INSEE"), _("Arrondissement"), _("Machines en usage"), _("Associations")]


def district_rows(request: HttpRequest, pk) -> Iterator[list]:
    uses = districts_of(donor_with(request, pk), district_names())
    return ([one.code, one.name or _("Ailleurs"), one.machines, one.associations] for one in uses)


@require_safe
def districts_csv(request: HttpRequest, pk):
    return csv_download("dons-par-arrondissement", districts_header(), district_rows(request, pk))


@require_safe
def districts_xlsx(request: HttpRequest, pk):
    rows = district_rows(request, pk)
    return xlsx_download("dons-par-arrondissement", districts_header(), rows, sheet=_("Arrondissements"))


# --- papers ------------------------------------------------------------------------------------------------------


@require_POST
def prepare(request: HttpRequest, pk, association, year: int, kind: str) -> HttpResponse:
    """Prepare a paper of a year's gifts to an association, and come back to where it is read."""
    giver = get_object_or_404(Donor, pk=pk)
    receiver = get_object_or_404(Association, pk=association)
    or_absent(may_prepare(request.user, giver, receiver))
    try:
        paper = actions.prepare_paper(
            kind=kind, donor=giver, association=receiver, year=year, by=request.user, at=now()
        )
    except actions.NotStated:
        messages.info(request, _("Cette association ne déclare pas pouvoir émettre de reçus fiscaux."))
    except actions.NothingGiven:
        messages.info(request, _("Ce donateur n’a rien donné à cette association cette année-là."))
    else:
        messages.success(request, _("Le papier est prêt, version %(n)s.") % {"n": paper.version})
    if donors_seen_by(request.user).filter(pk=pk).exists():
        return redirect("handovers:donor", pk)
    return redirect("handovers:receipts", association)


def paper_with(request: HttpRequest, pk) -> DonorPaper:
    return get_object_or_404(papers_seen_by(request.user).select_related("document", "association"), pk=pk)


@require_safe
def paper(request: HttpRequest, pk) -> HttpResponse:
    """A paper as it was prepared."""
    return attachment(paper_with(request, pk).document)


def annex_header() -> list[str]:
    return [_("Numéro de série"), _("Modèle"), _("Donnée le"), _("Remise"), _("Valeur déclarée (€)")]


def annex(paper: DonorPaper) -> Iterator[list]:
    return (
        [one["serial"], one["model"], date.fromisoformat(one["on"]), one["handover"], amount(one["value"])]
        for one in paper.facts["machines"]
    )


def amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@require_safe
def paper_csv(request: HttpRequest, pk):
    found = paper_with(request, pk)
    return csv_download(found.name, annex_header(), annex(found))


@require_safe
def paper_xlsx(request: HttpRequest, pk):
    found = paper_with(request, pk)
    return xlsx_download(found.name, annex_header(), annex(found), sheet=_("Annexe"))


# --- the association ---------------------------------------------------------------------------------------------


def association_with(request: HttpRequest, pk) -> Association:
    """An association whose receipts the person may read: its managers and the city hall."""
    found = get_object_or_404(Association, pk=pk)
    or_absent(request.user.manages(found) or reads_all(request.user))
    return found


@require_safe
def receipts(request: HttpRequest, pk) -> HttpResponse:
    """What the association states about receipts, and the papers of what it was given."""
    return receipts_page(request, association_with(request, pk))


def receipts_page(request: HttpRequest, shown: Association, status: int = 200, form: StatementForm | None = None):
    given = "programmes__waves__proposals__allocations__handovers__custodies__association"
    donors = Donor.objects.filter(**{given: shown}).distinct()
    gifts = [gift for one in donors for gift in gifts_of(one, association=shown)]
    page: dict[str, Any] = {
        "association": shown,
        "statement": actions.standing_statement(shown),
        "statements": shown.receipt_statements.select_related("stated_by", "revoked_by"),
        "form": form or StatementForm(),
        "manages": request.user.manages(shown),
        "gifts": rows_of(gifts),
    }
    return render(request, "handovers/donor/receipts.html", page, status=status)


@require_POST
def state_receipts(request: HttpRequest, pk) -> HttpResponse:
    """Only those who manage the association state it."""
    shown = association_with(request, pk)
    or_absent(request.user.manages(shown))
    form = StatementForm(request.POST)
    if not form.is_valid():
        return receipts_page(request, shown, status=422, form=form)
    facts = {name: form.cleaned_data[name] for name in ("ground", "precision")}
    try:
        actions.state_receipts(association=shown, **facts, by=request.user, at=now())
    except actions.AlreadyStated:
        messages.info(request, _("L’association le déclare déjà."))
    else:
        messages.success(
            request, _("C’est noté. Les reçus peuvent être préparés\u00a0; vous les vérifiez et les signez.")
        )
    return redirect("handovers:receipts", pk)


@require_POST
def revoke_receipts(request: HttpRequest, pk) -> HttpResponse:
    shown = association_with(request, pk)
    or_absent(request.user.manages(shown))
    try:
        actions.revoke_receipts(association=shown, by=request.user, at=now())
    except actions.NotStated:
        messages.info(request, _("L’association ne déclare plus rien."))
    else:
        messages.success(request, _("La déclaration est reprise\u00a0: plus aucun reçu n’est préparé."))
    return redirect("handovers:receipts", pk)


@require_safe
def my_papers(request: HttpRequest) -> HttpResponse:
    """The one donor of whoever speaks for one, or the list of the city's donors."""
    seen = list(donors_seen_by(request.user).order_by("name"))
    if len(seen) == 1:
        return redirect("handovers:donor", seen[0].pk)
    return render(request, "handovers/donor/donors.html", {"donors": seen})
