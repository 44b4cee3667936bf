"""The fast lane: one field, one line, one answer. Every answer has its own words, colour and sound."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rebond.safeguards.clock import now
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.access import may_handle_stock
from rebond.stock.actions import DeviceIsPromised
from rebond.stock.bench import actions
from rebond.stock.bench.forms import ScanForm
from rebond.stock.bench.models import BenchSession, Triage
from rebond.stock.bench.queries import checks_for, counts_of, fit_of, full_triages, pace_of
from rebond.stock.bench.scanning import ScanRefused, typed_verdict
from rebond.stock.bench.views.sessions import session_with
from rebond.stock.facts.wording import fit_in_words
from rebond.stock.models import Flag

LATEST = 8
# The colour of each refusal; its code is its sound.
COLOURS = {"second": messages.WARNING, "already": messages.WARNING, "busy": messages.WARNING}


@require_safe
def bench(request: HttpRequest, pk) -> HttpResponse:
    session = session_with(pk)
    if session.state == BenchSession.State.CLOSED:
        return redirect("stock:bench_summary", pk)
    is_open = session.state == BenchSession.State.OPEN
    said = list(messages.get_messages(request)) if is_open else []
    page = {
        "session": session,
        "counts": counts_of(session),
        "latest": full_triages().filter(session=session).order_by("-scanned_at", "pk")[:LATEST],
        "answer": said[-1] if said else None,
        "earlier": said[:-1],
        "again": request.GET.get("encore", ""),
        "may_handle": may_handle_stock(request.user),
        "pace": pace_of(session.scanned, session.worked(now())),
    }
    if is_open:
        # what there is to say stands under the field, not above the page
        page["messages"] = []
    return render(request, "stock/bench/bench.html", page | on_the_table(session, request.GET.get("sur", "")))


def on_the_table(session: BenchSession, serial: str) -> dict:
    """The machine that the last scan brought, with what is to be looked at."""
    triage = full_triages().filter(session=session, device__serial=serial).first() if serial else None
    if triage is None:
        return {"triage": None}
    checks = [(check, triage.checks.get(check.key, "")) for check in checks_for(triage.device)]
    return {"triage": triage, "checks": checks, "fit": fit_in_words(fit_of(triage.device))}


@require_POST
def bench_scan(request: HttpRequest, pk) -> HttpResponse:
    """One line, scanned or typed: a machine, or the verdict on the last one. It redirects, whatever became of it."""
    session = session_with(pk)
    form = ScanForm(request.POST)
    if not form.is_valid():
        tell(request, messages.ERROR, "unknown", _("Scannez ou tapez un numéro."))
        return back(pk)
    at = now()
    typed = typed_verdict(form.cleaned_data["code"])
    if typed is None:
        return scanned(request, session, form, at)
    return judged(request, session, form, at)


def scanned(request: HttpRequest, session: BenchSession, form: ScanForm, at: datetime) -> HttpResponse:
    said = form.cleaned_data
    try:
        triage, lifted = actions.scan_machine(
            session=session,
            code=said["code"],
            client=form.client_id,
            again=said["again"],
            made_at=form.made_at_or(at),
            by=request.user,
            at=at,
        )
    except ScanRefused as refusal:
        tell(request, COLOURS.get(refusal.kind, messages.ERROR), refusal.kind, str(refusal))
        here = refusal.triage.device.serial if refusal.kind == "second" and refusal.triage else ""
        return back(session.pk, sur=here, encore=said["code"] if refusal.kind == "already" else "")
    except actions.ScanTooLate:
        tell(request, messages.ERROR, "stopped", stopped())
        return back(session.pk)
    tell(request, messages.SUCCESS, "verdict" if triage.grade else "on-the-table", what_was_done(triage, lifted))
    return back(session.pk, sur=triage.device.serial)


def judged(request: HttpRequest, session: BenchSession, form: ScanForm, at: datetime) -> HttpResponse:
    typed = typed_verdict(form.cleaned_data["code"])
    about = form.cleaned_data["about"]
    said = {"made_at": form.made_at_or(at), "by": request.user, "at": at}
    try:
        triage, lifted = actions.type_verdict(session=session, typed=typed, about=about, **said)
    except actions.NothingToJudge:
        tell(request, messages.ERROR, "unknown", _("Aucune machine à juger ainsi\u00a0: scannez-la d’abord."))
        return back(session.pk, sur=about)
    except actions.ScanTooLate:
        tell(request, messages.ERROR, "stopped", stopped())
        return back(session.pk)
    except (EditedMeanwhile, actions.Superseded):
        tell(
            request,
            messages.WARNING,
            "busy",
            _("Une autre personne vient de juger cette machine\u00a0: rien ne change."),
        )
        return back(session.pk)
    except DeviceIsPromised:
        tell(request, messages.ERROR, "away", _("Cette machine est promise ou sortie du stock\u00a0: rien ne change."))
        return back(session.pk)
    tell(request, messages.SUCCESS, "verdict", what_was_done(triage, lifted))
    return back(session.pk, sur=triage.device.serial)


def tell(request: HttpRequest, level: int, sound: str, sentence: str) -> None:
    messages.add_message(request, level, sentence, extra_tags=sound)


def back(pk, **query: str) -> HttpResponse:
    kept = urlencode({name: value for name, value in query.items() if value})
    return redirect(reverse("stock:bench", args=[pk]) + (f"?{kept}" if kept else ""))


def stopped() -> str:
    return _("La séance est en pause ou terminée\u00a0: rien n’est noté. Reprenez-la d’abord.")


def what_was_done(triage: Triage, lifted: list[str]) -> str:
    """One sentence on the machine as it stands now."""
    said = {"serial": triage.device.serial, "grade": triage.grade}
    if not triage.grade and "fault" in triage.checks.values():
        return _("%(serial)s\u00a0: défaut noté. Donnez sa catégorie\u00a0: A, B, C ou X.") % said
    if not triage.grade:
        return _("%(serial)s est sur la table. Son verdict\u00a0: A, B, C ou X.") % said
    sentences = [_("%(serial)s\u00a0: catégorie %(grade)s.") % said]
    if lifted:
        flags = ", ".join(str(Flag(flag).label) for flag in lifted)
        sentences.append(_("Blocage levé\u00a0: %(flags)s.") % {"flags": flags})
    if triage.device.flags:
        sentences.append(_("Elle est retenue\u00a0: %(flags)s.") % {"flags": ", ".join(triage.device.flag_labels)})
    return " ".join(sentences)
