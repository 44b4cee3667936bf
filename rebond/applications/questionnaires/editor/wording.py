"""Pages where an officer proposes other words for a form whose call is open."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rebond.applications.questionnaires.editor.amending import propose_words
from rebond.applications.questionnaires.editor.words import LONGEST, Place, words_of
from rebond.applications.questionnaires.fields import ERRORS
from rebond.applications.questionnaires.layout import Layout
from rebond.applications.questionnaires.queries import form_of
from rebond.programmes.amendments.actions import AlreadyProposed
from rebond.programmes.amendments.rules import NotAmendable
from rebond.programmes.views import wave_named
from rebond.safeguards.clock import now, today

LABELS = {
    ("title", "fr"): gettext_lazy("Titre en français"),
    ("title", "en"): gettext_lazy("Titre en anglais"),
    ("label", "fr"): gettext_lazy("Question en français"),
    ("label", "en"): gettext_lazy("Question en anglais"),
    ("help", "fr"): gettext_lazy("Aide en français"),
    ("help", "en"): gettext_lazy("Aide en anglais"),
    ("choice", "fr"): gettext_lazy("Réponse en français"),
    ("choice", "en"): gettext_lazy("Réponse en anglais"),
}


class WordsForm(forms.Form):
    """The words of some parts and questions, as they are read, and the reason that everybody will read."""

    def __init__(self, *args: Any, layout: Layout, whose: Iterable[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.places = words_of(layout, whose)
        for place, text in self.places.items():
            _kind, _key, part, language = place
            which = part.partition(".")[0]
            self.fields[":".join(place)] = forms.CharField(
                label=LABELS[which, language],
                initial=text,
                max_length=LONGEST[which],
                required=language == "fr" and bool(text),
                widget=forms.Textarea(attrs={"rows": 2}) if which in ("label", "help") else forms.TextInput,
                error_messages=ERRORS,
            )
        self.fields["reason"] = forms.CharField(
            label=gettext_lazy("Motif"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=gettext_lazy("Il est publié avec l’avenant et envoyé à celles qui ont candidaté."),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        answers: dict[tuple[str, str, str], str] = {}
        for (kind, key, part, language), text in self.texts.items():
            is_answer = text and part.startswith("choice.")
            if is_answer and answers.setdefault((key, language, text.casefold()), part) != part:
                field = ":".join((kind, key, part, language))
                self.add_error(field, _("Une autre réponse de cette question dit déjà cela."))
        return said

    @property
    def texts(self) -> dict[Place, str]:
        """What was typed, on one line, by place."""
        typed = {place: self.cleaned_data.get(":".join(place)) for place in self.places}
        return {place: " ".join(text.split()) for place, text in typed.items() if text is not None}

    def by_owner(self, layout: Layout) -> list[dict[str, Any]]:
        """The fields under the part or question whose words they are."""
        titles = {("section", one.key): one.title for one in layout.sections}
        titles |= {("question", name): entry.label_shown for name, entry in layout.by_name.items()}
        found: dict[tuple[str, str], list] = {}
        for place in self.places:
            found.setdefault(place[:2], []).append(self[":".join(place)])
        return [{"title": titles[owner], "fields": fields} for owner, fields in found.items()]


@require_http_methods(["GET", "POST"])
def amend_form(request: HttpRequest, slug: str) -> HttpResponse:
    """First which words, then the words: nothing changes before somebody else publishes the amendment."""
    wave = wave_named(slug)
    layout = form_of(wave).layout.asked
    chosen = (request.POST if request.method == "POST" else request.GET).getlist("what")
    whose = [(kind, key) for kind, _colon, key in (one.partition(":") for one in chosen)]
    page: dict[str, Any] = {"wave": wave, "parts": layout.sections, "may_amend": wave.takes_applications(today())}
    form = WordsForm(request.POST or None, layout=layout, whose=whose)
    if not form.places or not page["may_amend"]:
        return render(request, "applications/editor/which_words.html", page)
    if form.is_valid():
        texts, reason = form.texts, form.cleaned_data["reason"]
        try:
            amendment = propose_words(wave=wave, texts=texts, reason=reason, by=request.user, on=today(), at=now())
        except NotAmendable as refusal:
            form.add_error(None, str(refusal))
        except (AlreadyProposed, IntegrityError):
            form.add_error(None, _("Un avenant est déjà proposé pour cette vague."))
        else:
            messages.success(request, _("L’avenant est proposé. Une autre personne le publie."))
            return redirect("programmes:amendment", amendment.pk)
    page |= {"form": form, "owners": form.by_owner(layout), "chosen": chosen}
    return render(request, "applications/editor/words.html", page, status=422 if form.is_bound else 200)
