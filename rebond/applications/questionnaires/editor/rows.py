"""The form as the page of officers shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rebond.applications.questionnaires.editor.changes import answers_of
from rebond.applications.questionnaires.editor.needs import Need
from rebond.applications.questionnaires.layout import OWN_KINDS, Entry, Layout, Section


@dataclass(frozen=True)
class Row:
    """A question: the kind of its answer, what shows it, why it stays."""

    entry: Entry
    kind: str | Promise
    shown: str
    reasons: tuple[str, ...]


def rows_by_section(layout: Layout, needs: Mapping[str, Need]) -> list[tuple[Section, list[Row]]]:
    """Every part with its questions."""
    known = layout.by_name
    return [(section, [_row(entry, known, needs) for entry in section.entries]) for section in layout.sections]


def _row(entry: Entry, known: Mapping[str, Entry], needs: Mapping[str, Need]) -> Row:
    kind = OWN_KINDS["whole" if entry.question.kind == "number" else entry.question.kind]
    need = needs.get(entry.name)
    return Row(entry, kind, condition_in_words(entry, known), need.reasons if need else ())


def condition_in_words(entry: Entry, known: Mapping[str, Entry]) -> str:
    """When the question is shown; nothing where it always is."""
    if entry.only_if is None:
        return ""
    source = known[entry.only_if.question]
    words = answers_of(source)
    said = _(" ou ").join(words[code] for code in entry.only_if.values)
    return _("si «\u00a0%(question)s\u00a0» est %(answers)s") % {"question": source.label_shown, "answers": said}
