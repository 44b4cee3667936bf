"""What is done with a scenario: a form or a question, one action, and back to the studio."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rebond.accounts.access import or_absent
from rebond.interface.templatetags.interface import number
from rebond.programmes.models import Wave
from rebond.safeguards.clock import now
from rebond.safeguards.versions import EditedMeanwhile
from rebond.waves.access import may_run_a_wave
from rebond.waves.actions import CannotDecide, propose_scenario
from rebond.waves.groups import names_of_groups
from rebond.waves.problem import entries_of
from rebond.waves.rules import Rules, published_rules
from rebond.waves.scenarios import actions
from rebond.waves.scenarios.figures import figures_of
from rebond.waves.scenarios.forecast import forecast_of
from rebond.waves.scenarios.forms import ChangedScenarioForm, DepartureForm, RulesForm, ScenarioForm, group_choices
from rebond.waves.scenarios.measures import MEASURES
from rebond.waves.scenarios.models import Scenario
from rebond.waves.scenarios.outcome import RulesRefused, outcome_of
from rebond.waves.scenarios.queries import scenarios
from rebond.waves.scenarios.terms import departures, terms_of
from rebond.waves.scenarios.views.page import wave_named


def scenario_with(pk) -> Scenario:
    return get_object_or_404(scenarios(), pk=pk)


def studio_showing(scenario: Scenario) -> str:
    """The studio with the published rules and this scenario side by side."""
    asked = urlencode({"compare": scenario.pk, "start": scenario.pk})
    return f"{reverse('waves:studio', args=[scenario.wave.slug])}?{asked}"


def form_of(kind: type[RulesForm], data, wave: Wave, start: Rules, **initial) -> RulesForm:
    """The form of a scenario, with the wave's groups and what its later waves are expected to need."""
    entries, names = entries_of(wave), names_of_groups(wave.city)
    return kind(
        data,
        wave=wave,
        start=start,
        groups=group_choices(entries, [start], names),
        forecast=forecast_of(wave, entries),
        initial=initial,
    )


def rules_tried(request: HttpRequest, wave: Wave) -> Rules:
    """The rules that the address of the studio tries; the published ones where it tries none that can be read."""
    tried = form_of(RulesForm, request.GET, wave, published_rules(wave))
    return tried.rules if "floor" in request.GET and tried.is_valid() else published_rules(wave)


@require_http_methods(["GET", "POST"])
def save_scenario(request: HttpRequest, slug: str) -> HttpResponse:
    wave = wave_named(slug)
    start = published_rules(wave) if request.method == "POST" else rules_tried(request, wave)
    form = form_of(ScenarioForm, request.POST or None, wave, start)
    if form.is_valid():
        try:
            scenario = actions.save_scenario(
                wave=wave,
                name=form.cleaned_data["name"],
                comment=form.cleaned_data["comment"],
                rules=form.rules,
                by=request.user,
                at=now(),
            )
        except (actions.NameTaken, IntegrityError):
            form.add_error("name", str(actions.NameTaken()))
        except (CannotDecide, RulesRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le scénario est enregistré. Rien d’autre ne change."))
            return redirect(studio_showing(scenario))
    page = {"wave": wave, "form": form}
    return render(request, "waves/studio/save.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def scenario(request: HttpRequest, pk) -> HttpResponse:
    """A scenario with its settings, to change, copy or throw away."""
    found = scenario_with(pk)
    form = form_of(
        ChangedScenarioForm,
        request.POST or None,
        found.wave,
        found.rules,
        name=found.name,
        comment=found.comment,
        version=found.version,
    )
    if form.is_valid():
        try:
            actions.change_scenario(
                scenario=found,
                seen=form.cleaned_data["version"],
                name=form.cleaned_data["name"],
                comment=form.cleaned_data["comment"],
                rules=form.rules,
                by=request.user,
                at=now(),
            )
        except (actions.NameTaken, IntegrityError):
            form.add_error("name", str(actions.NameTaken()))
        except EditedMeanwhile:
            form.add_error(None, _("Une autre personne vient de changer ce scénario\u00a0: rouvrez la page."))
        except (CannotDecide, RulesRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le scénario est enregistré. Rien d’autre ne change."))
            return redirect(studio_showing(found))
    page = {
        "scenario": found,
        "form": form,
        "studio_address": studio_showing(found),
        "terms": terms_of(found.rules, names_of_groups(found.wave.city)),
        "may_run": may_run_a_wave(request.user),
    }
    return render(request, "waves/studio/scenario.html", page, status=422 if form.is_bound else 200)


@require_POST
def duplicate_scenario(request: HttpRequest, pk) -> HttpResponse:
    found = scenario_with(pk)
    try:
        copy = actions.duplicate_scenario(scenario=found, by=request.user, at=now())
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
        return redirect("waves:scenario", found.pk)
    messages.success(request, _("Voici la copie\u00a0: changez ce que vous voulez."))
    return redirect("waves:scenario", copy.pk)


@require_POST
def delete_scenario(request: HttpRequest, pk) -> HttpResponse:
    found = scenario_with(pk)
    try:
        actions.delete_scenario(scenario=found, by=request.user, at=now())
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
        return redirect("waves:scenario", found.pk)
    messages.success(request, _("Le scénario est supprimé. Aucune attribution n’en dépendait."))
    return redirect("waves:studio", found.wave.slug)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, pk) -> HttpResponse:
    """Make a scenario the proposal of its wave, with the published reason where it departs from the call."""
    found = scenario_with(pk)
    wave = found.wave
    or_absent(wave.state == Wave.State.CLOSED)
    published = published_rules(wave)
    departs = found.rules != published
    form = DepartureForm(request.POST or None)
    if request.method == "POST" and (not departs or form.is_valid()):
        reason = form.cleaned_data["reason"] if departs else ""
        try:
            proposal = propose_scenario(scenario=found, departure=reason, by=request.user, at=now())
        except (CannotDecide, RulesRefused) as refusal:
            messages.error(request, str(refusal))
            return redirect("waves:detail", wave.slug)
        units = number(proposal.granted)
        messages.success(request, _("L’attribution est proposée\u00a0: %(units)s ordinateurs.") % {"units": units})
        return redirect("waves:detail", wave.slug)
    entries, names = entries_of(wave), names_of_groups(wave.city)
    page = {"scenario": found, "wave": wave, "form": form, "departs": departs}
    page["departures"] = departures(found.rules, published, names)
    try:
        figures = figures_of(wave, outcome_of(wave, found.rules, entries), entries, names)
        page["figures"] = [(one.label, one.text(figures), one.note(figures)) for one in MEASURES]
    except RulesRefused as refusal:
        page["refused"] = str(refusal)
    return render(request, "waves/studio/propose.html", page, status=422 if form.errors else 200)
