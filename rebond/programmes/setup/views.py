"""Pages of the set-up, for officers: one form a page, each saved alone."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.countries import country
from rebond.programmes.actions import criteria_terms
from rebond.programmes.conflicts import accept_version, conflicts_of
from rebond.programmes.definition import CriterionTerms, DefinitionRefused
from rebond.programmes.export import definition_of
from rebond.programmes.forms import WaveForm
from rebond.programmes.models import Criterion, Programme, Wave
from rebond.programmes.queries import criteria_of, programmes_of_the_city, waves_of
from rebond.programmes.setup import actions
from rebond.programmes.setup.criteria import CriterionForm, answers_of, typed_again
from rebond.programmes.setup.example import ExampleForm
from rebond.programmes.setup.forms import FactsForm, FileForm, ProgrammePart, SuppliedForm
from rebond.programmes.setup.progress import best_answer, most_points, pages_of
from rebond.programmes.views import rules_page
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile

MOST_BYTES = 2_000_000


def programme_named(slug: str) -> Programme:
    return get_object_or_404(Programme.objects.select_related("donor", "city"), slug=slug)


def show(request: HttpRequest, template: str, programme: Programme, page: dict[str, Any], **answer) -> HttpResponse:
    """A page of the set-up, with the list of all of them beside."""
    page |= {
        "programme": programme,
        "pages": pages_of(programme),
        "has_opened": actions.has_opened(programme),
        "route": country(request.city.country).LEGAL_ROUTES[programme.legal_route],
    }
    return render(request, template, page, **answer)


def changed_meanwhile() -> str:
    return _("Une autre personne vient de changer ce dispositif\u00a0: rouvrez la page, puis reprenez votre saisie.")


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    return render(request, "programmes/setup/list.html", {"programmes": programmes_of_the_city()})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = FactsForm(request.POST or None, initial={"reference_prefix": actions.free_prefix()})
    if form.is_valid():
        try:
            programme = actions.start_programme(
                facts=form.facts, new_donor=form.cleaned_data["new_donor"], by=request.user, at=now()
            )
        except DefinitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le dispositif est commencé. Vous seuls le voyez, jusqu’à sa publication."))
            return redirect("programmes:criteria", programme.slug)
    page = {"form": form, "routes": country(request.city.country).LEGAL_ROUTES.values()}
    return render(request, "programmes/setup/new.html", page, status=422 if form.is_bound else 200)


@require_safe
def setup(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the set-up stands: what is missing on each page, and what to do once nothing is."""
    programme = programme_named(slug)
    page = {"waves": waves_of(programme), "missing": [one for one in pages_of(programme) if one.missing]}
    return show(request, "programmes/setup/overview.html", programme, page)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    return edit_part(request, slug, FactsForm, _("Le dispositif"))


@require_http_methods(["GET", "POST"])
def supplied(request: HttpRequest, slug: str) -> HttpResponse:
    return edit_part(request, slug, SuppliedForm, _("Ce qui accompagne la machine"))


def edit_part(request: HttpRequest, slug: str, kind: type[ProgrammePart], title: str) -> HttpResponse:
    """A page of the programme's own fields."""
    programme = programme_named(slug)
    # The form checks a copy: a model form writes into the row that it is given.
    form = kind(request.POST or None, instance=programme_named(slug))
    page = {"form": form, "title": title, "routes": country(request.city.country).LEGAL_ROUTES.values()}
    if form.is_valid():
        try:
            actions.change_programme(
                programme=programme,
                seen=form.cleaned_data["version"],
                facts=form.facts,
                new_donor=form.cleaned_data["new_donor"],
                by=request.user,
                at=now(),
            )
        except DefinitionRefused as refusal:
            form.add_error(None, str(refusal))
        except EditedMeanwhile:
            stored = programme_named(slug)
            page["conflicts"] = conflicts_of(form, {name: getattr(stored, name) for name in form.facts})
            accept_version(form, stored.version)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("programmes:setup", slug)
    return show(request, "programmes/setup/part.html", programme, page, status=422 if form.is_bound else 200)


# --- criteria ----------------------------------------------------------------------------------------------------


@require_safe
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """The criteria with their points, and what an association that answers so would get."""
    programme = programme_named(slug)
    found = criteria_of(programme)
    example = ExampleForm(request.GET or None, found)
    page = {
        "criteria": [(criterion, best_answer(criterion)) for criterion in found],
        "most_points": most_points(found),
        "example": example,
    }
    if example.is_bound and example.is_valid():
        page["marks"] = example.marks(found)
        page["total"] = sum(one.points for _, one in page["marks"])
    return show(request, "programmes/setup/criteria.html", programme, page)


@require_http_methods(["GET", "POST"])
def new_criterion(request: HttpRequest, slug: str) -> HttpResponse:
    return edit_criterion(request, programme_named(slug), None)


