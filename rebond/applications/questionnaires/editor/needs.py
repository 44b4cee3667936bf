"""Why a question stays in the form of a wave."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.applications.assessment import terms_of
from rebond.applications.eligibility import questions_needed
from rebond.applications.questionnaires.layout import QUANTITIES, Entry, Layout
from rebond.programmes.models import CriterionAnswer, Wave


@dataclass(frozen=True)
class Need:
    """What a question is needed for, in words; some also must be answered by everybody."""

    reasons: tuple[str, ...]
    must_be_answered: bool = False


def needs_of(wave: Wave) -> dict[str, Need]:
    """The questions that the wave cannot do without: for the quantity, its eligibility, the points of its criteria."""
    found = {name: Need((_("C’est la demande elle-même."),), must_be_answered=True) for name in QUANTITIES}
    for name in questions_needed(terms_of(wave)):
        found[name] = Need((_("Une règle de recevabilité en dépend."),), must_be_answered=True)
    for name, labels in criteria_by_question(wave).items():
        known = found.get(name, Need(()))
        said = ngettext(
            "Un critère en dépend\u00a0: %(labels)s.", "Des critères en dépendent\u00a0: %(labels)s.", len(labels)
        )
        found[name] = Need((*known.reasons, said % {"labels": ", ".join(labels)}), known.must_be_answered)
    return found


def criteria_by_question(wave: Wave) -> dict[str, list[str]]:
    """The criteria that count the answers to each question."""
    answers = CriterionAnswer.objects.filter(criterion__programme=wave.programme).exclude(field="")
    pairs = answers.order_by("criterion__position").values_list("field", "criterion__label").distinct()
    found: dict[str, list[str]] = {}
    for name, label in pairs:
        if label not in found.setdefault(name, []):
            found[name].append(label)
    return found


def left_optional(layout: Layout, needs: Mapping[str, Need]) -> list[Entry]:
    """The questions that everybody must answer, and that the form lets pass."""
    return [
        one for one in layout.entries if one.name in needs and needs[one.name].must_be_answered and not one.required
    ]


def lacking(layout: Layout, needs: Mapping[str, Need]) -> list[str]:
    """The needed questions that the form does not ask."""
    return [name for name in needs if name not in layout.by_name]
