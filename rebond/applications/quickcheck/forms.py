"""The five questions of the quick check."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.applications.questionnaires.fields import ERRORS, WholeField
from rebond.applications.questions import MOST_MACHINES
from rebond.interface.widgets import WholeNumberInput

BODIES = {
    "association": _("Une association déclarée (loi de 1901 ou droit local)"),
    "undeclared": _("Une association pas encore déclarée"),
    "cooperative": _("Une coopérative (SCIC, SCOP)"),
    "company": _("Une autre entreprise"),
    "public-body": _("Une école, une mairie, un service public"),
    "person": _("Une personne, pour elle-même"),
}
PURPOSES = {
    "people": _("Aux personnes accueillies"),
    "both": _("Aux personnes accueillies, et un peu à la gestion"),
    "office": _("Seulement à la gestion de la structure"),
}


class CheckForm(forms.Form):
    """Who asks, from where, since when, for whom, for how many: by GET, so that the address can be shared."""

    body = forms.ChoiceField(
        label=_("Vous êtes"), choices=list(BODIES.items()), widget=forms.RadioSelect, error_messages=ERRORS
    )
    postal_code = forms.CharField(
        label=_("Code postal de l’adresse"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
        error_messages=ERRORS,
    )
    since = WholeField(
        label=_("Année de création"),
        min_value=1800,
        max_value=2200,
        widget=WholeNumberInput,
        error_messages=ERRORS,
    )
    purpose = forms.ChoiceField(
        label=_("Les ordinateurs serviront"),
        choices=list(PURPOSES.items()),
        widget=forms.RadioSelect,
        error_messages=ERRORS,
    )
    machines = WholeField(
        label=_("Combien d’ordinateurs ?"),
        min_value=1,
        max_value=MOST_MACHINES,
        widget=WholeNumberInput,
        error_messages=ERRORS,
    )
    use_required_attribute = False
