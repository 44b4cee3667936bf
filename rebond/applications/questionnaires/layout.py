"""The form of a wave as data: sections of entries, each with its words, and the condition that shows it. Pure.

A condition is a row of a table, "show when <question> is one of <answers>": no code, nothing to evaluate. A question
that is not shown blocks nothing, and its answer does not leave with the application.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rebond.applications.questions import MOST_MACHINES, QUESTIONS, Kind, Question

Words = Mapping[str, str]
# The two questions whose answers are columns of the application.
QUANTITIES = {
    "requested": Question(
        "requested", "whole", _("Ordinateurs demandés"), "", least=1, most=MOST_MACHINES, unit=_("ordinateurs")
    ),
    "minimum": Question("minimum", "whole", _("Minimum utile"), "", most=MOST_MACHINES, unit=_("ordinateurs")),
}
KNOWN = QUESTIONS | QUANTITIES
OWN_KINDS = {
    "yes-no": _("Oui ou non"),
    "whole": _("Un nombre"),
    "text": _("Une ligne de texte"),
    "long": _("Quelques phrases"),
    "choice": _("Une réponse dans une liste"),
    "choices": _("Plusieurs réponses dans une liste"),
    "day": _("Une date"),
}
TITLES = {
    "association": _("Votre association"),
    "people": _("Les personnes accueillies"),
    "project": _("Votre projet"),
    "place": _("Le lieu"),
    "equipment": _("Votre équipement"),
    "contacts": _("Le retrait et les contacts"),
    "request": _("Votre demande"),
}
HELP = {
    "theme": _("Celle qui vous occupe le plus."),
    "budget": _("Total des dépenses de l’an dernier."),
    "publics": _("Plusieurs réponses possibles."),
    "qpv_share": _("Une estimation suffit, de 0 à 100."),
    "uses": _("Un seul ordinateur peut servir à la gestion."),
    "project": _("En quelques phrases : pour qui, quoi, quand. Sans nom de personne accompagnée."),
    "seats": _("Combien de personnes en même temps."),
    "room_seats": _("Avec une table devant chacune."),
    "power": _("Une par ordinateur, ou des multiprises."),
    "insured": _("Contre le vol et l’incendie."),
    "screens": _("Ceux qui n’ont pas d’ordinateur."),
    "connectors": _("Regardez derrière l’écran."),
    "digital_contact": _("Une personne qui s’occupera des ordinateurs."),
    "contact_name": _("Pour la remise."),
    "substitute_name": _("En cas d’absence."),
    "minimum": _("En dessous, vous préférez ne rien recevoir."),
    "would_have_cost": _("Pour acheter les ordinateurs. Une estimation suffit."),
}


@dataclass(frozen=True)
class Condition:
    """Shown when the answer to `question` is, or holds, one of `values`; "yes" and "no" for a yes-no question."""

    question: str
    values: tuple[str, ...]

    def holds(self, answers: Mapping[str, Any]) -> bool:
        answer = answers.get(self.question)
        if isinstance(answer, bool):
            answer = "yes" if answer else "no"
        given = answer if isinstance(answer, list) else [answer]
        return not set(given).isdisjoint(self.values)


@dataclass(frozen=True)
class Own:
    """What makes a question that the city added: its kind, and the answers to choose from by code."""

    kind: Kind
    choices: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """A question in its place: whether it must be answered, the city's own words by language, its condition.

    `own` is there where the city added the question.
    """

    name: str
    required: bool = False
    label: Words = field(default_factory=dict)
    help: Words = field(default_factory=dict)
    only_if: Condition | None = None
    own: Own | None = None

    @property
    def question(self) -> Question:
        return own_question(self.name, self.label, self.own) if self.own else KNOWN[self.name]

    @property
    def label_shown(self) -> str | Promise:
        return in_reader_language(self.label) or self.question.label

    @property
    def help_shown(self) -> str | Promise:
        return in_reader_language(self.help) or HELP.get(self.name, "")


@dataclass(frozen=True)
class Section:
    """One screen of the form; `words` is the title where the city wrote its own, by language."""

    key: str
    entries: tuple[Entry, ...] = ()
    words: Words = field(default_factory=dict)

    @property
    def title(self) -> str | Promise:
        return in_reader_language(self.words) or TITLES.get(self.key, "")


@dataclass(frozen=True)
class Layout:
    """The whole form, in the order in which it is read."""

    sections: tuple[Section, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        return (entry for section in self.sections for entry in section.entries)

    @property
    def by_name(self) -> dict[str, Entry]:
        return {entry.name: entry for entry in self.entries}

    def shown(self, answers: Mapping[str, Any]) -> list[Entry]:
        """The entries that these answers show: hidden ones count for no condition of a later one."""
        kept: dict[str, Any] = {}
        found = []
        for entry in self.entries:
            if entry.only_if is None or entry.only_if.holds(kept):
                found.append(entry)
                kept[entry.name] = answers.get(entry.name)
        return found

    def on_screen(self, section: "Section", answers: Mapping[str, Any]) -> list[Entry]:
        """What a section's screen holds: what the answers show, and what an answer on that very screen would show."""
        here = {entry.name for entry in section.entries}
        shown = {entry.name for entry in self.shown(answers)}
        return [
            entry
            for entry in section.entries
            if entry.name in shown or (entry.only_if and entry.only_if.question in here)
        ]

    def kept(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers to what is shown; the others do not leave."""
        return {
            entry.name: answers[entry.name] for entry in self.shown(answers) if not is_blank(answers.get(entry.name))
        }

    def missing(self, answers: Mapping[str, Any]) -> list[Entry]:
        """What must still be answered. A hidden question never counts."""
        return [entry for entry in self.shown(answers) if entry.required and is_blank(answers.get(entry.name))]

    def section_of(self, name: str) -> int:
        """The place of the section that holds a question, from 1."""
        return next(
            place for place, one in enumerate(self.sections, 1) if any(entry.name == name for entry in one.entries)
        )

    @property
    def asked(self) -> "Layout":
        """The same form without the sections that ask nothing yet: nobody sees an empty screen."""
        return Layout(tuple(section for section in self.sections if section.entries))

    def with_entries(self, change) -> "Layout":
        """The same form with the entries of each section changed."""
        return Layout(
            tuple(replace(section, entries=tuple(change(list(section.entries)))) for section in self.sections)
        )


def is_blank(answer: Any) -> bool:
    return answer is None or answer == "" or answer == []


def in_reader_language(words: Words) -> str:
    """The city's own words in the language of the reader, in French where there are no others."""
    return words.get((get_language() or "fr")[:2]) or words.get("fr", "")


spoken = lazy(in_reader_language, str)


def own_question(name: str, label: Words, own: Own) -> Question:
    """A question that the city added, as the form asks it."""
    choices = {code: spoken(words) for code, words in own.choices.items()}
    return Question(name, own.kind, spoken(label), "", choices or None, longest=1_000 if own.kind == "long" else 200)


# --- the form of a wave that nobody changed ----------------------------------------------------------------------

# A star ends the questions that must be answered.
_DEFAULT = {
    "association": "theme* beneficiaries* budget* staff volunteers",
    "people": "publics* qpv_share* seat_in_qpv",
    "project": "uses* project weekly_sessions seats leader leader_trained starts_on",
    "place": "has_room* room_seats internet* power security insured",
    "equipment": "current_computers* old_computers replaced_computers screens connectors digital_contact system",
    "contacts": "contact_name contact_phone substitute_name substitute_phone vehicle storage",
    "request": "requested* minimum* for_office would_have_cost",
}
_CONDITIONS = {
    "leader_trained": Condition("leader", ("employee", "volunteer", "contractor")),
    "room_seats": Condition("has_room", ("yes",)),
    "replaced_computers": Condition("uses", ("renouvellement_parc",)),
}
DEFAULT = Layout(
    tuple(
        Section(
            key,
            tuple(
                Entry(name.rstrip("*"), required=name.endswith("*"), only_if=_CONDITIONS.get(name.rstrip("*")))
                for name in names.split()
            ),
        )
        for key, names in _DEFAULT.items()
    )
)
