"""A worked example: what an association that answers so would get, criterion by criterion."""

from collections.abc import Iterable
from typing import Any

from django import forms

from rebond.interface.widgets import WholeNumberInput
from rebond.programmes.models import Criterion
from rebond.programmes.points import Mark, mark
from rebond.programmes.vocabulary import QUESTIONS, Asked


class ExampleForm(forms.Form):
    """The questions that the criteria ask for, each once, as the application asks them."""

    def __init__(self, data: Any, criteria: Iterable[Criterion]):
        super().__init__(data)
        for asked in questions_of(criteria):
            self.fields[asked.name] = control_of(asked)

    def marks(self, criteria: Iterable[Criterion]) -> list[tuple[Criterion, Mark]]:
        """Each criterion with its points."""
        return [(criterion, mark(criterion.answers.all(), self.cleaned_data)) for criterion in criteria]


def questions_of(criteria: Iterable[Criterion]) -> list[Asked]:
    names = {answer.field for criterion in criteria for answer in criterion.answers.all()}
    return [asked for name, asked in QUESTIONS.items() if name in names]


def control_of(asked: Asked) -> forms.Field:
    if asked.is_number:
        return forms.IntegerField(label=asked.label, min_value=0, required=False, widget=WholeNumberInput)
    choices = list(asked.choices.items())
    if asked.takes_many:
        return forms.MultipleChoiceField(
            label=asked.label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(label=asked.label, choices=[("", "—"), *choices], required=False)
