"""Checking what readers and officers type in the review."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.applications.forms import ERRORS, ApplicationFilters
from rebond.applications.queries import district_names
from rebond.applications.questions import THEMES
from rebond.applications.reviews.actions import Given
from rebond.applications.reviews.models import Batch, Declaration, Reading
from rebond.applications.reviews.queries import readers
from rebond.applications.reviews.seal import Review
from rebond.interface.widgets import WholeNumberInput
from rebond.organisations.models import Association
from rebond.programmes.models import Criterion

REASON_ERRORS = {"required": _("Écrivez le motif.")}


def reason_field(help_text: str) -> forms.CharField:
    """A reason in one's own words; it is kept with the deed."""
    return forms.CharField(
        label=_("Motif"),
        help_text=help_text,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REASON_ERRORS,
    )


class DeclarationForm(forms.Form):
    """One's ties with an association."""

    nature = forms.ChoiceField(
        label=_("Votre lien avec cette association"),
        choices=Declaration.Nature.choices,
        widget=forms.RadioSelect,
        error_messages=ERRORS,
    )


class WaveDeclarationForm(forms.Form):
    """One's ties with many associations at once: "no tie" unless one says otherwise, and one deliberate tick."""

    def __init__(self, *args: Any, associations: Sequence[Association], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.associations = associations
        for one in associations:
            self.fields[str(one.pk)] = forms.ChoiceField(
                label=one.name,
                choices=Declaration.Nature.choices,
                initial=Declaration.Nature.NONE,
                error_messages=ERRORS,
            )
        self.fields["read"] = forms.BooleanField(
            label=_("J’ai lu toute la liste\u00a0: je n’ai pas d’autre lien que ceux que j’indique."),
            error_messages={"required": _("Cochez cette case quand vous avez lu toute la liste.")},
        )

    @property
    def natures(self) -> dict[UUID, str]:
        """The tie with each association, by its key."""
        return {one.pk: self.cleaned_data[str(one.pk)] for one in self.associations}


class ReasonForm(forms.Form):
    """Why an officer does something that asks for a reason."""

    reason = reason_field(_("Inscrit au journal avec votre nom."))


def plain(label, most: int, *, required: bool = True, help_text: str = "", rows: int = 3) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=ERRORS,
    )


