"""Checking what officers type about a question or a part of the form."""

import secrets
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from rebond.applications.questionnaires.editor.changes import answers_of, sources_of_conditions
from rebond.applications.questionnaires.editor.needs import Need
from rebond.applications.questionnaires.editor.words import LANGUAGES, own_words
from rebond.applications.questionnaires.fields import ERRORS
from rebond.applications.questionnaires.layout import (
    HELP,
    KNOWN,
    OWN_KINDS,
    TITLES,
    Condition,
    Entry,
    Layout,
    Own,
    Section,
    Words,
)

LISTS = ("choice", "choices")
MOST_CHOICES = 30


class SectionForm(forms.Form):
    """The title of a part, by language."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title_fr = forms.CharField(label=gettext_lazy("Titre en français"), max_length=80, error_messages=ERRORS)
    title_en = forms.CharField(label=gettext_lazy("Titre en anglais"), max_length=80, required=False)

    def section(self, was: Section | None) -> Section:
        """The part as it is to be; a new one gets a key that nothing else has."""
        key = was.key if was else f"own-{secrets.token_hex(3)}"
        entries = was.entries if was else ()
        return Section(key, entries, _own_words(self.cleaned_data, "title", TITLES.get(key, "")))


def section_words(section: Section) -> dict[str, str]:
    return {f"title_{code}": _in(code, section.words, TITLES.get(section.key, "")) for code in LANGUAGES}


class QuestionForm(forms.Form):
    """A question of the form: its words by language, where it stands, and what shows it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    label_fr = forms.CharField(label=gettext_lazy("Question en français"), max_length=160, error_messages=ERRORS)
    label_en = forms.CharField(label=gettext_lazy("Question en anglais"), max_length=160, required=False)
    help_fr = forms.CharField(label=gettext_lazy("Aide en français"), max_length=300, required=False)
    help_en = forms.CharField(label=gettext_lazy("Aide en anglais"), max_length=300, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Sorte de réponse"), choices=list(OWN_KINDS.items()))
    choices = forms.CharField(
        label=gettext_lazy("Réponses proposées"),
        help_text=gettext_lazy(
            "Une par ligne, pour une question à liste. L’anglais après un signe égal : Petit = Small."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=6_000,
        required=False,
    )
    section = forms.ChoiceField(label=gettext_lazy("Partie du formulaire"))
    required = forms.BooleanField(label=gettext_lazy("Réponse obligatoire"), required=False)
    only_if = forms.ChoiceField(
        label=gettext_lazy("Montrer seulement selon la réponse à"),
        help_text=gettext_lazy("Une question posée avant celle-ci."),
        required=False,
    )
    values = forms.MultipleChoiceField(
        label=gettext_lazy("Montrer quand la réponse est"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, layout: Layout, entry: Entry | None, need: Need | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.layout, self.entry = layout, entry
        if entry is not None and entry.own is None:
            for name in ("kind", "choices"):
                del self.fields[name]
        self.fields["section"].choices = [(one.key, one.title) for one in layout.sections]
        if need is not None and need.must_be_answered:
            self.fields["required"].disabled = self.initial["required"] = True
            self.fields["required"].help_text = need.reasons[0]
        self._offer_conditions()

    def _offer_conditions(self) -> None:
        name = self.entry.name if self.entry else ""
        sources = {one.name: one for one in sources_of_conditions(self.layout, name, self["section"].value() or "")}
        was = self.layout.by_name.get(self.entry.only_if.question) if self.entry and self.entry.only_if else None
        sources |= {was.name: was} if was else {}
        always = ("", _("Toujours montrer"))
        self.fields["only_if"].choices = [always, *((one.name, one.label_shown) for one in sources.values())]
        source = sources.get(self["only_if"].value() or "")
        if source:
            self.fields["values"].choices = list(answers_of(source).items())
        else:
            del self.fields["values"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "values" in self.fields and said.get("only_if") and not said.get("values"):
            self.add_error("values", _("Cochez au moins une réponse."))
        if said.get("kind") in LISTS and "choices" not in self.errors:
            lines = [words["fr"].casefold() for words in written_choices(said.get("choices", ""))]
            if not 2 <= len(lines) <= MOST_CHOICES or len(set(lines)) < len(lines) or "" in lines:
                self.add_error(
                    "choices",
                    _("Écrivez de 2 à %(most)s réponses différentes, une par ligne.") % {"most": MOST_CHOICES},
                )
        return said

    def wanted(self) -> Entry:
        """The question as it is to be; a new one gets a name that nothing else has."""
        said = self.cleaned_data
        name = self.entry.name if self.entry else f"own-{secrets.token_hex(4)}"
        values = tuple(said.get("values") or ())
        return Entry(
            name,
            required=said["required"],
            label=_own_words(said, "label", KNOWN[name].label if name in KNOWN else ""),
            help=_own_words(said, "help", HELP.get(name, "")),
            only_if=Condition(said["only_if"], values) if said.get("only_if") else None,
            own=self._own() if "kind" in self.fields else None,
        )

    def _own(self) -> Own:
        said = self.cleaned_data
        if said["kind"] not in LISTS:
            return Own(said["kind"])
        was = self.entry.own.choices if self.entry and self.entry.own else {}
        return Own(said["kind"], with_codes(written_choices(said["choices"]), was))


def question_words(entry: Entry | None, section: str) -> dict[str, Any]:
    """The form of a question as it stands; of a new one, where it would go."""
    if entry is None:
        return {"section": section, "kind": "yes-no"}
    usual = KNOWN[entry.name].label if entry.own is None else ""
    choices = entry.own.choices.values() if entry.own else ()
    return {
        **{f"label_{code}": _in(code, entry.label, usual) for code in LANGUAGES},
        **{f"help_{code}": _in(code, entry.help, HELP.get(entry.name, "")) for code in LANGUAGES},
        "kind": entry.own.kind if entry.own else "",
        "choices": "\n".join(" = ".join(words[code] for code in LANGUAGES if code in words) for words in choices),
        "section": section,
        "required": entry.required,
        "only_if": entry.only_if.question if entry.only_if else "",
        "values": list(entry.only_if.values) if entry.only_if else [],
    }


def _in(code: str, words: Words, usual: Any) -> str:
    """The words in a language: the city's own, or the usual ones."""
    with override(code):
        return words.get(code) or str(usual)


def _own_words(said: dict[str, Any], part: str, usual: Any) -> dict[str, str]:
    return own_words({code: said.get(f"{part}_{code}", "").strip() for code in LANGUAGES}, usual)


def written_choices(text: str) -> list[dict[str, str]]:
    """The answers to choose from, one per line, each with its own words in every language that was written."""
    lines = [line.partition("=") for line in text.splitlines() if line.strip()]
    pairs = [(french.strip()[:120], english.strip()[:120]) for french, _sign, english in lines]
    return [{"fr": french} | ({"en": english} if english else {}) for french, english in pairs]


def with_codes(choices: Iterable[dict[str, str]], was: Mapping[str, Words]) -> dict[str, dict[str, str]]:
    """The answers by code: one whose French words stay keeps its code, another gets one that no other has."""
    known = {words["fr"]: code for code, words in was.items()}
    found: dict[str, dict[str, str]] = {}
    for words in choices:
        plain = slugify(words["fr"])[:40] or "reponse"
        free = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
        code = known.get(words["fr"]) or next(one for one in free if one not in found and one not in was)
        found[code] = words
    return found
