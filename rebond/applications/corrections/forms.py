"""Checking what an officer asks for, and what an association answers."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.applications.corrections.letter import Asked
from rebond.applications.corrections.models import CorrectionItem
from rebond.applications.papers.asked import AskedPaper, AskedPapers
from rebond.applications.questionnaires.fields import ERRORS, field_for, shown_as
from rebond.applications.questionnaires.layout import Entry, Layout, is_blank
from rebond.countries import country
from rebond.documents.deposits.forms import PaperField
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

    def __init__(
        self,
        data: Any = None,
        *,
        layout: Layout,
        papers: AskedPapers,
        missing: Iterable[AskedPaper] = (),
        today: date,
        typed: Any = None,
    ):
        """`typed` is what was written so far, for a page with more rows that is not checked yet; before that, the list
        begins with the papers that are `missing`."""
        begun = {f"what-{place}": f"paper:{one.kind}" for place, one in enumerate(missing)}
        super().__init__(data, initial={"due_on": usual_day(today)} | (typed.dict() if typed else begun))
        self.today = today
        rows = str((data or typed or {}).get("rows", ""))
        usual = max(ROWS, len(begun) + 1)
        self.count = min((int(rows[:4]) if rows.isdecimal() else usual) + (MORE if typed else 0), MOST_ROWS)
        choices = [
            ("", _("Choisir…")),
            (_("Les pièces"), [(f"paper:{one.kind}", one.label_shown) for one in papers]),
            (_("Hors du formulaire"), [("paper", _("Une autre pièce")), ("other", _("Autre chose"))]),
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
            elif what.startswith("paper:") and what in seen:
                self.add_error(f"what-{place}", _("Cette pièce est déjà dans la liste."))
            seen.add(what)
        if not self.errors and not self.asked:
            raise forms.ValidationError(_("Écrivez au moins un point."))
        return self.cleaned_data

    @property
    def asked(self) -> list[Asked]:
        """The points that were written, in order."""
        said = self.cleaned_data
        rows = [(said[f"what-{place}"], said[f"text-{place}"]) for place in range(self.count)]
        return [point_of(what, " ".join(text.split())) for what, text in rows if what]


def point_of(what: str, text: str) -> Asked:
    """A point from the choice of its row: "question:budget", "paper:statutes", "paper" or "other"."""
    kind, _sign, name = what.partition(":")
    return Asked(kind, name if kind == "question" else "", text, paper=name if kind == "paper" else "")


class ItemForm(forms.Form):
    """The answer to one point: the question asked again or the file, where there is one, and a few words."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, item: CorrectionItem, entry: Entry | None, known: Any):
        super().__init__(data, files, initial={"version": item.version, "reply": item.reply})
        self.item = item
        is_paper, is_other = item.kind == CorrectionItem.Kind.PAPER, item.kind == CorrectionItem.Kind.OTHER
        if is_paper:
            self.fields["paper"] = PaperField(required=False)
        if entry is not None:
            self.fields["given"] = field_for(entry)
            self.initial["given"] = shown_as(entry.question, item.given if item.is_answered else known)
        self.fields["reply"] = forms.CharField(
            label=_("Votre réponse") if is_other else _("Un mot pour le service"),
            help_text=_("Si vous n’avez pas ce papier, écrivez pourquoi.")
            if is_paper
            else _("Par exemple\u00a0: nos comptes sont votés en juin. Sans nom de personne accompagnée."),
            max_length=1000,
            required=is_other,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages=ERRORS,
        )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "paper" in self.fields and not self.errors:
            here = any(not one.is_wanting for one in self.item.papers.all())
            if not (said.get("paper") or said.get("reply") or here):
                self.add_error("paper", _("Choisissez un fichier, ou écrivez pourquoi vous ne l’avez pas."))
        return said

    @property
    def given(self) -> Any:
        """The answer as it is kept; None where there is none."""
        answer = self.cleaned_data.get("given")
        return None if is_blank(answer) else answer
