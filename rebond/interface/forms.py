"""A form with every kind of field, for the gallery."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.interface.widgets import DayInput, WholeNumberInput


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Nom de l’association"), help_text=_("Tel qu’il figure dans vos statuts."))
    quantity = forms.IntegerField(
        label=_("Ordinateurs demandés"),
        help_text=_("De 10 à 30 pour cette vague."),
        min_value=10,
        max_value=30,
        widget=WholeNumberInput,
    )
    needed_on = forms.DateField(label=_("Date souhaitée"), widget=DayInput, required=False)
    district = forms.ChoiceField(
        label=_("Arrondissement"), choices=[("13203", _("3e arrondissement")), ("13215", _("15e arrondissement"))]
    )
    project = forms.CharField(label=_("Votre projet"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    use = forms.ChoiceField(
        label=_("À quoi serviront les ordinateurs ?"),
        choices=[
            ("workshops", _("des ateliers numériques")),
            ("project", _("un projet resté en attente")),
            ("renewal", _("remplacer un parc ancien")),
        ],
        widget=forms.RadioSelect,
    )
    publics = forms.MultipleChoiceField(
        label=_("Qui accompagnez-vous ?"),
        help_text=_("Plusieurs réponses possibles."),
        choices=[("seekers", _("des personnes en recherche d’emploi")), ("young", _("des jeunes"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    statutes = forms.FileField(label=_("Vos statuts"), help_text=_("PDF, moins de 20 Mo."), required=False)
    agreed = forms.BooleanField(label=_("Je certifie que ces informations sont exactes."))


class SampleFilters(forms.Form):
    q = forms.CharField(label=_("Nom ou numéro"), required=False)
    state = forms.ChoiceField(
        label=_("État"),
        choices=[("", _("Tous")), ("submitted", _("Déposée")), ("decided", _("Décidée"))],
        required=False,
    )
