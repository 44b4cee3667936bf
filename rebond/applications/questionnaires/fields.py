"""The questions of a form as fields that check what was typed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.applications.questionnaires.layout import Entry, is_blank
from rebond.applications.questions import Question
from rebond.interface.widgets import DayInput, WholeNumberInput
from rebond.programmes.models import Wave

ERRORS = {
    "required": gettext_lazy("Répondez à cette question."),
    "invalid": gettext_lazy("Écrivez un nombre entier, en chiffres."),
    "min_value": gettext_lazy("Écrivez un nombre de %(limit_value)s ou plus."),
    "max_value": gettext_lazy("Écrivez un nombre de %(limit_value)s ou moins."),
    "max_length": gettext_lazy("C’est trop long : %(limit_value)s signes au plus."),
    "invalid_choice": gettext_lazy("Choisissez une des réponses proposées."),
    "invalid_list": gettext_lazy("Choisissez une des réponses proposées."),
}
YES_NO = (("yes", gettext_lazy("Oui")), ("no", gettext_lazy("Non")))


class WholeField(forms.IntegerField):
    """A whole number, typed with or without spaces between thousands."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class DayField(forms.DateField):
    """A day, kept as ISO text."""

    def clean(self, value: Any) -> str | None:
        day = super().clean(value)
        return day.isoformat() if day else None


def field_for(entry: Entry) -> forms.Field:
    """The form field of an entry."""
    question = entry.question
    common = {
        "label": entry.label_shown,
        "help_text": entry.help_shown,
        "required": entry.required,
        "error_messages": ERRORS,
    }
    match question.kind:
        case "choices":
            return forms.MultipleChoiceField(
                choices=question.choices.items(), widget=forms.CheckboxSelectMultiple, **common
            )
        case "choice":
            return forms.ChoiceField(choices=[("", gettext_lazy("Choisir…")), *question.choices.items()], **common)
        case "yes-no":
            return forms.TypedChoiceField(
                choices=YES_NO,
                coerce=lambda answer: answer == "yes",
                empty_value=None,
                widget=forms.RadioSelect,
                **common,
            )
        case "day":
            common["error_messages"] = ERRORS | {"invalid": gettext_lazy("Écrivez une date : 31/12/2026.")}
            return DayField(widget=DayInput, **common)
        case "long":
            return forms.CharField(max_length=question.longest, widget=forms.Textarea(attrs={"rows": 5}), **common)
        case "text":
            return forms.CharField(max_length=question.longest, **common)
        case "number":
            common["error_messages"] = ERRORS | {"invalid": gettext_lazy("Écrivez un nombre, en chiffres.")}
            return forms.FloatField(
                min_value=0, max_value=question.most, localize=True, widget=WholeNumberInput(), **common
            )
    return WholeField(min_value=question.least, max_value=question.most, widget=WholeNumberInput, **common)


class QuestionsForm(forms.Form):
    """Some questions of a form, with the answers that are known.

    A question that its condition hides, or that may wait (`may_wait`), is never refused for being empty; what is
    typed must always read.
    """

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        entries: Iterable[Entry],
        answers: Mapping[str, Any],
        wave: Wave,
        version: int | None = None,
        may_wait: bool = False,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.entries = list(entries)
        self.known = answers
        self.may_wait = may_wait
        for entry in self.entries:
            self.fields[entry.name] = field_for(entry)
            self.initial[entry.name] = shown_as(entry.question, answers.get(entry.name))
        if "requested" in self.fields and not self.fields["requested"].help_text:
            self.fields["requested"].help_text = _(
                "De %(floor)s à %(cap)s par association. Demander plus n’apporte rien."
            ) % {"floor": wave.floor, "cap": wave.cap}
        if version is not None:
            self.initial["version"] = version

    def clean(self) -> dict[str, Any]:
        self._forgive()
        self._check_order("minimum", "requested", _("Le minimum utile ne peut pas dépasser la demande."))
        self._check_order("old_computers", "current_computers", _("C’est plus que vos ordinateurs actuels."))
        return self.cleaned_data

    def _forgive(self) -> None:
        """Empty answers that nobody needs now."""
        typed = {**self.known, **self.cleaned_data}
        for entry in self.entries:
            hidden = entry.only_if is not None and not entry.only_if.holds(typed)
            errors = self.errors.as_data().get(entry.name, [])
            if (self.may_wait or hidden) and [error.code for error in errors] == ["required"]:
                del self._errors[entry.name]
                self.cleaned_data[entry.name] = None

    def _check_order(self, smaller: str, larger: str, sentence: str) -> None:
        low, high = self.cleaned_data.get(smaller), self.cleaned_data.get(larger)
        if low is not None and high is not None and low > high:
            self.add_error(smaller, sentence)

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered and reads, by question name; None where nothing was."""
        names = [entry.name for entry in self.entries if entry.name in self.cleaned_data]
        return {name: None if is_blank(self.cleaned_data[name]) else self.cleaned_data[name] for name in names}

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The fields for the page, each with what shows it; a condition on another page has been settled already."""
        here = {entry.name for entry in self.entries}
        return [
            {
                "field": self[entry.name],
                "unit": entry.question.unit,
                "only_if": entry.only_if if entry.only_if and entry.only_if.question in here else None,
            }
            for entry in self.entries
        ]


def shown_as(question: Question, answer: Any) -> Any:
    """A stored answer as its field shows it."""
    if question.kind == "yes-no":
        return {True: "yes", False: "no"}.get(answer)
    if question.kind == "day" and answer:
        return date.fromisoformat(answer)
    return answer
