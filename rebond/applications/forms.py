"""Checking what associations and officers type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rebond.applications.models import Application
from rebond.applications.queries import district_names
from rebond.applications.questionnaires.fields import ERRORS
from rebond.applications.questions import THEMES
from rebond.programmes.models import Wave


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
        waves = Wave.objects.announced().order_by("programme__title", "number").values_list("slug", "name")
        self.fields["wave"].choices = [("", gettext_lazy("Toutes")), *waves]
        self.fields["district"].choices = [("", gettext_lazy("Tous")), *district_names().items()]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that mean something; the others keep everything."""
        self.is_valid()
        return self.cleaned_data
