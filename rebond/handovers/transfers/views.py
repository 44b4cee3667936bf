"""Pages of passages between associations."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.documents.responses import attachment
from rebond.handovers.access import may_prepare
from rebond.handovers.custodies.forms import DecisionForm, ReasonForm, TransferFilters, TransferForm
from rebond.handovers.custodies.queries import held_by
from rebond.handovers.custodies.rights import may_decide, may_speak_for, sees_every_machine
from rebond.handovers.transfers import actions
from rebond.handovers.transfers.models import Transfer
from rebond.handovers.transfers.queries import full_transfers, may_receive, served, transfers_shown
from rebond.handovers.transfers.routes import rule_of
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.paging import CappedPaginator
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed

PAGE = 50


@require_safe
def transfers(request):
    form = TransferFilters(request.GET)
    found = transfers_shown(request.user, form.chosen)
    page = {"form": form, "page": CappedPaginator(found, PAGE).get_page(request.GET.get("page"))}
    return render(request, "handovers/transfers.html", page)


def header() -> list[str]:
    return [
        _("Référence"), _("De"), _("À"), _("Machines"), _("État"), _("Proposé le"), _("Pourquoi"),
        _("Accord de la ville"), _("Motif"),
    ]  # fmt: skip


def rows(request: HttpRequest):
    found = transfers_shown(request.user, TransferFilters(request.GET).chosen)
    record("transfers_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return (line(one) for one in found.iterator(chunk_size=2_000))


def line(one: Transfer) -> list:
    return [
        one.reference,
        one.giver.name,
        one.receiver.name,
        one.machines,
        one.get_state_display(),
        localdate(one.asked_at),
        one.why,
        one.decision,
        one.refusal,
    ]


@require_safe
def transfers_csv(request):
    return csv_download("passages", header(), rows(request))


@require_safe
def transfers_xlsx(request):
    return xlsx_download("passages", header(), rows(request), sheet=_("Passages"))


@require_http_methods(["GET", "POST"])
def ask_transfer(request, pk):
    """Propose machines to another association. A manager chooses among those that were publicly served."""
    giver = get_object_or_404(Association.objects, pk=pk)
    or_absent(may_speak_for(request.user, giver))
    receivers = (may_receive() if may_decide(request.user) else served()).exclude(pk=giver.pk)
    form = TransferForm(request.POST or None, held=held_by(giver), receivers=receivers)
    transfer = asked(request, giver, form) if form.is_valid() else None
    if transfer is not None:
        messages.success(request, _("La proposition est envoyée. Rien ne change avant l’accord de tous."))
        return redirect("handovers:transfer", transfer.pk)
    page = {"giver": giver, "form": form, "has_machines": held_by(giver).exists()}
    return render(request, "handovers/ask_transfer.html", page, status=422 if form.is_bound else 200)


def asked(request: HttpRequest, giver: Association, form: TransferForm) -> Transfer | None:
    """Propose, or say in the form why not."""
    try:
        return actions.ask_transfer(giver=giver, **form.cleaned_data, by=request.user, at=now())
    except actions.SeveralProgrammes:
        form.add_error("machines", _("Ces machines viennent de dispositifs différents\u00a0: un passage pour chacun."))
    except actions.AlreadyInATransfer:
        form.add_error("machines", _("Une de ces machines est déjà proposée à une association."))
    except actions.NotTheirs:
        form.add_error("machines", _("Une de ces machines vient de changer de mains\u00a0: rouvrez la page."))
    except actions.CannotReceive:
        form.add_error("receiver", _("Cette association n’a pas de candidature recevable."))
    return None


def visible_transfer(request: HttpRequest, pk) -> Transfer:
    return get_object_or_404(full_transfers().visible_to(request.user, sees_every_machine(request.user)), pk=pk)


@require_safe
def transfer(request, pk):
    return transfer_page(request, visible_transfer(request, pk))


def transfer_page(request: HttpRequest, transfer: Transfer, status: int = 200, **forms) -> HttpResponse:
    rule = rule_of(transfer.programme)
    page = {
        "transfer": transfer,
        "items": transfer.items.select_related("custody__device", "custody__handover"),
        "rule": rule,
        "may_decide": may_decide(request.user),
        "speaks_for_giver": may_speak_for(request.user, transfer.giver),
        "speaks_for_receiver": may_speak_for(request.user, transfer.receiver),
        "may_read_paper": may_read_paper(request, transfer),
        "decision_form": forms.get("decision") or DecisionForm(needed=rule.needs_decision),
        "decline_form": forms.get("decline") or ReasonForm(auto_id="decline_%s"),
        "refuse_form": forms.get("refuse") or ReasonForm(auto_id="refuse_%s"),
    }
    return render(request, "handovers/transfer.html", page, status=status)


def may_read_paper(request: HttpRequest, transfer: Transfer) -> bool:
    """It names people: the city, the warehouse, and both sides."""
    sides = (transfer.giver, transfer.receiver)
    return may_prepare(request.user) or any(may_speak_for(request.user, side) for side in sides)


def done(request: HttpRequest, pk, deed: Callable[[], object], sentence: str) -> HttpResponse:
    """Do it, or say that somebody was first; then the page of the passage."""
    try:
        deed()
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Une autre personne vient de répondre\u00a0: voici où en est ce passage."))
    except actions.NotTheirs:
        messages.error(request, _("Une de ces machines n’est plus dans l’association\u00a0: refusez ce passage."))
    else:
        messages.success(request, sentence)
    return redirect("handovers:transfer", pk)


@require_POST
def accept_transfer(request, pk):
    one = visible_transfer(request, pk)
    or_absent(may_speak_for(request.user, one.receiver))
    deed = lambda: actions.accept_transfer(transfer=one, by=request.user, at=now())  # noqa: E731
    return done(request, pk, deed, _("Vous acceptez ces machines. La ville doit encore approuver."))


@require_POST
def decline_transfer(request, pk):
    one = visible_transfer(request, pk)
    or_absent(may_speak_for(request.user, one.receiver))
    form = ReasonForm(request.POST, auto_id="decline_%s")
    if not form.is_valid():
        return transfer_page(request, one, status=422, decline=form)
    given = form.cleaned_data
    deed = lambda: actions.decline_transfer(transfer=one, **given, by=request.user, at=now())  # noqa: E731
    return done(request, pk, deed, _("Vous déclinez ces machines. L’autre association est prévenue."))


@require_POST
def withdraw_transfer(request, pk):
    one = visible_transfer(request, pk)
    or_absent(may_speak_for(request.user, one.giver))
    deed = lambda: actions.withdraw_transfer(transfer=one, by=request.user, at=now())  # noqa: E731
    return done(request, pk, deed, _("La proposition est retirée\u00a0: vous gardez vos machines."))


@require_POST
def approve_transfer(request, pk):
    one = visible_transfer(request, pk)
    form = DecisionForm(request.POST, needed=rule_of(one.programme).needs_decision)
    if not form.is_valid():
        return transfer_page(request, one, status=422, decision=form)
    given = form.cleaned_data
    deed = lambda: actions.approve_transfer(transfer=one, **given, by=request.user, at=now())  # noqa: E731
    return done(request, pk, deed, _("Le passage est approuvé. L’accord est à faire signer aux deux associations."))


@require_POST
def refuse_transfer(request, pk):
    one = visible_transfer(request, pk)
    form = ReasonForm(request.POST, auto_id="refuse_%s")
    if not form.is_valid():
        return transfer_page(request, one, status=422, refuse=form)
    given = form.cleaned_data
    deed = lambda: actions.refuse_transfer(transfer=one, **given, by=request.user, at=now())  # noqa: E731
    return done(request, pk, deed, _("Le passage est refusé. Les deux associations sont prévenues, avec le motif."))


@require_safe
def transfer_slip(request, pk):
    one = visible_transfer(request, pk)
    or_absent(one.paper is not None and may_read_paper(request, one))
    return attachment(one.paper)
