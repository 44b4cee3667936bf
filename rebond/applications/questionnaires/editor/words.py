"""The words of a form, each with its place, so that an amendment may correct some of them and nothing else. Pure.

A place says whose words they are, which ones, and in which language: ("question", "theme", "help", "fr"),
("section", "people", "title", "en"), ("question", "own-1f3a", "choice.small", "fr").
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.applications.questionnaires.layout import HELP, KNOWN, TITLES, Entry, Layout, Section, Words

Place = tuple[str, str, str, str]
LANGUAGES = ("fr", "en")
LONGEST = {"title": 80, "label": 160, "help": 300, "choice": 120}


def words_of(layout: Layout, whose: Iterable[tuple[str, str]] | None = None) -> dict[Place, str]:
    """The words that readers see, by place; of these parts and questions alone where `whose` names some.

    Nothing where a language has none of its own, so that French is read.
    """
    wanted = None if whose is None else set(whose)
    found: dict[Place, str] = {}
    for kind, key, part, own, usual in _texts(layout):
        if wanted is None or (kind, key) in wanted:
            found |= {(kind, key, part, language): _said(language, own, usual) for language in LANGUAGES}
    return found


def _texts(layout: Layout) -> Iterator[tuple[str, str, str, Words, Any]]:
    """Every text: whose it is, which one, the city's own words, the usual ones."""
    for section in layout.sections:
        yield "section", section.key, "title", section.words, TITLES.get(section.key, "")
        for entry in section.entries:
            usual = "" if entry.own else KNOWN[entry.name].label
            yield "question", entry.name, "label", entry.label, usual
            yield "question", entry.name, "help", entry.help, HELP.get(entry.name, "")
            for code, words in entry.own.choices.items() if entry.own else ():
                yield "question", entry.name, f"choice.{code}", words, ""


def _said(language: str, own: Words, usual: Any) -> str:
    if any(own.values()):
        return own.get(language, "")
    with override(language):
        return str(usual)


def reworded(layout: Layout, texts: Mapping[Place, str]) -> Layout:
    """The same form with other words at these places; an empty text gives way to the French or the usual one."""
    said = words_of(layout) | texts

    def words(kind: str, key: str, part: str, usual: Any) -> dict[str, str]:
        return own_words({language: said[kind, key, part, language] for language in LANGUAGES}, usual)

    def entry(one: Entry) -> Entry:
        usual = "" if one.own else KNOWN[one.name].label
        changed = replace(
            one,
            label=words("question", one.name, "label", usual),
            help=words("question", one.name, "help", HELP.get(one.name, "")),
        )
        if one.own is None:
            return changed
        choices = {code: words("question", one.name, f"choice.{code}", "") for code in one.own.choices}
        return replace(changed, own=replace(one.own, choices=choices))

    def section(one: Section) -> Section:
        title = words("section", one.key, "title", TITLES.get(one.key, ""))
        return replace(one, words=title, entries=tuple(entry(each) for each in one.entries))

    return Layout(tuple(section(one) for one in layout.sections))


def own_words(typed: Mapping[str, str], usual: Any) -> dict[str, str]:
    """What the city wrote by language; nothing where all of it is the usual words."""
    written = {language: text for language, text in typed.items() if text}
    for language, text in written.items():
        with override(language):
            if text != str(usual):
                return written
    return {}


def label_of(place: Place, layout: Layout) -> str:
    """A place in words: « Votre thème », aide, en français."""
    kind, key, part, language = place
    named = {section.key: section.title for section in layout.sections} if kind == "section" else {}
    named = named or {name: entry.label_shown for name, entry in layout.by_name.items()}
    sentences = {
        ("title", "fr"): _("Partie «\u00a0%(name)s\u00a0», en français"),
        ("title", "en"): _("Partie «\u00a0%(name)s\u00a0», en anglais"),
        ("label", "fr"): _("Question «\u00a0%(name)s\u00a0», en français"),
        ("label", "en"): _("Question «\u00a0%(name)s\u00a0», en anglais"),
        ("help", "fr"): _("Aide de «\u00a0%(name)s\u00a0», en français"),
        ("help", "en"): _("Aide de «\u00a0%(name)s\u00a0», en anglais"),
        ("choice", "fr"): _("Réponse à «\u00a0%(name)s\u00a0», en français"),
        ("choice", "en"): _("Réponse à «\u00a0%(name)s\u00a0», en anglais"),
    }
    return sentences[part.partition(".")[0], language] % {"name": named.get(key, key)}
