"""Pages of the committee: its sheet, its rules, its sittings, their votes and minutes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.documents.responses import attachment, download
from rebond.interface.downloads import xlsx_download
from rebond.journal.actions import record
from rebond.programmes.models import Wave
from rebond.safeguards.clock import now, today
from rebond.safeguards.versions import EditedMeanwhile
from rebond.waves.access import may_run_a_wave
from rebond.waves.actions import CannotDecide
from rebond.waves.models import Sitting
from rebond.waves.queries import shown_proposal
from rebond.waves.sheet import Sheet, sheet_of
from rebond.waves.sittings import actions
from rebond.waves.sittings.forms import ChangeSittingForm, RulesForm, SittingForm, VoteForm
from rebond.waves.sittings.queries import hides_a_file, lack_of_vote, rules_of_committee, sittings_of
from rebond.waves.sittings.room import room_of
from rebond.waves.sittings.sheet import CommitteeSheet, committee_sheet, header, render_sheet, rows
from rebond.waves.sittings.shown import lines_of


def wave_named(slug: str) -> Wave:
    return get_object_or_404(Wave.objects.select_related("programme"), slug=slug)


def sitting_named(pk) -> Sitting:
    found = Sitting.objects.select_related("proposal__wave__programme", "chair", "minutes", "opened_by", "closed_by")
    return get_object_or_404(found, pk=pk)


# --- the sheet ---------------------------------------------------------------------------------------------------


def taken_sheet(request: HttpRequest, slug: str, kind: str) -> CommitteeSheet:
    """The sheet as this person may read it; the journal says who took it away."""
    wave = wave_named(slug)
    found = committee_sheet(wave, request.user)
    or_absent(found.files)
    record("committee_sheet_taken", of=wave, by=request.user, at=now(), kind=kind, files=len(found.files))
    return found


@require_safe
def sheet_xlsx(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = taken_sheet(request, slug, "xlsx")
    return xlsx_download(f"commission-{slug}", header(found), rows(found), sheet=_("Commission"))


@require_safe
def sheet_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    found = taken_sheet(request, slug, "pdf")
    content = render_sheet(found, day=today())
    return download(f"commission-{slug}.pdf", content, content_type="application/pdf")


# --- sittings ----------------------------------------------------------------------------------------------------


@require_safe
def sittings(request: HttpRequest, slug: str) -> HttpResponse:
    """The committee of a wave: its rules, what it lacks, its sittings."""
    wave = wave_named(slug)
    proposal, held, may_run = shown_proposal(wave), list(sittings_of(wave)), may_run_a_wave(request.user)
    page = {
        "wave": wave,
        "proposal": proposal,
        "rules": rules_of_committee(wave.programme),
        "sittings": held,
        "lack": lack_of_vote(proposal, request.user) if proposal else "",
        "may_run": may_run,
        "may_open": may_run and proposal is not None and proposal.is_draft and not any(one.is_open for one in held),
    }
    return render(request, "waves/sittings/list.html", page)


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    wave = wave_named(slug)
    form = RulesForm(request.POST or None, instance=rules_of_committee(wave.programme))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.settle_rules(
                programme=wave.programme,
                seen=given["version"],
                quorum=given["quorum"],
                casting_vote=given["casting_vote"],
                vote_required=given["vote_required"],
                by=request.user,
                at=now(),
            )
        except EditedMeanwhile:
            form.add_error(None, _("Une autre personne vient de changer ces règles\u00a0: rouvrez la page."))
        else:
            messages.success(request, _("Les règles de la commission sont enregistrées."))
            return redirect("waves:sittings", slug)
    return render(
        request, "waves/sittings/rules.html", {"wave": wave, "form": form}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
def open_sitting(request: HttpRequest, slug: str) -> HttpResponse:
    wave = wave_named(slug)
    proposal = shown_proposal(wave)
    or_absent(proposal is not None and proposal.is_draft)
    form = SittingForm(request.POST or None, initial={"held_on": today()})
    if form.is_valid():
        try:
            opened = actions.open_sitting(proposal=proposal, **form.cleaned_data, by=request.user, at=now())
        except CannotDecide as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("waves:sitting", opened.pk)
    return render(
        request, "waves/sittings/open.html", {"wave": wave, "form": form}, status=422 if form.is_bound else 200
    )


@require_safe
def sitting(request: HttpRequest, pk) -> HttpResponse:
    found = sitting_named(pk)
    return sitting_page(request, found, sheet_of(found.proposal, request.user), None)


def sitting_page(request: HttpRequest, found: Sitting, sheet: Sheet, form: VoteForm | None) -> HttpResponse:
    room = room_of(found)
    may_write = found.is_open and may_run_a_wave(request.user)
    if form is None and may_write:
        form = VoteForm(sitting=found, sheet=sheet, viewer=request.user)
    page = {
        "sitting": found,
        "wave": found.proposal.wave,
        "room": room,
        "needed": room.needed(None),
        "has_quorum": room.has_quorum(),
        "lines": lines_of(sheet, found, room, request.user),
        "form": form,
        "may_write": may_write,
        "may_take": found.minutes_id is not None and not hides_a_file(request.user, found.proposal),
    }
    return render(request, "waves/sittings/sitting.html", page, status=422 if form and form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def change_sitting(request: HttpRequest, pk) -> HttpResponse:
    found = sitting_named(pk)
    or_absent(found.is_open)
    there = [row.person_id for row in found.attendances.all()]
    seen = {name: getattr(found, name) for name in ("held_on", "place", "chair", "remarks", "version")}
    form = ChangeSittingForm(request.POST or None, initial=seen | {"present": there})
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.change_sitting(sitting=found, seen=given.pop("version"), **given, by=request.user, at=now())
        except EditedMeanwhile:
            form.add_error(None, _("Une autre personne vient de changer cette séance\u00a0: rouvrez la page."))
        except CannotDecide as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La séance est enregistrée."))
            return redirect("waves:sitting", pk)
    page = {"sitting": found, "wave": found.proposal.wave, "form": form}
    return render(request, "waves/sittings/change.html", page, status=422 if form.is_bound else 200)


@require_POST
def vote(request: HttpRequest, pk) -> HttpResponse:
    found = sitting_named(pk)
    sheet = sheet_of(found.proposal, request.user)
    form = VoteForm(request.POST, sitting=found, sheet=sheet, viewer=request.user)
    if form.is_valid():
        try:
            actions.vote(sitting=found, **form.chosen, by=request.user, at=now())
        except CannotDecide as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le vote est inscrit."))
            return redirect("waves:sitting", pk)
    return sitting_page(request, found, sheet, form)


@require_POST
def close_sitting(request: HttpRequest, pk) -> HttpResponse:
    found = sitting_named(pk)
    try:
        actions.close_sitting(sitting=found, by=request.user, at=now())
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("La séance est close, son procès-verbal est gardé."))
    return redirect("waves:sitting", pk)


@require_safe
def minutes(request: HttpRequest, pk) -> HttpResponse:
    """The stored minutes; until the publication they are not for whoever stepped back from a file that they name."""
    found = sitting_named(pk)
    or_absent(found.minutes_id is not None and not hides_a_file(request.user, found.proposal))
    return attachment(found.minutes)
