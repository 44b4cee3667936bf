"""The form as the association will see it, screen by screen, on the page that it will see. Nothing is kept.

What was answered travels in the address only as far as a condition of a later screen asks for it.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rebond.accounts.access import or_absent
from rebond.applications.drafts.pace import minutes_for
from rebond.applications.questionnaires.fields import QuestionsForm
from rebond.applications.questionnaires.layout import Entry, Layout
from rebond.applications.questionnaires.queries import layout_of
from rebond.programmes.views import wave_named


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, slug: str, place: int) -> HttpResponse:
    """One screen of the form, with its conditions live; the button checks the answers and goes on."""
    wave = wave_named(slug)
    layout = layout_of(wave)
    or_absent(1 <= place <= len(layout.sections))
    section, carried = layout.sections[place - 1], carried_answers(request, layout)
    entries = layout.on_screen(section, carried)
    form = QuestionsForm(request.POST or None, entries=entries, answers=carried, wave=wave, may_wait=True)
    if form.is_bound and form.is_valid():
        query = urlencode(carried | only_asked_for(form.answers, layout), doseq=True)
        if place < len(layout.sections):
            return redirect(f"{reverse('applications:preview_form', args=[slug, place + 1])}?{query}")
        messages.success(request, _("L’aperçu est fini\u00a0: l’association relit alors ses réponses, puis envoie."))
        return redirect("applications:form", slug)
    page = {
        "is_preview": True,
        "association": _("Votre association"),
        "wave": wave,
        "form": form,
        "conflicts": None,
        "section": section,
        "steps": steps_of(slug, layout, place),
        "place": place,
        "back_url": reverse("applications:preview_form", args=[slug, place - 1]) if place > 1 else "",
        "minutes": minutes_for(section.entries),
    }
    return render(request, "applications/drafts/step.html", page, status=422 if form.is_bound else 200)


def asked_for(layout: Layout) -> dict[str, Entry]:
    """The questions whose answers show others."""
    names = {entry.only_if.question for entry in layout.entries if entry.only_if}
    return {name: entry for name, entry in layout.by_name.items() if name in names}


def carried_answers(request: HttpRequest, layout: Layout) -> dict[str, Any]:
    """What the address says of the screens before."""
    found = {name: request.GET.getlist(name) for name in asked_for(layout) if name in request.GET}
    kinds = {name: entry.question.kind for name, entry in layout.by_name.items()}
    return {name: given if kinds[name] == "choices" else given[0] for name, given in found.items()}


def only_asked_for(answers: Mapping[str, Any], layout: Layout) -> dict[str, Any]:
    written = {True: "yes", False: "no"}
    kept = {name: answers[name] for name in asked_for(layout) if answers.get(name) is not None}
    return {name: written[answer] if isinstance(answer, bool) else answer for name, answer in kept.items()}


def steps_of(slug: str, layout: Layout, now_at: int) -> list[dict]:
    return [
        {
            "title": section.title,
            "state": "now" if place == now_at else "next",
            "url": reverse("applications:preview_form", args=[slug, place]),
        }
        for place, section in enumerate(layout.sections, 1)
    ] + [{"title": _("Relire et envoyer"), "url": reverse("applications:form", args=[slug]), "state": "next"}]
