"""Pages of what comes in: the settings of a lot, its note, and a donation against what was received."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.documents.responses import attachment, download
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.templatetags.interface import number
from rebond.journal.actions import record
from rebond.programmes.conflicts import accept_version, conflicts_of
from rebond.safeguards.clock import now, today
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.access import may_change_stock, may_handle_stock
from rebond.stock.donations import settling
from rebond.stock.donations.models import AnnouncedLine, Donation, IntakeNote
from rebond.stock.donations.reconciliation import Reconciliation
from rebond.stock.donations.reconciling import Row, reconciliation_of, rows_of
from rebond.stock.donations.views.lists import donation_with
from rebond.stock.intake import actions
from rebond.stock.intake.forms import DifferenceFilters, LotForm, NoteForm, SettleForm
from rebond.stock.intake.papers import facts_of, in_words, render_note
from rebond.stock.intake.queries import changed_since, rejected_in
from rebond.stock.models import Lot

PAGE = 50


def lot_with(request: HttpRequest, pk) -> Lot:
    """A lot that the person sees; a 404 otherwise."""
    return get_object_or_404(Lot.objects.visible_to(request.user).select_related("donor", "donation"), pk=pk)


# --- a lot and its note ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def lot_settings(request: HttpRequest, pk) -> HttpResponse:
    """Under which law a lot comes in, and which announcement it answers."""
    lot = lot_with(request, pk)
    form = LotForm(request.POST or None, lot=lot, today=today())
    page = {"lot": lot, "form": form}
    if form.is_valid():
        try:
            said = dict(form.cleaned_data)
            actions.settle_lot(lot=lot, seen=said.pop("version"), **said, by=request.user, at=now())
        except actions.RegimeRefused as why:
            form.add_error("regime", str(why))
        except EditedMeanwhile:
            stored = lot_with(request, pk)
            page["conflicts"] = form.told(conflicts_of(form, {name: getattr(stored, name) for name in LotForm.FACTS}))
            accept_version(form, stored.version)
        except actions.OtherDonor:
            form.add_error("donation", _("Cette annonce est d’un autre donateur, ou n’est pas acceptée."))
        else:
            messages.success(request, _("Les réglages du lot sont enregistrés."))
            return redirect("stock:lot", pk)
    return render(request, "stock/intake/settings.html", page, status=422 if form.is_bound else 200)


@require_safe
def intake_note(request: HttpRequest, pk) -> HttpResponse:
    """The notes of a lot; whoever receives prints the next one, has it signed and records who signed."""
    return note_page(request, lot_with(request, pk))


def note_page(request: HttpRequest, lot: Lot, form: NoteForm | None = None, status: int = 200) -> HttpResponse:
    current = lot.intake_notes.filter(is_current=True).first()
    first = {"received_by": request.user.name, "signed_on": today(), "seen": current.number if current else ""}
    facts = facts_of(lot)
    page = {
        "lot": lot,
        "form": form or NoteForm(replaces=current is not None, initial=first),
        "current": current,
        "notes": lot.intake_notes.select_related("by", "document"),
        "facts": facts,
        "since": changed_since(current, facts.machines, facts.accessories),
        "may_sign": may_handle_stock(request.user),
    }
    return render(request, "stock/intake/note.html", page, status=status)


@require_POST
def sign_note(request: HttpRequest, pk) -> HttpResponse:
    lot = lot_with(request, pk)
    form = NoteForm(request.POST, replaces=lot.intake_notes.exists())
    if form.is_valid() and signed(request, lot, form):
        return redirect("stock:intake_note", pk)
    return note_page(request, lot_with(request, pk), form, status=422)


def signed(request: HttpRequest, lot: Lot, form: NoteForm) -> bool:
    """Record it, or say in the form why not."""
    seen = lot.intake_notes.filter(number=form.cleaned_data["seen"] or None).first()
    why = form.cleaned_data.get("why", "")
    try:
        note = actions.sign_note(lot=lot, seen=seen, signed=form.signed, why=why, by=request.user, at=now())
    except actions.SignedTooSoon:
        form.add_error("signed_on", _("La date est avant l’arrivée du lot, ou dans l’avenir."))
    except (actions.NoteReplaced, actions.ReasonNeeded):
        form.see(lot.intake_notes.filter(is_current=True).get())
    else:
        messages.success(request, _("Le bon %(number)s est enregistré.") % {"number": note.number})
        return True
    return False


@require_safe
def intake_draft(request: HttpRequest, pk) -> HttpResponse:
    """The note to print and to sign, with what the lot holds now."""
    lot = lot_with(request, pk)
    return download(
        f"bon-a-signer-{lot.reference}.pdf", render_note(lot, facts_of(lot)), content_type="application/pdf"
    )


@require_safe
def intake_paper(request: HttpRequest, pk) -> HttpResponse:
    """A note as it was signed."""
    lots = Lot.objects.visible_to(request.user).values("pk")
    return attachment(get_object_or_404(IntakeNote.objects.select_related("document"), pk=pk, lot__in=lots).document)


# --- announced against received ----------------------------------------------------------------------------------


def shown(donation: Donation, chosen: dict[str, str]) -> tuple[Reconciliation, list[Row]]:
    """The whole comparison, and the rows that the filters leave."""
    both = reconciliation_of(donation)
    kind, settled = chosen.get("kind"), chosen.get("settled")
    left = [
        row
        for row in rows_of(donation, both)
        if (not kind or row.difference.kind == kind) and (not settled or row.is_open == (settled == "no"))
    ]
    return both, left


@require_safe
def reconciliation(request: HttpRequest, pk) -> HttpResponse:
    """Announced against received, line by line."""
    return reconciliation_page(request, donation_with(request, pk))


def reconciliation_page(request: HttpRequest, donation: Donation, status: int = 200, form=None) -> HttpResponse:
    filters = DifferenceFilters(request.GET)
    both, left = shown(donation, filters.chosen)
    kinds = [
        (label, both.announced[kind], both.received[kind])
        for kind, label in AnnouncedLine.Kind.choices
        if both.announced[kind] or both.received[kind]
    ]
    lots = list(donation.lots.order_by("received_on", "reference"))
    pages = Paginator(left, PAGE).get_page(request.GET.get("page"))
    page = {
        "donation": donation,
        "announced": both.announced.total(),
        "received": both.received.total(),
        "missing": both.count("missing"),
        "extra": both.count("extra"),
        "different": both.count("different"),
        "kinds": kinds,
        "filters": filters,
        "page": pages,
        "rows": [(row, as_shown(row)) for row in pages],
        "lots": lots,
        "rejected": rejected_in(lots),
        "form": form or SettleForm(),
        "may_settle": may_change_stock(request.user),
    }
    return render(request, "stock/intake/reconciliation.html", page, status=status)


def as_shown(row: Row) -> dict[str, str | int]:
    """A difference in words, a number of things as pages write numbers."""
    told = in_words(row)
    sides = {side: told[side] for side in ("announced", "received")}
    return told | {side: number(int(said)) for side, said in sides.items() if said.isdecimal() and is_counted(row)}


def is_counted(row: Row) -> bool:
    return not row.difference.field and row.difference.key.startswith("model:")


@require_POST
def settle(request: HttpRequest, pk) -> HttpResponse:
    """Write what becomes of the differences that were ticked, or open them again."""
    donation, names = donation_with(request, pk), request.POST.getlist("difference")
    back = redirect("stock:reconciliation", pk)
    if not names:
        messages.info(request, _("Cochez d’abord les écarts dont vous avez convenu."))
        return back
    form = SettleForm(request.POST)
    said = {"donation": donation, "names": names, "by": request.user, "at": now()}
    try:
        if request.POST.get("do") == "open":
            count = settling.open_again(**said)
            sentence = ngettext(
                "%(n)s écart est de nouveau à traiter.", "%(n)s écarts sont de nouveau à traiter.", count
            )
        elif form.is_valid():
            count = settling.settle_differences(**said, **form.cleaned_data)
            sentence = ngettext("%(n)s écart est traité.", "%(n)s écarts sont traités.", count)
        else:
            return reconciliation_page(request, donation, status=422, form=form)
    except settling.DifferencesChanged:
        changed = _("Le stock ou ce qui est convenu vient de changer\u00a0: relisez les écarts, rien n’est enregistré.")
        messages.info(request, changed)
    else:
        messages.success(request, sentence % {"n": count})
    return back


def header() -> list[str]:
    return [
        _("Écart"), _("Numéro ou matériel"), _("Annoncé"), _("Reçu"), _("Nombre"), _("Suite"), _("Précision"),
    ]  # fmt: skip


def exported(request: HttpRequest, pk) -> tuple[Donation, Iterator[list[str]]]:
    """The differences that the page shows; the journal says who took them away."""
    donation = donation_with(request, pk)
    _both, left = shown(donation, DifferenceFilters(request.GET).chosen)
    record("differences_exported", of=donation, by=request.user, at=now(), rows=len(left))
    return donation, (list(in_words(row).values()) for row in left)


@require_safe
def reconciliation_csv(request: HttpRequest, pk):
    donation, rows = exported(request, pk)
    return csv_download(f"ecarts-{donation.reference}", header(), rows)


@require_safe
def reconciliation_xlsx(request: HttpRequest, pk):
    donation, rows = exported(request, pk)
    return xlsx_download(f"ecarts-{donation.reference}", header(), rows, sheet=_("Écarts"))
