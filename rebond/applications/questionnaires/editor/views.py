"""Pages where officers write the form of a wave: its parts, its questions, their order."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.applications.questionnaires.editor import actions, changes
from rebond.applications.questionnaires.editor.forms import QuestionForm, SectionForm, question_words, section_words
from rebond.applications.questionnaires.editor.needs import lacking, left_optional, needs_of
from rebond.applications.questionnaires.editor.rows import rows_by_section
from rebond.applications.questionnaires.editor.rules import FormRefused
from rebond.applications.questionnaires.layout import KNOWN, Entry, Layout, Section
from rebond.applications.questionnaires.models import Questionnaire
from rebond.applications.questionnaires.queries import form_of, opened_on, waves_with_a_form
from rebond.programmes.conflicts import accept_version, conflicts_of
from rebond.programmes.models import Wave
from rebond.programmes.views import wave_named
from rebond.safeguards.clock import now, today
from rebond.safeguards.versions import EditedMeanwhile


@require_safe
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole form: its parts and questions, in the order in which they are read."""
    wave, stored = planned(slug)
    layout, needs = stored.layout, needs_of(wave)
    page = {
        "wave": wave,
        "parts": rows_by_section(layout, needs),
        "seen": stored.version,
        "lacking": [KNOWN[name] for name in lacking(layout, needs) if name in KNOWN],
        "left_optional": left_optional(layout, needs) if wave.is_draft else [],
        "left_out": [KNOWN[name] for name in changes.left_out(layout)],
        "others": waves_with_a_form(wave) if wave.is_draft else [],
        "may_amend": wave.takes_applications(today()),
        "frozen_since": None if wave.is_draft else opened_on(wave),
    }
    return render(request, "applications/editor/form.html", page)


def planned(slug: str) -> tuple[Wave, Questionnaire]:
    """A wave and its form."""
    wave = wave_named(slug)
    return wave, form_of(wave)


def settled(request: HttpRequest, wave: Wave, seen: int, layout: Layout, done: str) -> HttpResponse:
    """Write a change that one button makes, and come back to the whole form."""
    return attempted(
        request,
        wave,
        lambda: actions.settle_form(wave=wave, seen=seen, layout=layout, by=request.user, at=now()),
        done,
    )


def attempted(request: HttpRequest, wave: Wave, deed: Callable[[], None], done: str) -> HttpResponse:
    try:
        deed()
    except FormRefused as refusal:
        messages.error(request, str(refusal))
    except EditedMeanwhile:
        messages.info(request, _("Une autre personne vient de changer ce formulaire\u00a0: le voici."))
    else:
        messages.success(request, done)
    return redirect("applications:form", wave.slug)


def edited(request: HttpRequest, wave: Wave, typed, layout: Layout, page: dict[str, Any], again) -> HttpResponse | None:
    """Write what a form asks for; None where the page has to be shown again, with what refuses or differs."""
    try:
        actions.settle_form(wave=wave, seen=typed.cleaned_data["version"], layout=layout, by=request.user, at=now())
    except FormRefused as refusal:
        typed.add_error(None, str(refusal))
    except EditedMeanwhile:
        stored = form_of(wave)
        if theirs := again(stored.layout):
            page["conflicts"] = conflicts_of(typed, theirs)
        else:
            typed.add_error(None, _("Une autre personne vient de changer ce formulaire : enregistrez de nouveau."))
        accept_version(typed, stored.version)
    else:
        messages.success(request, _("C’est enregistré."))
        return redirect("applications:form", wave.slug)
    return None


# --- parts -------------------------------------------------------------------------------------------------------


def part_of(layout: Layout, key: str) -> Section:
    found = [one for one in layout.sections if one.key == key]
    or_absent(bool(found))
    return found[0]


@require_http_methods(["GET", "POST"])
def new_section(request: HttpRequest, slug: str) -> HttpResponse:
    return edit_section(request, slug, "")


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    return edit_section(request, slug, key)


