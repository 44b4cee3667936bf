"""Pages of the letters: all of them, and one with what an association would read."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rebond.programmes.letters.actions import write_letter
from rebond.programmes.letters.models import LetterText
from rebond.programmes.letters.places import PLACES, UnknownPlace, refuse_unknown_places
from rebond.programmes.letters.text import current_text, default_text, legal_blocks, letter_text
from rebond.programmes.models import Programme
from rebond.programmes.setup.views import programme_named, show
from rebond.safeguards.clock import now, today
from rebond.safeguards.versions import EditedMeanwhile


class LetterForm(forms.Form):
    """The city's own paragraphs."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    body = forms.CharField(
        label=gettext_lazy("Texte de la ville"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 12})
    )

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        try:
            refuse_unknown_places(self.kind, body)
        except UnknownPlace as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return body


def sample_facts() -> dict[str, str]:
    """An association that does not exist, for the previews."""
    return {
        "association": _("Les Claviers solidaires"),
        "reference": "V1-021",
        "vague": _("Vague 1"),
        "date": date_format(today(), "j F Y"),
        "silence": date_format(today() + timedelta(days=61), "j F Y"),
        "pieces": _("les statuts"),
        "machines": "14",
        "motif": _("le siège n’est pas dans la ville"),
    }


@require_safe
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """Every letter, which version it has, and the words that the legal route puts under it."""
    programme = programme_named(slug)
    page = {
        "letters": [
            (kind, label, current_text(programme, kind), legal_blocks(programme, kind))
            for kind, label in LetterText.Kind.choices
        ]
    }
    return show(request, "programmes/letters/list.html", programme, page)


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One letter: the city's words to write, those of the law to read, and all of it as an association gets it."""
    programme = programme_named(slug)
    if kind not in PLACES:
        raise Http404
    form = LetterForm(request.POST or None, kind=kind, initial=kept(programme, kind))
    body = None
    if form.is_valid():
        body = form.cleaned_data["body"]
        if request.POST.get("do") != "preview" and saved(request, programme, form):
            return redirect("programmes:letter", slug, kind)
    page = {
        "form": form,
        "label": LetterText.Kind(kind).label,
        "places": PLACES[kind],
        "sample": letter_text(programme, kind, sample_facts(), language=get_language() or "fr", body=body),
    }
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "programmes/letters/letter.html", programme, page, status=status)


def kept(programme: Programme, kind: str) -> dict[str, object]:
    text = current_text(programme, kind)
    return {"body": text.body if text else default_text(programme, kind), "version": text.number if text else 0}


def saved(request: HttpRequest, programme: Programme, form: LetterForm) -> bool:
    """Whether the text was written; if not, the form says why."""
    said = form.cleaned_data
    try:
        write_letter(
            programme=programme, kind=form.kind, seen=said["version"], body=said["body"], by=request.user, at=now()
        )
    except EditedMeanwhile:
        form.add_error(None, _("Une autre personne vient de changer ce texte\u00a0: rouvrez la page pour le lire."))
        return False
    messages.success(request, _("Le texte est enregistré. Les versions précédentes sont gardées."))
    return True
