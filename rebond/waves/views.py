"""Pages of a wave: the proposal, its changes, its publication, and what everybody may check."""

from collections.abc import Container, Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.access import must_declare
from rebond.applications.reviews.queries import recused_files
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.templatetags.interface import number
from rebond.jobs import enqueue
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.programmes.models import Wave
from rebond.programmes.queries import criteria_of, shown_programme
from rebond.safeguards.clock import now
from rebond.safeguards.versions import EditedMeanwhile
from rebond.waves.access import may_change_allocations, may_read_explanation, may_read_letters, may_run_a_wave
from rebond.waves.actions import (
    CannotDecide,
    FilesUndecided,
    StockExceeded,
    change_allocation,
    propose_allocation,
    publish_allocation,
)
from rebond.waves.example import worked_example
from rebond.waves.explanation import explanation_of
from rebond.waves.forms import ChangeForm
from rebond.waves.groups import names_of_groups
from rebond.waves.letters.decisions import undecided_in
from rebond.waves.letters.queries import letters_for, progress_of
from rebond.waves.letters.tasks import write_letters
from rebond.waves.models import Allocation, DecisionLetter, Proposal
from rebond.waves.naming import files_in_words
from rebond.waves.notices import body_of, next_step
from rebond.waves.queries import (
    decision_on,
    managers_by_association,
    promise_of,
    published_allocations,
    published_proposals,
    publishers_of,
    shown_proposal,
    waves_with_units,
)
from rebond.waves.rights import rights_of_recipients, route_of
from rebond.waves.rule import rules_of
from rebond.waves.scenarios.terms import departures_of
from rebond.waves.sheet import COLUMNS, DEFAULT_ORDER, EXPORTED, Sheet, sheet_of, sorted_lines, tank_of
from rebond.waves.sittings.queries import counted_sitting, lack_of_vote, rules_of_committee
from rebond.waves.steps import lottery, one_more, steps_of


@require_safe
def waves(request):
    return render(request, "waves/list.html", {"waves": waves_with_units()})


@require_safe
def detail(request, slug):
    wave = get_object_or_404(Wave.objects.select_related("programme__donor"), slug=slug)
    proposal = shown_proposal(wave)
    page = {
        "wave": wave,
        "proposal": proposal,
        "promise": promise_of(wave.programme.donor),
        "may_run": may_run_a_wave(request.user),
        "may_change": may_change_allocations(request.user),
    }
    if proposal is not None:
        sheet, hidden = sheet_of(proposal, request.user), recused_files(request.user)
        order = request.GET.get("tri", DEFAULT_ORDER)
        page |= {
            "departures": departures_of(proposal),
            "sheet": sheet,
            "lines": sorted_lines(sheet, order, hidden),
            "hidden": len(hidden & {line.allocation.application_id for line in sheet.lines}),
            "columns": COLUMNS,
            "order": order,
            "tank": tank_of(sheet, hidden),
            "is_own": proposal.is_decided_by(request.user),
            "publishers": publishers_of(proposal),
            "undecided": undecided_shown(wave, request.user) if proposal.is_draft else "",
        }
        if proposal.is_published and may_run_a_wave(request.user):
            page["letters"] = progress_of(proposal)
    return render(request, "waves/detail.html", page)


@require_POST
def propose(request, slug):
    wave = get_object_or_404(Wave, slug=slug)
    try:
        proposal = propose_allocation(wave=wave, by=request.user, at=now())
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("L’attribution est proposée : %(units)s ordinateurs.") % {"units": number(proposal.granted)}
        )
    return redirect("waves:detail", wave.slug)


