"""What a form may not be: a change that would make it so is refused with the sentence that says why. Pure."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from rebond.applications.questionnaires.editor.changes import answers_of
from rebond.applications.questionnaires.editor.needs import Need
from rebond.applications.questionnaires.layout import QUANTITIES, Entry, Layout

MOST_QUESTIONS, MOST_SECTIONS = 80, 20


class FormRefused(Exception):
    """The form would contradict itself, or lose what the wave needs. Its text is the sentence to show."""


class FormIsFrozen(FormRefused):
    """The call has opened: what everybody answers no longer changes."""

    def __init__(self) -> None:
        super().__init__(_("La vague a ouvert\u00a0: son formulaire ne change plus."))


def refuse_contradictions(layout: Layout, was: Layout, needs: Mapping[str, Need]) -> None:
    """Raises FormRefused: a needed question that was there is gone, or a condition that cannot be."""
    if len(layout.by_name) > MOST_QUESTIONS or len(layout.sections) > MOST_SECTIONS:
        most = {"questions": MOST_QUESTIONS, "parts": MOST_SECTIONS}
        raise FormRefused(_("Au plus %(questions)s questions et %(parts)s parties.") % most)
    for name, need in needs.items():
        if name in was.by_name and name not in layout.by_name:
            raise FormRefused(_stays(was.by_name[name], need.reasons[0]))
        entry = layout.by_name.get(name)
        if entry and need.must_be_answered and not entry.required:
            raise FormRefused(
                _("«\u00a0%(label)s\u00a0» doit recevoir une réponse\u00a0: %(reason)s")
                % _named(entry, need.reasons[0])
            )
    _refuse_conditions(layout)


def _refuse_conditions(layout: Layout) -> None:
    before: dict[str, Entry] = {}
    for entry in layout.entries:
        condition = entry.only_if
        if condition is not None:
            if entry.name in QUANTITIES:
                raise FormRefused(
                    _("«\u00a0%(label)s\u00a0» se demande toujours\u00a0: c’est la demande elle-même.") % _named(entry)
                )
            source = before.get(condition.question)
            if source is None:
                raise FormRefused(_out_of_order(layout, entry))
            if not condition.values or not set(condition.values) <= answers_of(source).keys():
                raise FormRefused(
                    _("«\u00a0%(label)s\u00a0» dépend d’une réponse que «\u00a0%(reason)s\u00a0» ne propose pas.")
                    % _named(entry, str(source.label_shown))
                )
        before[entry.name] = entry


def _out_of_order(layout: Layout, entry: Entry) -> str:
    """Why a condition finds no question before its own: it comes later, or nowhere."""
    source = layout.by_name.get(entry.only_if.question)
    if source is None:
        return _(
            "«\u00a0%(label)s\u00a0» se montre selon une question qui ne serait plus posée\u00a0: "
            "changez d’abord sa condition."
        ) % _named(entry)
    return _(
        "«\u00a0%(label)s\u00a0» se montre selon la réponse à «\u00a0%(reason)s\u00a0», qui doit venir avant elle."
    ) % _named(entry, str(source.label_shown))


def _stays(entry: Entry, reason: str) -> str:
    return _("«\u00a0%(label)s\u00a0» reste dans le formulaire\u00a0: %(reason)s") % _named(entry, reason)


def _named(entry: Entry, reason: str = "") -> dict[str, str]:
    return {"label": str(entry.label_shown), "reason": reason}
