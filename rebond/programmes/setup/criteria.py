"""The form of one criterion: its answers as rows, each computed from an answer of the application.

Rows are added and choices brought up by sending the form, so that nothing needs a script: what was typed comes back.
"""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.interface.widgets import WholeNumberInput
from rebond.programmes.definition import AnswerTerms, CriterionTerms
from rebond.programmes.models import Criterion
from rebond.programmes.vocabulary import QUESTIONS, Asked

MOST_ROWS = 30


class AnswerForm(forms.Form):
    """One answer: its words, its points, and what the application must say. An empty row counts for nothing."""

    label = forms.CharField(label=gettext_lazy("Réponse"), max_length=200)
    points = forms.IntegerField(label=gettext_lazy("Points"), min_value=0, max_value=1_000, widget=WholeNumberInput)
    field = forms.ChoiceField(label=gettext_lazy("Question de la candidature"), required=False)
    values = forms.MultipleChoiceField(
        label=gettext_lazy("Réponses qui donnent ces points"), widget=forms.CheckboxSelectMultiple, required=False
    )
    at_least = forms.IntegerField(
        label=gettext_lazy("À partir de"), min_value=0, widget=WholeNumberInput, required=False
    )
    remove = forms.BooleanField(label=gettext_lazy("Supprimer cette réponse"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        always = ("", _("Aucune\u00a0: cette réponse convient toujours"))
        self.fields["field"].choices = [always, *((asked.name, asked.label) for asked in QUESTIONS.values())]
        if self.asked and self.asked.choices:
            self.fields["values"].choices = list(self.asked.choices.items())
        else:
            del self.fields["values"]
        if not (self.asked and self.asked.is_number):
            del self.fields["at_least"]

    @property
    def asked(self) -> Asked | None:
        """The question that the row asks for now."""
        return QUESTIONS.get(self["field"].value() or "")

    @property
    def chosen(self) -> str:
        """The ticked answers in words; empty while there are none."""
        choices = self.asked.choices if self.asked else {}
        ticked = (self["values"].value() or []) if "values" in self.fields else []
        return ", ".join(str(words) for value, words in choices.items() if value in ticked)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("remove"):
            self._errors = forms.utils.ErrorDict()
        elif "values" in self.fields and not cleaned.get("values"):
            self.add_error("values", _("Cochez au moins une réponse."))
        elif "at_least" in self.fields and cleaned.get("at_least") is None and "at_least" not in self.errors:
            self.add_error("at_least", _("Écrivez le nombre à partir duquel ces points sont donnés."))
        return cleaned

    @property
    def counts(self) -> bool:
        """Whether something was typed that is to be kept."""
        return self.has_changed() and not self.cleaned_data.get("remove")

    @property
    def terms(self) -> AnswerTerms:
        said = self.cleaned_data
        values = tuple(said.get("values") or ())
        return AnswerTerms(said["label"], said["points"], said["field"], values, said.get("at_least"))


class CriterionForm(forms.Form):
    """A criterion with its rows; `rows` says how many the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_ROWS)
    label = forms.CharField(label=gettext_lazy("Critère"), max_length=160)

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any], answers: list[dict[str, Any]]):
        super().__init__(data, initial=initial | {"rows": len(answers)})
        if data is None:
            self.answers = [AnswerForm(prefix=f"answer-{row}", initial=one) for row, one in enumerate(answers)]
        else:
            self.answers = [AnswerForm(data, prefix=f"answer-{row}") for row in range(rows_in(data))]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(answer.is_valid() for answer in self.answers)]) and self._agrees()

    def _agrees(self) -> bool:
        labels = [answer.cleaned_data["label"] for answer in self.answers if answer.counts]
        if not labels:
            self.add_error(None, _("Il faut au moins une réponse."))
        elif len(set(labels)) < len(labels):
            self.add_error(None, _("Deux réponses portent le même libellé."))
        return not self.errors

    def terms(self, code: str) -> CriterionTerms:
        """The criterion as it is to be written; answers stand most points first."""
        answers = [answer.terms for answer in self.answers if answer.counts]
        ordered = tuple(sorted(answers, key=lambda one: (-one.points, one.label)))
        return CriterionTerms(code, self.cleaned_data["label"], ordered)


def rows_in(data: QueryDict) -> int:
    said = data.get("rows", "")
    return min(int(said), MOST_ROWS) if said.isdecimal() and len(said) < 4 else 0


def answers_of(criterion: Criterion | None) -> list[dict[str, Any]]:
    """The rows of a criterion; of a new one, a first row and the one that says none."""
    if criterion is None:
        return [{}, {"label": _("Aucun de ces cas"), "points": 0}]
    fields = ("label", "points", "field", "values", "at_least")
    return [{name: getattr(answer, name) for name in fields} for answer in criterion.answers.all()]


def typed_again(data: QueryDict, *, add: int) -> CriterionForm:
    """The form with what was typed, brought up to date and not judged: the choices of each question, `add` rows."""
    answers = [
        {
            "label": data.get(f"answer-{row}-label", ""),
            "points": data.get(f"answer-{row}-points", ""),
            "field": data.get(f"answer-{row}-field", ""),
            "values": data.getlist(f"answer-{row}-values"),
            "at_least": data.get(f"answer-{row}-at_least", ""),
        }
        for row in range(rows_in(data))
        if f"answer-{row}-remove" not in data
    ]
    rows = [*answers, *({} for _ in range(add))][:MOST_ROWS]
    return CriterionForm(initial={"version": data.get("version"), "label": data.get("label", "")}, answers=rows)
