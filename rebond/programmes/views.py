"""Pages of the programme: its rules for everybody, its waves for the city."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.countries import country
from rebond.programmes import actions
from rebond.programmes.access import may_run_programme
from rebond.programmes.conflicts import accept_version, conflicts_of
from rebond.programmes.definition import DefinitionRefused
from rebond.programmes.forms import DrawForm, WaveForm
from rebond.programmes.models import Programme, Wave
from rebond.programmes.queries import criteria_of, published_amendments, shown_programme, waves_of
from rebond.safeguards.clock import now, today
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile


@require_safe
def detail(request: HttpRequest) -> HttpResponse:
    """The rules in plain words, for everybody."""
    programme = shown_programme()
    if programme is None:
        return render(request, "programmes/none.html", {"may_run": may_run_programme(request.user)})
    return render(request, "programmes/detail.html", rules_page(request, programme))


def rules_page(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """What the page of the rules shows."""
    criteria, waves = criteria_of(programme), waves_of(programme)
    return {
        "programme": programme,
        "criteria": criteria,
        "most_points": sum(max((one.points for one in criterion.answers.all()), default=0) for criterion in criteria),
        "criterion_count": len(criteria),
        "waves": waves,
        "wave_count": len(waves),
        "amendments": published_amendments(programme),
        "route": country(request.city.country).LEGAL_ROUTES[programme.legal_route],
        "may_run": may_run_programme(request.user),
    }


def wave_named(slug: str) -> Wave:
    return get_object_or_404(Wave.objects.select_related("programme__donor"), slug=slug)


@require_safe
def wave(request: HttpRequest, slug: str) -> HttpResponse:
    """The settings of a wave, and what an officer may do with it."""
    found = wave_named(slug)
    page = {"wave": found, "today": today(), "may_run": may_run_programme(request.user)}
    page["amendments"] = found.amendments.all()
    if found.state == Wave.State.CLOSED and found.public_draw:
        page["draw_form"] = DrawForm(initial={"result": found.drawn})
    return render(request, "programmes/wave.html", page)


@require_http_methods(["GET", "POST"])
def edit_wave(request: HttpRequest, slug: str) -> HttpResponse:
    wave = wave_named(slug)
    # The form checks a copy: a model form writes into the row that it is given.
    form = WaveForm(request.POST or None, instance=wave_named(slug))
    page = {"wave": wave, "form": form}
    if form.is_valid():
        try:
            seen = form.cleaned_data["version"]
            actions.change_wave(wave=wave, seen=seen, changes=form.changes, by=request.user, at=now())
        except DefinitionRefused as refusal:
            form.add_error(None, str(refusal))
        except EditedMeanwhile:
            stored = wave_named(slug)
            page["conflicts"] = conflicts_of(form, {name: getattr(stored, name) for name in WaveForm.Meta.fields})
            accept_version(form, stored.version)
        else:
            messages.success(request, _("Les réglages de la vague sont enregistrés."))
            return redirect("programmes:wave", slug)
    return render(request, "programmes/edit_wave.html", page, status=422 if form.is_bound else 200)


@require_POST
def open_wave(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        actions.open_wave(wave=wave_named(slug), on=today(), by=request.user, at=now())
    except actions.DeadlineHasPassed:
        messages.error(request, _("La date de clôture est passée : changez-la avant d’ouvrir la vague."))
    except actions.NotReady as refusal:
        messages.error(request, _("La vague n’est pas prête\u00a0: %(points)s.") % {"points": refusal})
        return redirect("programmes:checklist", slug)
    except actions.DrawIsKnown:
        messages.error(request, _("Le tirage public est connu : la vague ne rouvre plus."))
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("La vague a changé d’état entre-temps."))
    else:
        messages.success(request, _("La vague est ouverte : les associations peuvent candidater."))
    return redirect("programmes:wave", slug)


@require_POST
def close_wave(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        actions.close_wave(wave=wave_named(slug), by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("La vague a changé d’état entre-temps."))
    else:
        messages.success(request, _("Les candidatures sont closes : l’examen peut commencer."))
    return redirect("programmes:wave", slug)


@require_POST
def tell_draw(request: HttpRequest, slug: str) -> HttpResponse:
    wave, form = wave_named(slug), DrawForm(request.POST)
    if not form.is_valid():
        page = {"wave": wave, "today": today(), "may_run": True, "draw_form": form}
        return render(request, "programmes/wave.html", page, status=422)
    try:
        actions.tell_draw(wave=wave, result=form.cleaned_data["result"], by=request.user, at=now())
    except actions.NoDrawToTell:
        messages.info(request, _("La vague a changé d’état entre-temps."))
    else:
        messages.success(request, _("Le résultat du tirage public est enregistré."))
    return redirect("programmes:wave", slug)