class ReadingForm(forms.Form):
    """An opinion, and the points of the criteria that people give; `seen` is the version of the answers on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    opinion = forms.ChoiceField(
        label=_("Votre avis"), choices=Reading.Opinion.choices, widget=forms.RadioSelect, error_messages=ERRORS
    )
    comment = plain(_("Ce qui fonde votre avis"), 2000, help_text=_("L’association ne le lira pas."))

    def __init__(self, *args: Any, criteria: Sequence[Criterion], reading: Reading | None, seen: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        marks = {mark.criterion_id: mark for mark in reading.marks.all()} if reading else {}
        self.initial = {"seen": seen}
        if reading:
            self.initial |= {"opinion": reading.opinion, "comment": reading.comment}
        for criterion in criteria:
            steps = [(step.points, f"{step.label} ({step.points})") for step in criterion.answers.all()]
            points, why = f"points_{criterion.code}", f"why_{criterion.code}"
            self.fields[points] = forms.TypedChoiceField(
                label=criterion.label, choices=steps, coerce=int, widget=forms.RadioSelect, error_messages=ERRORS
            )
            label = _("Pourquoi\u00a0? (%(criterion)s)") % {"criterion": criterion.label}
            self.fields[why] = plain(label, 500, required=False, rows=2)
            if mark := marks.get(criterion.pk):
                self.initial |= {points: mark.points, why: mark.comment}

    @property
    def marks(self) -> dict[Criterion, Given]:
        """What was given, by criterion."""
        cleaned = self.cleaned_data
        return {one: Given(cleaned[f"points_{one.code}"], cleaned[f"why_{one.code}"]) for one in self.criteria}


class SettleForm(forms.Form):
    """The points that an officer settles where two readers are apart."""

    def __init__(self, *args: Any, review: Review, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.review = review
        for criterion, points in review.points.items():
            most = max((step.points for step in criterion.answers.all()), default=0)
            self.fields[f"points_{criterion.code}"] = forms.IntegerField(
                label=criterion.label,
                help_text=_("Donnés\u00a0: %(points)s.") % {"points": review.told(criterion)},
                min_value=0,
                max_value=most,
                initial=points,
                widget=WholeNumberInput,
                error_messages=ERRORS,
            )
        self.fields["reason"] = reason_field(_("L’association lira ce motif à côté de ses points."))

    @property
    def points(self) -> dict[Criterion, int]:
        return {one: self.cleaned_data[f"points_{one.code}"] for one in self.review.points}


class CommentForm(forms.Form):
    """A remark on a file."""

    text = plain(_("Commentaire"), 2000, help_text=_("L’association ne le lira jamais."))
    is_shared = forms.BooleanField(label=_("Partager avec le service et la commission"), required=False)


class QueueFilters(ApplicationFilters):
    """Which files of the queue, and in which order."""

    whose = forms.ChoiceField(
        label=_("Affectation"),
        choices=[("", _("Toutes")), ("mine", _("À moi")), ("nobody", _("À personne"))],
        required=False,
    )
    missing = forms.ChoiceField(
        label=_("Ce qui manque"),
        choices=[
            ("", _("Peu importe")),
            ("declaration", _("Ma déclaration de lien")),
            ("reading", _("Ma lecture")),
            ("first", _("La première lecture")),
            ("second", _("La seconde lecture")),
            ("apart", _("Un accord entre les lectures")),
        ],
        required=False,
    )
    asked = forms.ChoiceField(
        label=_("Compléments"),
        choices=[
            ("", _("Peu importe")),
            ("waiting", _("Attendus")),
            ("overdue", _("En retard")),
            ("to-check", _("À relire")),
        ],
        required=False,
    )
    due = forms.ChoiceField(
        label=_("Échéance"),
        choices=[("", _("Toutes")), ("soon", _("Dans 15 jours ou passée")), ("late", _("Passée"))],
        required=False,
    )
    sort = forms.ChoiceField(
        label=_("Trier par"),
        choices=[("", _("Échéance")), ("reference", _("Référence")), ("points", _("Points"))],
        required=False,
    )


class BatchForm(forms.Form):
    """One decision for many files."""

    decision = forms.ChoiceField(
        label=_("Décision"), choices=Batch.Decision.choices, widget=forms.RadioSelect, error_messages=ERRORS
    )
    reason = reason_field(_("Le même pour tous ces dossiers. Les associations le liront. Sans nom de personne."))


class ReaderForm(forms.Form):
    """Who is asked to read."""

    reader = forms.ChoiceField(label=_("Lectrice ou lecteur"), error_messages=ERRORS)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in readers()}
        self.fields["reader"].choices = [("", _("Choisir…")), *((pk, str(one)) for pk, one in self.people.items())]

    def clean_reader(self) -> User:
        return self.people[self.cleaned_data["reader"]]


class RuleForm(ReaderForm):
    """These themes, or these districts, go to this person."""

    what = forms.ChoiceField(label=_("Activité ou arrondissement"), error_messages=ERRORS)
    field_order = ("what", "reader")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        themes = [(f"theme={code}", label) for code, label in THEMES.items()]
        districts = [(f"district={code}", label) for code, label in district_names().items()]
        groups = [(_("Activité"), themes), (_("Arrondissement"), districts)]
        self.fields["what"].choices = [("", _("Choisir…")), *((title, rows) for title, rows in groups if rows)]

    @property
    def rule(self) -> dict[str, Any]:
        group, _sign, value = self.cleaned_data["what"].partition("=")
        return {"group": group, "value": value, "reader": self.cleaned_data["reader"]}


class DrawReadersForm(forms.Form):
    """The seed of a draw."""

    seed = forms.CharField(
        label=_("Graine du tirage"),
        help_text=_("La même graine redonne le même tirage. Elle est conservée et montrée."),
        max_length=40,
        error_messages=ERRORS,
    )
