"""Pages of the simulator: past runs, a form, one run with its progress or its report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.jobs import enqueue
from rebond.programmes.queries import shown_programme
from rebond.safeguards.clock import now
from rebond.waves.access import may_simulate
from rebond.waves.runs import actions, tasks
from rebond.waves.runs.forms import SimulationForm
from rebond.waves.runs.models import SimulationRun
from rebond.waves.runs.queries import runs_shown
from rebond.waves.runs.sheet import RunSheet
from rebond.waves.simulation import tables

PAGE = 30
AFTER_OTHERS = -10  # whoever waits for a file to be read does not wait for other people's simulations first


@require_safe
def simulations(request):
    page = {
        "page": Paginator(runs_shown(), PAGE).get_page(request.GET.get("page")),
        "may_simulate": may_simulate(request.user),
    }
    return render(request, "waves/simulation/list.html", page)


@require_http_methods(["GET", "POST"])
def new_simulation(request):
    programme = shown_programme()
    or_absent(programme is not None and programme.waves.exists())
    form = SimulationForm(request.POST or None, programme=programme, like=run_to_change(request))
    if form.is_valid():
        run = actions.ask_simulation(
            programme=programme,
            scenario=form.cleaned_data["scenario"],
            policies=form.cleaned_data["chosen"],
            replications=form.cleaned_data["replications"],
            seed=form.cleaned_data["seed"],
            by=request.user,
            at=now(),
        )
        enqueue(tasks.simulate_waves.using(priority=AFTER_OTHERS), run=run.pk)
        return redirect("waves:simulation", run.pk)
    return render(request, "waves/simulation/new.html", {"form": form}, status=422 if form.is_bound else 200)


def run_to_change(request: HttpRequest) -> SimulationRun | None:
    """The run whose settings the form starts from, where the address names one of the city."""
    named = request.GET.get("comme", "")
    try:
        return runs_shown().filter(pk=named).first() if named else None
    except ValidationError:
        return None


@require_safe
def simulation(request, pk):
    run = get_object_or_404(runs_shown(), pk=pk)
    page = {"run": run, "may_simulate": may_simulate(request.user)}
    if run.is_done:
        page["sheet"] = RunSheet.of(run, get_language())
    return render(request, "waves/simulation/detail.html", page)


@require_POST
def cancel_simulation(request, pk):
    run = get_object_or_404(runs_shown(), pk=pk)
    try:
        actions.cancel_simulation(run=run, by=request.user, at=now())
    except actions.NotUnderWay:
        messages.info(request, _("Cette simulation était déjà terminée."))
    else:
        messages.success(request, _("La simulation est annulée."))
    return redirect("waves:simulation", pk)


@require_safe
def simulation_csv(request, pk):
    report, lang = finished(pk).findings, get_language()
    return csv_download("simulation", tables.header(lang), tables.rows([report], lang))


@require_safe
def simulation_xlsx(request, pk):
    report, lang = finished(pk).findings, get_language()
    return xlsx_download("simulation", tables.header(lang), tables.rows([report], lang), sheet=_("Simulation"))


@require_safe
def simulation_json(request: HttpRequest, pk) -> HttpResponse:
    response = HttpResponse(finished(pk).report, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="simulation.json"'
    return response


def finished(pk) -> SimulationRun:
    """A run that has its report; before that there is nothing to take away."""
    return get_object_or_404(runs_shown().filter(state=SimulationRun.State.DONE), pk=pk)
