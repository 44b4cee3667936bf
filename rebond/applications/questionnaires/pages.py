"""A form and its answers as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from rebond.applications.models import Application
from rebond.applications.questionnaires.fields import QuestionsForm
from rebond.applications.questionnaires.layout import KNOWN, Entry, Layout, is_blank
from rebond.applications.questionnaires.queries import layout_for
from rebond.applications.questions import QUESTIONS, answer_text
from rebond.programmes.conflicts import conflicts_of


@dataclass(frozen=True)
class AnswersShown:
    """One section read again: its place from 1 (0 for what the form does not ask), questions and answers in words."""

    place: int
    title: str | Promise
    items: list[tuple[str | Promise, str]]


def sections_of(layout: Layout, form: QuestionsForm) -> list[dict[str, Any]]:
    """The fields of a form by section."""
    shown = {one["field"].name: one for one in form.shown}
    return [
        {"title": section.title, "fields": [shown[entry.name] for entry in section.entries if entry.name in shown]}
        for section in layout.sections
    ]


def read_again(layout: Layout, answers: Mapping[str, Any]) -> list[AnswersShown]:
    """Exactly what will be read: the questions that were asked, section by section, answered or not."""
    shown = {entry.name for entry in layout.shown(answers)}
    return [
        AnswersShown(
            place, section.title, [in_words(entry, answers) for entry in section.entries if entry.name in shown]
        )
        for place, section in enumerate(layout.sections, 1)
    ]


def answers_in_words(application: Application) -> list[AnswersShown]:
    """What an application says, section by section, and after them what the form did not ask."""
    layout = layout_for(application)
    asked = layout.by_name
    said = {
        name for name, answer in application.answers.items() if not is_blank(answer) or QUESTIONS.get(name) is not None
    }
    found = [
        AnswersShown(
            place,
            section.title,
            [in_words(entry, application.answers) for entry in section.entries if entry.name in said],
        )
        for place, section in enumerate(layout.sections, 1)
    ]
    others = [
        (question.label, answer_text(question, application.answers[name]))
        for name, question in QUESTIONS.items()
        if name in said and name not in asked
    ]
    return [one for one in (*found, AnswersShown(0, "", others)) if one.items]


def in_words(entry: Entry, answers: Mapping[str, Any]) -> tuple[str | Promise, str]:
    return entry.label_shown, answer_text(entry.question, answers.get(entry.name))


def conflicts_in_words(form: QuestionsForm, stored: Mapping[str, Any]) -> list[dict]:
    """What the other person saved and what was typed here, both as people read them."""
    asked = {entry.name: entry.question for entry in form.entries} | KNOWN
    conflicts = conflicts_of(form, {name: stored.get(name) for name in form.answers})
    for conflict in conflicts:
        question = asked[conflict["name"]]
        conflict.update({side: answer_text(question, conflict[side]) for side in ("stored", "typed")})
    return [one for one in conflicts if one["stored"] != one["typed"]]
