"""Pages of hand-overs: the list, the preparation bench, the signature, the note, and the page that checks it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.documents.responses import attachment, download
from rebond.handovers import actions
from rebond.handovers.access import may_prepare, may_read_note
from rebond.handovers.custodies.rights import may_speak_for
from rebond.handovers.forms import AccessoriesForm, CancelForm, FilterForm, PasteForm, ScanForm, SignForm
from rebond.handovers.models import Handover
from rebond.handovers.note import render_note
from rebond.handovers.queries import Line, full_handovers, handover_lines, items_of, totals_of
from rebond.handovers.references import typed_reference
from rebond.handovers.scanning import ScanRefused
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.journal.actions import record
from rebond.safeguards.clock import now, today
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile
from rebond.waves.queries import published_allocations

PAGE = 50


@require_safe
def handovers(request):
    form = FilterForm(request.GET)
    lines = chosen_lines(request, form)
    page = {
        "form": form,
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "totals": totals_of(lines),
        "may_prepare": may_prepare(request.user),
    }
    return render(request, "handovers/list.html", page)


def chosen_lines(request: HttpRequest, form: FilterForm) -> list[Line]:
    """The lines that the filters keep; a filter that means nothing keeps all."""
    chosen = form.cleaned_data if form.is_valid() else {}
    lines = handover_lines(request.user, chosen.get("wave"))
    standing = chosen.get("standing")
    return [line for line in lines if line.standing == standing] if standing else lines


def exported_header() -> list[str]:
    return [
        _("Vague"), _("Candidature"), _("Association"), _("Attribués"), _("Préparés"), _("Remis"),
        _("Où en est la remise"), _("Références"), _("Signée le"), _("En usage"), _("Rapportés"),
        _("Passés à une autre"), _("Reçus d’une autre"),
    ]  # fmt: skip


def exported_rows(request: HttpRequest) -> list[list]:
    """What the list shows, on one page; the journal says who took it away."""
    lines = chosen_lines(request, FilterForm(request.GET))
    record("handovers_exported", of=request.city, by=request.user, at=now(), rows=len(lines))
    return [
        [
            line.wave.name,
            line.allocation.application.reference,
            line.association.name,
            line.allocation.units,
            line.prepared,
            line.given,
            str(line.standing_in_words),
            " ".join(one.reference for one in line.handovers),
            line.signed[-1].signed_on if line.signed else None,
            line.use.held,
            line.use.returned,
            line.use.passed_on,
            line.use.passed_in,
        ]
        for line in lines
    ]


@require_safe
def export_csv(request):
    return csv_download("remises", exported_header(), exported_rows(request))


@require_safe
def export_xlsx(request):
    return xlsx_download("remises", exported_header(), exported_rows(request), sheet=_("Remises"))


def visible_handover(request: HttpRequest, pk) -> Handover:
    """The hand-over, or the same absence for one that is not theirs to see and one that never was."""
    return get_object_or_404(full_handovers().visible_to(request.user), pk=pk)


@require_POST
def prepare(request, pk):
    allocation = get_object_or_404(published_allocations().select_related("proposal__wave__programme"), pk=pk)
    try:
        handover = actions.prepare_handover(allocation=allocation, by=request.user, at=now())
    except actions.HandoverUnderWay as under_way:
        handover = under_way.handover
    except actions.NothingLeftToHandOver:
        messages.info(request, _("Toutes les machines attribuées sont déjà remises."))
        return redirect("handovers:list")
    except actions.NoTermsForThisRoute:
        messages.error(
            request,
            _("Cette voie juridique n’a pas encore de procès-verbal de remise : demandez à l’administration."),
        )
        return redirect("handovers:list")
    return redirect("handovers:detail", handover.pk)


@require_safe
def detail(request, pk):
    handover = visible_handover(request, pk)
    page = {
        "handover": handover,
        "items": items_of(handover),
        "steps": steps_of(handover),
        "may_prepare": may_prepare(request.user),
        "may_read_note": may_read_note(request.user, handover),
        "may_report": may_prepare(request.user) or request.user.manages(handover.association),
        "may_pass": may_speak_for(request.user, handover.association),
    }
    if handover.state == Handover.State.PREPARING and page["may_prepare"]:
        return bench(request, page)
    return render(request, "handovers/detail.html", page)


def bench(request: HttpRequest, page: dict, status: int = 200) -> HttpResponse:
    """The preparation page. What there is to say after a scan stands under the field, not above the page."""
    handover = page["handover"]
    said = list(messages.get_messages(request))
    page |= {
        "answer": said[0] if said else None,
        "remarks": said[1:],
        "messages": [],
        "programme": handover.wave.programme,
        "paste": page.get("paste") or PasteForm(),
        "accessories": page.get("accessories") or AccessoriesForm(handover=handover),
    }
    return render(request, "handovers/bench.html", page, status=status)


def bench_again(request: HttpRequest, handover: Handover, **forms) -> HttpResponse:
    """The preparation page with a form to correct."""
    page = {"handover": handover, "items": items_of(handover), "steps": steps_of(handover), "may_prepare": True}
    return bench(request, page | {"may_read_note": True} | forms, status=422)


def steps_of(handover: Handover) -> list[dict]:
    """Prepare, announce, sign: where the hand-over stands."""
    reached = {"preparing": 0, "ready": 2, "signed": 3, "cancelled": -1}[handover.state]
    titles = [_("Préparer"), _("Prévenir l’association"), _("Faire signer")]
    states = ["done" if number < reached else "now" if number == reached else "next" for number in range(3)]
    return [{"title": title, "state": state} for title, state in zip(titles, states, strict=True)]


@require_http_methods(["GET", "POST"])
def scan(request, pk):
    handover = visible_handover(request, pk)
    form = ScanForm(request.POST)
    if request.method == "POST":
        if not form.is_valid():
            messages.error(request, _("Scannez ou tapez un numéro."))
        else:
            try:
                item = actions.add_device(handover=handover, code=form.cleaned_data["code"], by=request.user, at=now())
            except ScanRefused as refusal:
                messages.error(request, str(refusal))
            except actions.HandoverNotOpen:
                messages.error(request, not_open())
            else:
                messages.success(request, taken(item.device.serial, handover))
    return redirect("handovers:detail", pk)


def taken(serial: str, handover: Handover) -> str:
    if handover.left == 0:
        return _("%(serial)s ajouté. La remise est complète.") % {"serial": serial}
    return _("%(serial)s ajouté : %(scanned)s sur %(units)s.") % {
        "serial": serial,
        "scanned": handover.scanned,
        "units": handover.units,
    }


def not_open() -> str:
    return _("La préparation est terminée : rien n’a changé. Reprenez-la d’abord.")


@require_http_methods(["GET", "POST"])
def paste(request, pk):
    handover = visible_handover(request, pk)
    if request.method == "GET":
        return redirect("handovers:detail", pk)
    form = PasteForm(request.POST)
    if not form.is_valid():
        return bench_again(request, handover, paste=form)
    try:
        scans = actions.add_devices(handover=handover, codes=form.cleaned_data["codes"], by=request.user, at=now())
    except actions.HandoverNotOpen:
        messages.error(request, not_open())
        return redirect("handovers:detail", pk)
    added = sum(scan.device is not None for scan in scans)
    tell = messages.success if added == len(scans) else messages.warning
    tell(
        request,
        ngettext("%(added)s machine ajoutée sur %(all)s.", "%(added)s machines ajoutées sur %(all)s.", added)
        % {"added": added, "all": len(scans)},
    )
    for scan in scans:
        if scan.refusal is not None:
            messages.error(request, str(scan.refusal))
    return redirect("handovers:detail", pk)


@require_POST
def remove(request, pk, item):
    handover = visible_handover(request, pk)
    item = get_object_or_404(handover.items.select_related("device", "handover"), pk=item)
    try:
        actions.remove_device(item=item, by=request.user, at=now())
    except actions.HandoverNotOpen:
        messages.error(request, not_open())
    else:
        messages.success(request, _("%(serial)s est retiré et de nouveau disponible.") % {"serial": item.device.serial})
    return redirect("handovers:detail", pk)


@require_http_methods(["GET", "POST"])
def accessories(request, pk):
    handover = visible_handover(request, pk)
    if request.method == "GET":
        return redirect("handovers:detail", pk)
    form = AccessoriesForm(request.POST, handover=handover)
    if not form.is_valid():
        return bench_again(request, handover, accessories=form)
    counted = form.cleaned_data
    try:
        actions.count_accessories(
            handover=handover,
            keyboards=counted["keyboards"],
            mice=counted["mice"],
            seen=counted["version"],
            by=request.user,
            at=now(),
        )
    except EditedMeanwhile:
        messages.warning(request, _("Quelqu’un d’autre vient de compter les accessoires : voici ses chiffres."))
    except actions.HandoverNotOpen:
        messages.error(request, not_open())
    else:
        messages.success(request, _("Les accessoires sont comptés."))
    return redirect("handovers:detail", pk)


@require_POST
def announce(request, pk):
    handover = visible_handover(request, pk)
    try:
        actions.announce_handover(handover=handover, by=request.user, at=now())
    except actions.HandoverIsEmpty:
        messages.error(request, _("Aucune machine n’est préparée : scannez-en une au moins."))
    except actions.HandoverNotOpen:
        messages.error(request, not_open())
    else:
        messages.success(request, _("La remise est prête. L’association est prévenue par courriel."))
    return redirect("handovers:detail", pk)


@require_POST
def reopen(request, pk):
    handover = visible_handover(request, pk)
    try:
        actions.reopen_handover(handover=handover, by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.error(request, _("Cette remise ne peut plus être reprise."))
    return redirect("handovers:detail", pk)


@require_http_methods(["GET", "POST"])
def sign(request, pk):
    handover = visible_handover(request, pk)
    form = SignForm(request.POST or None, handover=handover, today=today())
    if form.is_valid() and signed_by(request, handover, form):
        messages.success(request, _("La remise est signée : le procès-verbal est enregistré, l’association prévenue."))
        return redirect("handovers:detail", pk)
    if handover.state not in Handover.LIVE or handover.scanned == 0:
        messages.error(request, _("Cette remise ne peut pas être signée : elle est vide, déjà signée ou annulée."))
        return redirect("handovers:detail", pk)
    page = {"handover": handover, "form": form, "steps": steps_of(handover)}
    return render(request, "handovers/sign.html", page, status=422 if form.is_bound else 200)


def signed_by(request: HttpRequest, handover: Handover, form: SignForm) -> bool:
    """Sign, or say in the form why not."""
    given = form.cleaned_data
    try:
        actions.sign_handover(
            handover=handover,
            signatory=given["signatory"],
            role=given["role"],
            on=given["signed_on"],
            left=given["left"],
            by=request.user,
            at=now(),
        )
    except actions.SignedBeforeItWasPrepared:
        form.add_error("signed_on", _("La date est avant le début de la préparation, ou dans l’avenir."))
    except actions.MachinesLeft as machines:
        form.add_error(
            None,
            _("Il manque maintenant %(left)s machines, et non le nombre confirmé : rouvrez la page.")
            % {"left": machines.left},
        )
    except (actions.HandoverIsOver, actions.HandoverIsEmpty):
        pass
    else:
        return True
    return False


@require_http_methods(["GET", "POST"])
def cancel(request, pk):
    handover = visible_handover(request, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            actions.cancel_handover(handover=handover, reason=form.cleaned_data["reason"], by=request.user, at=now())
        except actions.HandoverIsOver:
            messages.error(request, _("Cette remise est déjà signée ou annulée : rien n’a changé."))
        else:
            messages.success(request, _("La remise est annulée. Ses machines sont de nouveau disponibles."))
        return redirect("handovers:detail", pk)
    page = {"handover": handover, "form": form}
    return render(request, "handovers/cancel.html", page, status=422 if form.is_bound else 200)


@require_safe
def note(request, pk):
    handover = visible_handover(request, pk)
    or_absent(may_read_note(request.user, handover) and handover.state != Handover.State.CANCELLED)
    if handover.note is not None:
        return attachment(handover.note)
    return download(f"{handover.reference}-a-signer.pdf", render_note(handover), content_type="application/pdf")


@require_safe
def verify(request, reference):
    """What anybody may know of a note: that it exists, when, for whom, how many machines. No person is named."""
    handover = full_handovers().filter(reference=typed_reference(reference)).first()
    if handover is None:
        raise Http404
    return render(request, "handovers/verify.html", {"handover": handover})