@require_http_methods(["GET", "POST"])
def change(request, pk):
    drafts = Allocation.objects.filter(proposal__state=Proposal.State.DRAFT)
    drafts = drafts.exclude(application__in=recused_files(request.user))
    allocation = get_object_or_404(drafts.select_related("proposal__wave", "application__association"), pk=pk)
    if must_declare(request.user, allocation.application):
        return redirect("applications:declare", allocation.application_id)
    form = ChangeForm(request.POST or None, allocation=allocation)
    if form.is_valid():
        allocation.version = form.cleaned_data["version"]
        try:
            change_allocation(
                allocation=allocation,
                units=form.cleaned_data["units"],
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
            )
        except EditedMeanwhile:
            form.add_error(None, _("Une autre personne vient de changer cette attribution : rouvrez la page."))
        except StockExceeded as refusal:
            form.add_error("units", str(refusal))
        except CannotDecide as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("L’attribution est enregistrée."))
            return redirect("waves:detail", allocation.proposal.wave.slug)
    page = {"form": form, "allocation": allocation, "explanation": explanation_of(allocation, request.user)}
    return render(request, "waves/change.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def publish(request, pk):
    proposals = Proposal.objects.select_related("wave__programme__donor", "proposed_by")
    proposal = get_object_or_404(proposals, pk=pk)
    wave = proposal.wave
    if request.method == "POST":
        try:
            publish_allocation(proposal=proposal, by=request.user, at=now())
        except CannotDecide as refusal:
            messages.error(request, str(refusal))
            return redirect("waves:detail", wave.slug)
        enqueue(write_letters, proposal=proposal.pk)
        messages.success(request, _("L’attribution est publiée. Relisez les lettres, puis envoyez-les."))
        return redirect("waves:letters", wave.slug)
    if not proposal.is_draft:
        return redirect("waves:detail", wave.slug)
    sheet, promise, managers = sheet_of(proposal), promise_of(wave.programme.donor), managers_by_association(proposal)
    lines = sorted_lines(sheet, DEFAULT_ORDER, recused_files(request.user))
    page = {
        "wave": wave,
        "proposal": proposal,
        "departures": departures_of(proposal),
        "sheet": sheet,
        "promise": promise,
        "sitting": counted_sitting(proposal),
        "lack": lack_of_vote(proposal, request.user),
        "undecided": undecided_shown(wave, request.user),
        "vote_required": rules_of_committee(wave.programme).vote_required,
        "is_covered": promise.covers(proposal.granted),
        "is_own": proposal.is_decided_by(request.user),
        "publishers": publishers_of(proposal),
        "unreached": [line for line in lines if not is_reached(line.allocation.application.association, managers)],
    }
    return render(request, "waves/publish.html", page)


def is_reached(association: Association, managers: Container[UUID]) -> bool:
    """Whether a letter leaves by e-mail."""
    return association.pk in managers or bool(association.email)


def undecided_shown(wave: Wave, user: User) -> str:
    """The sentence that refuses the publication while files have no answer; empty where all have one."""
    references = list(undecided_in(wave).values_list("reference", flat=True))
    return str(FilesUndecided(files_in_words(references, wave, user))) if references else ""


@require_safe
def explanation(request, pk):
    """All that decided for one application, in words that its association can follow by hand, and print."""
    allocation = decision_on(pk)
    or_absent(allocation is not None and may_read_explanation(request.user, allocation))
    or_absent(pk not in recused_files(request.user))
    if must_declare(request.user, allocation.application):
        return redirect("applications:declare", pk)
    told, programme = explanation_of(allocation, request.user), allocation.proposal.wave.programme
    scores = list(allocation.application.scores.select_related("criterion").order_by("criterion__position"))
    page = {
        "allocation": allocation,
        "proposal": allocation.proposal,
        "programme": programme,
        "explanation": told,
        "account": told.account,
        "applicant": told.account.applicant,
        "steps": steps_of(told.account, [score.points for score in scores], names_of_groups(programme.city)),
        "lottery": lottery(told.account),
        "one_more": one_more(told.account),
        "scores": scores,
        "rights": rights_of_recipients(programme),
        "is_public_decision": route_of(programme).is_public_decision,
        "changed_by": body_of(allocation.changed_by) if allocation.is_changed else "",
        "next_step": next_step(allocation.units),
        "is_own": request.user.manages(allocation.application.association),
        "letters": letters_shown_to(request.user, allocation.application),
    }
    return render(request, "waves/explanation.html", page)


def letters_shown_to(user: User, application: Application) -> Iterable[DecisionLetter]:
    return letters_for(application) if may_read_letters(user, application) else ()


@require_safe
def how(request):
    """How the computers are shared, for everybody: the rule, an example, the criteria, the waves, the lottery."""
    programme = shown_programme() if request.city else None
    if programme is None:
        return render(request, "waves/how/nothing_yet.html", {"example": worked_example()})
    rules = rules_of(programme)
    page = {
        "programme": programme,
        "example": worked_example(),
        "criteria": criteria_of(programme),
        "rules": rules,
        "names_a_draw": any(rule.public_draw for rule in rules),
        "rights": rights_of_recipients(programme),
        "is_public_decision": route_of(programme).is_public_decision,
    }
    return render(request, "waves/how.html", page)


@require_safe
def results(request, slug):
    proposal = published_in(slug)
    page = {
        "wave": proposal.wave,
        "proposal": proposal,
        "allocations": published_allocations(proposal.wave),
        "departures": departures_of(proposal),
    }
    return render(request, "waves/results.html", page)


@require_safe
def verification(request):
    return render(request, "waves/verification.html", {"proposals": published_proposals()})


@require_safe
def record_file(request, slug):
    return json_file(published_in(slug), "record")


@require_safe
def problem_file(request, slug):
    return json_file(published_in(slug), "problem")


@require_safe
def result_file(request, slug):
    return json_file(published_in(slug), "result")


def published_in(slug: str) -> Proposal:
    """The published allocation of a wave; before that there is nothing to read."""
    return get_object_or_404(published_proposals(), wave__slug=slug)


def json_file(proposal: Proposal, name: str) -> HttpResponse:
    """One of the frozen texts, byte for byte."""
    response = HttpResponse(getattr(proposal, name), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@require_safe
def export_csv(request, slug):
    sheet = exported_sheet(request, slug)
    return csv_download(f"attribution-{sheet.proposal.wave.slug}", exported_titles(), exported_rows(request, sheet))


@require_safe
def export_xlsx(request, slug):
    sheet = exported_sheet(request, slug)
    name = f"attribution-{sheet.proposal.wave.slug}"
    return xlsx_download(name, exported_titles(), exported_rows(request, sheet), sheet=_("Attribution"))


def exported_sheet(request, slug) -> Sheet:
    """What the page shows; the journal says who took it away."""
    proposal = shown_proposal(get_object_or_404(Wave, slug=slug))
    or_absent(proposal is not None)
    record("allocation_exported", of=proposal, by=request.user, at=now(), rows=proposal.allocations.count())
    return sheet_of(proposal, request.user)


def exported_titles() -> list[str]:
    return [str(column.title) for column in EXPORTED]


def exported_rows(request, sheet):
    lines = sorted_lines(sheet, request.GET.get("tri", DEFAULT_ORDER), recused_files(request.user))
    return [[column.value(line) for column in EXPORTED] for line in lines]