@require_http_methods(["GET", "POST"])
def criterion(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    programme = programme_named(slug)
    found = get_object_or_404(programme.criteria.prefetch_related("answers"), code=code)
    return edit_criterion(request, programme, found)


def edit_criterion(request: HttpRequest, programme: Programme, found: Criterion | None) -> HttpResponse:
    """A criterion with its answers; only "save" writes, the other buttons bring the page up to date."""
    asked = request.POST.get("do", "save")
    if request.method == "POST" and asked != "save":
        form = typed_again(request.POST, add=1 if asked == "add" else 0)
    else:
        label = found.label if found else ""
        initial = {"version": programme.version, "label": label}
        form = CriterionForm(request.POST or None, initial=initial, answers=answers_of(found))
    if form.is_bound and form.is_valid():
        known = criteria_terms(programme)
        terms = form.terms(found.code if found else free_code(form.cleaned_data["label"], known))
        wanted = tuple(terms if one.code == terms.code else one for one in known)
        if refusal := settle(request, programme, form.cleaned_data["version"], wanted if found else (*known, terms)):
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Le critère est enregistré."))
            return redirect("programmes:criteria", programme.slug)
    page = {"form": form, "criterion": found}
    return show(request, "programmes/setup/criterion.html", programme, page, status=422 if form.is_bound else 200)


def settle(request: HttpRequest, programme: Programme, seen: int, wanted: tuple[CriterionTerms, ...]) -> str:
    """Write the criteria; the sentence that refuses, or nothing."""
    try:
        actions.settle_criteria(programme=programme, seen=seen, criteria=wanted, by=request.user, at=now())
    except DefinitionRefused as refusal:
        return str(refusal)
    except EditedMeanwhile:
        return changed_meanwhile()
    return ""


def free_code(label: str, known: tuple[CriterionTerms, ...]) -> str:
    """A code that no other criterion of the programme has."""
    plain, taken = slugify(label)[:44] or "critere", {one.code for one in known}
    return next(code for code in (plain, *(f"{plain}-{number}" for number in range(2, 99))) if code not in taken)


@require_POST
def move_criterion(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One place up; the first one goes last."""
    programme = programme_named(slug)
    known = list(criteria_terms(programme))
    place = place_of(code, known)
    known.insert(place - 1 if place else len(known), known.pop(place))
    return settled(request, programme, tuple(known), _("L’ordre est enregistré."))


@require_POST
def remove_criterion(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    programme = programme_named(slug)
    known = list(criteria_terms(programme))
    known.pop(place_of(code, known))
    return settled(request, programme, tuple(known), _("Le critère est supprimé."))


def place_of(code: str, known: list[CriterionTerms]) -> int:
    codes = [one.code for one in known]
    if code not in codes:
        raise Http404
    return codes.index(code)


def settled(request: HttpRequest, programme: Programme, wanted: tuple[CriterionTerms, ...], done: str) -> HttpResponse:
    refusal = settle(request, programme, programme.version, wanted)
    messages.error(request, refusal) if refusal else messages.success(request, done)
    return redirect("programmes:criteria", programme.slug)


# --- waves -------------------------------------------------------------------------------------------------------


@require_safe
def waves(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_named(slug)
    found = waves_of(programme)
    stock = sum(wave.stock for wave in found)
    page = {"waves": found, "stock": stock, "left": programme.announced_devices - stock}
    return show(request, "programmes/setup/waves.html", programme, page)


@require_http_methods(["GET", "POST"])
def new_wave(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_named(slug)
    blank = Wave(programme=programme, city=programme.city, lottery_seed="")
    form = WaveForm(request.POST or None, instance=blank, initial={"version": programme.version})
    if form.is_valid():
        try:
            actions.add_wave(
                programme=programme, seen=form.cleaned_data["version"], facts=form.changes, by=request.user, at=now()
            )
        except DefinitionRefused as refusal:
            form.add_error(None, str(refusal))
        except EditedMeanwhile:
            form.add_error(None, changed_meanwhile())
        else:
            messages.success(request, _("La vague est ajoutée, en préparation."))
            return redirect("programmes:waves", slug)
    return show(
        request, "programmes/setup/new_wave.html", programme, {"form": form}, status=422 if form.is_bound else 200
    )


@require_POST
def remove_wave(request: HttpRequest, slug: str) -> HttpResponse:
    wave = get_object_or_404(Wave.objects.select_related("programme"), slug=slug)
    try:
        actions.remove_wave(wave=wave, by=request.user, at=now())
    except DefinitionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("La vague est supprimée."))
    return redirect("programmes:waves", wave.programme.slug)


# --- the programme as a whole ------------------------------------------------------------------------------------


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page, before it is public."""
    programme = programme_named(slug)
    page = rules_page(request, programme) | {"is_preview": True}
    return render(request, "programmes/detail.html", page)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        actions.publish_programme(programme=programme_named(slug), by=request.user, at=now())
    except DefinitionRefused as refusal:
        messages.error(request, str(refusal))
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Ce dispositif est déjà public."))
    else:
        messages.success(request, _("Le dispositif est public. Ouvrez ses vagues quand elles sont prêtes."))
    return redirect("programmes:setup", slug)


@require_POST
def duplicate(request: HttpRequest, slug: str) -> HttpResponse:
    copy = actions.duplicate_programme(programme=programme_named(slug), by=request.user, at=now())
    messages.success(request, _("La copie est prête, un an plus tard. Relisez ses dates et ses textes."))
    return redirect("programmes:setup", copy.slug)


@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as a file that another city may start from."""
    programme = programme_named(slug)
    text = json.dumps(definition_of(programme), ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{programme.slug}.json"'
    return answer


@require_http_methods(["GET", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            programme = actions.start_from_file(definition=json_in(form), by=request.user, at=now())
        except DefinitionRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Le dispositif est repris du fichier, en préparation. Relisez-le."))
            return redirect("programmes:setup", programme.slug)
    return render(request, "programmes/setup/load.html", {"form": form}, status=422 if form.is_bound else 200)


def json_in(form: FileForm) -> object:
    """What the file says. Raises DefinitionRefused when it is no JSON."""
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise DefinitionRefused(_("Ce fichier est trop gros pour un dispositif."))
    try:
        return json.loads(file.read())
    except (ValueError, RecursionError):
        raise DefinitionRefused(_("Ce fichier n’est pas du JSON.")) from None
