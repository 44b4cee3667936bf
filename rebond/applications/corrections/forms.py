"""Checking what an officer asks for, and what an association answers."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.applications.corrections.letter import Asked
from rebond.applications.corrections.models import CorrectionItem
from rebond.applications.questionnaires.fields import ERRORS, field_for, shown_as
from rebond.applications.questionnaires.layout import Entry, Layout, is_blank
from rebond.countries import country
from rebond.interface.widgets import DayInput
from rebond.tenancy.scope import current_city

ROWS, MORE, MOST_ROWS = 3, 3, 30
WORKING_DAYS = 10
LONGEST = timedelta(days=60)


def usual_day(today: date) -> date:
    """Ten working days from now, as Paris gives."""
    here, day, left = country(current_city().country), today, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= not here.is_day_off(day)
    return day


class AskForm(forms.Form):
    """The points of a list, one per row, and the day by which to answer."""

    use_required_attribute = False
    due_on = forms.DateField(
        label=gettext_lazy("À envoyer au plus tard le"),
        help_text=gettext_lazy("Dix jours ouvrés sont proposés. Soixante jours au plus."),
        widget=DayInput,
        error_messages={"invalid": gettext_lazy("Écrivez une date\u00a0: 31/12/2026."), "required": ERRORS["required"]},
    )

    def __init__(self, data: Any = None, *, layout: Layout, today: date, typed: Any = None):
        """`typed` is what was written so far, for a page with more rows that is not checked yet."""
        super().__init__(data, initial={"due_on": usual_day(today)} | (typed.dict() if typed else {}))
        self.today = today
        rows = str((data or typed or {}).get("rows", ""))
        self.count = min((int(rows[:4]) if rows.isdecimal() else ROWS) + (MORE if typed else 0), MOST_ROWS)
        choices = [
            ("", _("Choisir…")),
            (_("Hors du formulaire"), [("paper", _("Une pièce")), ("other", _("Autre chose"))]),
            *(
                (section.title, [(f"question:{entry.name}", entry.label_shown) for entry in section.entries])
                for section in layout.sections
                if section.entries
            ),
        ]
        for place in range(self.count):
            self.fields[f"what-{place}"] = forms.ChoiceField(
                label=_("Sur quoi"), choices=choices, required=False, error_messages=ERRORS
            )
            self.fields[f"text-{place}"] = forms.CharField(
                label=_("Ce qui manque, ou ce qui ne va pas"),
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages=ERRORS,
            )

    @property
    def points(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The two fields of each row."""
        return ((self[f"what-{place}"], self[f"text-{place}"]) for place in range(self.count))

    def clean_due_on(self) -> date:
        day = self.cleaned_data["due_on"]
        if not self.today < day <= self.today + LONGEST:
            raise forms.ValidationError(_("Choisissez un jour entre demain et dans soixante jours."))
        return day

    def clean(self) -> dict[str, Any]:
        seen: set[str] = set()
        for place in range(self.count):
            what, text = self.cleaned_data.get(f"what-{place}", ""), self.cleaned_data.get(f"text-{place}", "")
            if text and not what:
                self.add_error(f"what-{place}", _("Dites sur quoi porte ce point."))
            elif what in {"paper", "other"} and not text:
                self.add_error(f"text-{place}", _("Écrivez ce que l’association doit envoyer ou faire."))
            elif what.startswith("question:") and what in seen:
                self.add_error(f"what-{place}", _("Cette question est déjà dans la liste."))
            seen.add(what)
        if not self.errors and not self.asked:
            raise forms.ValidationError(_("Écrivez au moins un point."))
        return self.cleaned_data

    @property
    def asked(self) -> list[Asked]:
        """The points that were written, in order."""
        said = self.cleaned_data
        rows = [(said[f"what-{place}"], said[f"text-{place}"]) for place in range(self.count)]
        return [
            Asked(kind=what.partition(":")[0], question=what.partition(":")[2], text=" ".join(text.split()))
            for what, text in rows
            if what
        ]


class ItemForm(forms.Form):
    """The answer to one point: the question asked again where there is one, and a few words."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, item: CorrectionItem, entry: Entry | None, known: Any):
        super().__init__(data, initial={"version": item.version, "reply": item.reply})
        self.entry = entry
        if entry is not None:
            self.fields["given"] = field_for(entry)
            self.initial["given"] = shown_as(entry.question, item.given if item.is_answered else known)
        self.fields["reply"] = forms.CharField(
            label=_("Votre réponse") if entry is None else _("Un mot pour le service"),
            help_text=_(
                "Par exemple\u00a0: le document est parti par courriel mardi. Sans nom de personne accompagnée."
            ),
            max_length=1000,
            required=entry is None,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages=ERRORS,
        )

    @property
    def given(self) -> Any:
        """The answer as it is kept; None where there is none."""
        answer = self.cleaned_data.get("given")
        return None if is_blank(answer) else answer
