"""Checking what associations and officers type."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.applications.eligibility import size_of
from rebond.applications.models import Application
from rebond.applications.queries import district_names
from rebond.applications.questions import QUESTIONS, THEMES, Question
from rebond.applications.reading import MOST_MACHINES
from rebond.interface.widgets import WholeNumberInput
from rebond.programmes.models import Wave

# The questions of the plain form, by part; those that it cannot do without end with a star.
PARTS = (
    (gettext_lazy("Votre association"), ("theme*", "publics*", "beneficiaries*", "qpv_share*", "budget*")),
    (gettext_lazy("Vos projets"), ("uses*", "weekly_sessions", "seats", "has_room*")),
    (
        gettext_lazy("Votre équipement"),
        ("internet*", "current_computers*", "old_computers", "screens", "digital_contact"),
    ),
)
HELP = {
    "publics": gettext_lazy("Plusieurs réponses possibles."),
    "uses": gettext_lazy("Une seule machine peut servir à la gestion ; les autres servent aux personnes accueillies."),
    "qpv_share": gettext_lazy("Une estimation suffit, de 0 à 100."),
    "budget": gettext_lazy("Total des dépenses de l’an dernier."),
}
ERRORS = {
    "required": gettext_lazy("Répondez à cette question."),
    "invalid": gettext_lazy("Écrivez un nombre entier, en chiffres."),
    "min_value": gettext_lazy("Écrivez un nombre de %(limit_value)s ou plus."),
    "max_value": gettext_lazy("Écrivez un nombre de %(limit_value)s ou moins."),
    "invalid_choice": gettext_lazy("Choisissez une des réponses proposées."),
    "invalid_list": gettext_lazy("Choisissez une des réponses proposées."),
}
YES_NO = (("yes", gettext_lazy("Oui")), ("no", gettext_lazy("Non")))


def field_for(question: Question, *, required: bool) -> forms.Field:
    """The form field of a question."""
    common = {
        "label": question.label,
        "help_text": HELP.get(question.name, ""),
        "required": required,
        "error_messages": ERRORS,
    }
    if question.kind == "choices":
        return forms.MultipleChoiceField(
            choices=question.choices.items(), widget=forms.CheckboxSelectMultiple, **common
        )
    if question.kind == "choice":
        return forms.ChoiceField(choices=[("", gettext_lazy("Choisir…")), *question.choices.items()], **common)
    if question.kind == "yes-no":
        return forms.TypedChoiceField(
            choices=YES_NO,
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **common,
        )
    return forms.IntegerField(min_value=0, max_value=question.most, widget=WholeNumberInput, **common)


class ApplicationForm(forms.Form):
    """The plain application: the questions that points and eligibility need, and the quantity."""

    requested = forms.IntegerField(
        label=gettext_lazy("Ordinateurs demandés"),
        min_value=1,
        max_value=MOST_MACHINES,
        widget=WholeNumberInput,
        error_messages=ERRORS,
    )
    minimum = forms.IntegerField(
        label=gettext_lazy("Minimum utile"),
        help_text=gettext_lazy("En dessous de ce nombre, vous préférez ne rien recevoir. Il ne donne aucune priorité."),
        min_value=0,
        max_value=MOST_MACHINES,
        widget=WholeNumberInput,
        error_messages=ERRORS,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, wave: Wave, application: Application | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["requested"].help_text = _(
            "De %(floor)s à %(cap)s par association dans cette vague. Demander plus ne fait pas recevoir plus."
        ) % {"floor": wave.floor, "cap": wave.cap}
        for _title, names in PARTS:
            for name in names:
                question = QUESTIONS[name.rstrip("*")]
                self.fields[question.name] = field_for(question, required=name.endswith("*"))
        if application is not None:
            self.initial = initial_of(application)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The fields by part, for the page."""
        return [{"title": title, "fields": [self[name.rstrip("*")] for name in names]} for title, names in PARTS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_order("minimum", "requested", _("Le minimum utile ne peut pas dépasser la demande."))
        self._check_order("old_computers", "current_computers", _("C’est plus que vos ordinateurs actuels."))
        return cleaned

    def _check_order(self, smaller: str, larger: str, sentence: str) -> None:
        low, high = self.cleaned_data.get(smaller), self.cleaned_data.get(larger)
        if low is not None and high is not None and low > high:
            self.add_error(smaller, sentence)

    @property
    def answers(self) -> dict[str, Any]:
        """The answers by question name; the size follows from the budget."""
        answers = {name: value for name, value in self.cleaned_data.items() if name in QUESTIONS}
        return answers | {"size": size_of(answers["budget"])}


def initial_of(application: Application) -> dict[str, Any]:
    """What the form shows of an application that exists."""
    answers = {
        name: {True: "yes", False: "no"}.get(value, value) if QUESTIONS[name].kind == "yes-no" else value
        for name, value in application.answers.items()
        if name in QUESTIONS
    }
    return answers | {
        "requested": application.requested,
        "minimum": application.minimum,
        "version": application.version,
    }


class AssociationSearch(forms.Form):
    """For whom to apply, where there are more than a page can list."""

    q = forms.CharField(
        label=gettext_lazy("Nom ou numéro de l’association"),
        help_text=gettext_lazy("Un ou plusieurs mots du nom, un numéro RNA, SIREN ou SIRET."),
        max_length=100,
        required=False,
    )


class UploadForm(forms.Form):
    """A file of applications."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy(
            "Classeur .xlsx ou fichier .csv, une ligne par candidature, avec au moins le nom de l’association, "
            "la vague et le nombre d’ordinateurs demandés. 20\u00a0Mo au plus."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": gettext_lazy("Choisissez un fichier.")},
    )


class OverrideForm(forms.Form):
    """An officer's decision and its reason."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Décision"),
        choices=[
            (Application.State.ELIGIBLE, gettext_lazy("Recevable")),
            (Application.State.INELIGIBLE, gettext_lazy("Non recevable")),
        ],
        widget=forms.RadioSelect,
        error_messages=ERRORS,
    )
    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        help_text=gettext_lazy("L’association le lira. Sans nom de personne."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Écrivez le motif de la décision.")},
    )


class ApplicationFilters(forms.Form):
    """Which applications to list, and in which order."""

    q = forms.CharField(label=gettext_lazy("Association ou numéro"), max_length=100, required=False)
    wave = forms.ChoiceField(label=gettext_lazy("Vague"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("État"), choices=[("", gettext_lazy("Tous")), *Application.State.choices], required=False
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Activité"), choices=[("", gettext_lazy("Toutes")), *THEMES.items()], required=False
    )
    district = forms.ChoiceField(label=gettext_lazy("Arrondissement"), required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        choices=[
            ("", gettext_lazy("Vague et arrivée")),
            ("points", gettext_lazy("Points")),
            ("requested", gettext_lazy("Demande")),
            ("name", gettext_lazy("Nom")),
            ("received", gettext_lazy("Plus récentes")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        waves = Wave.objects.order_by("programme__title", "number").values_list("slug", "name")
        self.fields["wave"].choices = [("", gettext_lazy("Toutes")), *waves]
        self.fields["district"].choices = [("", gettext_lazy("Tous")), *district_names().items()]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that mean something; the others keep everything."""
        self.is_valid()
        return self.cleaned_data
