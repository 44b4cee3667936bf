"""Which papers a wave asks for, as data: a kind, whether it is needed, and the city's own words where it added one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from rebond.applications.questionnaires.layout import in_reader_language
from rebond.countries import country
from rebond.countries.country import RouteKey
from rebond.tenancy.scope import current_city

# What every application may hold beside what is asked: the form filled in on paper, and anything else.
FORM, OTHER = "form", "other"
ALWAYS = {
    FORM: (gettext_lazy("Formulaire papier"), gettext_lazy("Le formulaire rempli à la main, numérisé.")),
    OTHER: (gettext_lazy("Autre pièce"), gettext_lazy("Ce qui aide à comprendre votre demande.")),
}


@dataclass(frozen=True)
class AskedPaper:
    """One paper that is asked for. `label` and `help` are the city's own words by language, where it added the kind."""

    kind: str
    is_needed: bool = False
    label: Mapping[str, str] = field(default_factory=dict)
    help: Mapping[str, str] = field(default_factory=dict)

    @property
    def label_shown(self) -> str | Promise:
        if self.kind in ALWAYS:
            return ALWAYS[self.kind][0]
        return in_reader_language(self.label) or gettext(country(current_city().country).PAPERS[self.kind].title)

    @property
    def help_shown(self) -> str | Promise:
        if self.kind in ALWAYS:
            return ALWAYS[self.kind][1]
        own = in_reader_language(self.help)
        return own if self.label else gettext(country(current_city().country).PAPERS[self.kind].help)


@dataclass(frozen=True)
class AskedPapers:
    """The list of a wave. `blocks`: no application leaves while a needed paper is missing."""

    papers: tuple[AskedPaper, ...]
    blocks: bool = False

    def __iter__(self) -> Iterator[AskedPaper]:
        return iter(self.papers)

    @property
    def needed(self) -> list[AskedPaper]:
        return [one for one in self.papers if one.is_needed]

    def named(self, kind: str) -> AskedPaper:
        """The paper of this kind, also one that is asked no more."""
        return next((one for one in self.papers if one.kind == kind), None) or AskedPaper(kind)


def usual_papers(route: RouteKey) -> AskedPapers:
    """What the legal route asks for until the city says otherwise."""
    asked = country(current_city().country).papers_asked(route)
    return AskedPapers(tuple(AskedPaper(one.kind, one.is_needed) for one in asked))


def as_data(papers: Iterable[AskedPaper]) -> list[dict[str, Any]]:
    """The list as JSON keeps it."""
    return [vars(one) for one in papers]


def papers_from(data: Iterable[Mapping[str, Any]]) -> tuple[AskedPaper, ...]:
    """The list that JSON keeps."""
    return tuple(AskedPaper(**one) for one in data)