def edit_section(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The title of a part."""
    wave, stored = planned(slug)
    if not wave.is_draft:
        return redirect("applications:form", slug)
    was = part_of(stored.layout, key) if key else None
    initial = {"version": stored.version} | (section_words(was) if was else {})
    typed = SectionForm(request.POST or None, initial=initial)
    page = {"wave": wave, "form": typed, "part": was}
    if typed.is_valid():
        layout = changes.with_section(stored.layout, typed.section(was))
        if done := edited(request, wave, typed, layout, page, lambda there: title_again(there, key)):
            return done
    return render(request, "applications/editor/section.html", page, status=422 if typed.is_bound else 200)


def title_again(layout: Layout, key: str) -> dict[str, Any]:
    """The title of a part as somebody else left it; nothing where it is new, or gone."""
    found = [one for one in layout.sections if one.key == key]
    return section_words(found[0]) if found else {}


@require_POST
def move_section(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    wave, stored = planned(slug)
    part_of(stored.layout, key)
    layout = changes.section_moved(stored.layout, key, request.POST.get("way", changes.UP))
    return settled(request, wave, stored.version, layout, _("L’ordre est enregistré."))


@require_POST
def remove_section(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    wave, stored = planned(slug)
    if part_of(stored.layout, key).entries:
        messages.error(request, _("Cette partie contient des questions\u00a0: déplacez-les ou retirez-les d’abord."))
        return redirect("applications:form", slug)
    layout = changes.without_section(stored.layout, key)
    return settled(request, wave, stored.version, layout, _("La partie est retirée."))


# --- questions ---------------------------------------------------------------------------------------------------


def entry_of(layout: Layout, name: str) -> Entry:
    or_absent(name in layout.by_name)
    return layout.by_name[name]


@require_http_methods(["GET", "POST"])
def new_question(request: HttpRequest, slug: str) -> HttpResponse:
    return edit_question(request, slug, "")


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    return edit_question(request, slug, name)


def edit_question(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A question; only "save" writes, the other button brings the page up to date."""
    wave, stored = planned(slug)
    if not wave.is_draft:
        return redirect("applications:form", slug)
    layout = stored.layout
    was = entry_of(layout, name) if name else None
    or_absent(bool(layout.sections))
    place = layout.sections[layout.section_of(name) - 1].key if was else layout.sections[-1].key
    bound = {"layout": layout, "entry": was, "need": (need := needs_of(wave).get(name))}
    initial = question_words(was, place) | {"version": stored.version}
    if request.method == "POST" and request.POST.get("do") == "refresh":
        typed = QuestionForm(initial=initial | typed_so_far(request), **bound)
    else:
        typed = QuestionForm(request.POST or None, initial=initial, **bound)
    page = {"wave": wave, "form": typed, "entry": was, "need": need}
    if typed.is_bound and typed.is_valid():
        wanted = changes.put(layout, typed.wanted(), typed.cleaned_data["section"])
        if done := edited(request, wave, typed, wanted, page, lambda there: words_again(there, name)):
            return done
    return render(request, "applications/editor/question.html", page, status=422 if typed.is_bound else 200)


def words_again(layout: Layout, name: str) -> dict[str, Any]:
    """A question as somebody else left it; nothing where it is new, or gone."""
    if name not in layout.by_name:
        return {}
    return question_words(layout.by_name[name], layout.sections[layout.section_of(name) - 1].key)


def typed_so_far(request: HttpRequest) -> dict[str, Any]:
    typed = request.POST.dict() | {"values": request.POST.getlist("values"), "required": "required" in request.POST}
    return {field: value for field, value in typed.items() if field in QuestionForm.base_fields}


@require_POST
def move_question(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    wave, stored = planned(slug)
    entry_of(stored.layout, name)
    layout = changes.moved(stored.layout, name, request.POST.get("way", changes.UP))
    return settled(request, wave, stored.version, layout, _("L’ordre est enregistré."))


@require_POST
def remove_question(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    wave, stored = planned(slug)
    entry_of(stored.layout, name)
    layout = changes.without(stored.layout, name)
    return settled(request, wave, stored.version, layout, _("La question est retirée."))


@require_POST
def put_back(request: HttpRequest, slug: str) -> HttpResponse:
    """A usual question again, at the end of its part."""
    wave, stored = planned(slug)
    name = request.POST.get("question", "")
    if name not in changes.left_out(stored.layout) or not stored.layout.sections:
        messages.info(request, _("Choisissez une des questions proposées."))
        return redirect("applications:form", slug)
    need = needs_of(wave).get(name)
    layout = changes.restored(stored.layout, name, required=bool(need and need.must_be_answered))
    return settled(request, wave, stored.version, layout, _("La question est remise, à la fin de sa partie."))


@require_POST
def copy_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of another wave, or the usual one."""
    wave = wave_named(slug)
    named, version = request.POST.get("source", ""), request.POST.get("version", "")[:9]
    seen = int(version) if version.isdecimal() else 0
    source = get_object_or_404(Wave.objects.exclude(questionnaire=None), slug=named) if named else None
    return attempted(
        request,
        wave,
        lambda: actions.copy_form(wave=wave, seen=seen, source=source, by=request.user, at=now()),
        _("Le formulaire est repris."),
    )
