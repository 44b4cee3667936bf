"""What is chosen for an outreach, how its list is narrowed down, and what an association said."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.directory.forms import DirectoryFilters
from rebond.directory.outreach.models import LEAST_QUIET_DAYS, Approach, ContactChoice, Outreach
from rebond.directory.outreach.queries import STAGES
from rebond.directory.outreach.rule import VERDICTS
from rebond.interface.widgets import DayInput, WholeNumberInput
from rebond.organisations.models import Association
from rebond.programmes.models import Programme

WORDS = _(
    "Des ordinateurs d’entreprise, effacés et vérifiés, sont donnés aux associations qui luttent contre la fracture "
    "numérique. La vôtre n’a pas encore candidaté. La demande se fait en ligne, en une quinzaine de minutes."
)
FILTERS = ("q", "district", "theme", "public", "applied", "state")


class OutreachForm(DirectoryFilters):
    """The list, by the filters of the directory, and the message."""

    title = forms.CharField(
        label=_("Nom de la démarche"),
        help_text=_("Pour vous et vos collègues, et au pied des lettres."),
        max_length=120,
    )
    programme = forms.ModelChoiceField(label=_("Dispositif"), queryset=None)
    words = forms.CharField(
        label=_("Votre message"),
        help_text=_("Quelques phrases. Le lien ou le code, les dates et le droit de refuser s’ajoutent d’eux-mêmes."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    quiet_days = forms.IntegerField(
        label=_("Ne pas récrire avant"),
        help_text=_("En jours, depuis le dernier message de toute démarche. Trente au moins."),
        min_value=LEAST_QUIET_DAYS,
        max_value=730,
        widget=WholeNumberInput,
    )
    field_order = ("title", "programme", *FILTERS, "words", "quiet_days")

    def __init__(self, *args: Any, outreach: Outreach | None = None, initial: dict | None = None, **kwargs: Any):
        if outreach is not None:
            kept = {name: getattr(outreach, name) for name in ("title", "programme", "words", "quiet_days")}
            initial = outreach.filters | kept
        defaults = {"applied": "never", "words": WORDS, "quiet_days": 90}
        super().__init__(*args, initial=defaults | (initial or {}), **kwargs)
        del self.fields["sort"]
        self.fields["programme"].queryset = Programme.objects.all()
        self.fields["programme"].empty_label = None

    @property
    def given(self) -> dict[str, Any]:
        """What was chosen, as the action wants it."""
        typed = self.cleaned_data
        filters = {name: typed[name] for name in FILTERS if typed[name]}
        return {name: typed[name] for name in ("title", "programme", "words", "quiet_days")} | {"filters": filters}


class PreviewFilters(forms.Form):
    """Which part of a list to show before it leaves."""

    verdict = forms.ChoiceField(label=_("Ce qui part"), choices=[("", _("Tout")), *VERDICTS.items()], required=False)

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return self.cleaned_data


class FollowUpFilters(forms.Form):
    """Which messages to list."""

    q = forms.CharField(label=_("Association"), max_length=100, required=False)
    channel = forms.ChoiceField(
        label=_("Par"), choices=[("", _("Courriel ou lettre")), *Approach.Channel.choices], required=False
    )
    stage = forms.ChoiceField(label=_("Suite"), choices=[("", _("Toutes")), *STAGES.items()], required=False)
    sort = forms.ChoiceField(
        label=_("Trier par"), choices=[("", _("Nom")), ("recent", _("Dernières écrites"))], required=False
    )

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return self.cleaned_data


class ChoiceForm(forms.Form):
    """What an association told an officer about being written to."""

    choice = forms.ChoiceField(
        label=_("L’association"), choices=Association.Consent.choices[1:], widget=forms.RadioSelect
    )
    how = forms.ChoiceField(
        label=_("Elle l’a dit"),
        choices=[one for one in ContactChoice.How.choices if one[0] != ContactChoice.How.LINK],
        widget=forms.RadioSelect,
    )
    said_by = forms.CharField(
        label=_("Qui l’a dit"),
        help_text=_("Nom et fonction, par exemple\u00a0: Awa Diallo, présidente."),
        max_length=120,
    )
    said_on = forms.DateField(label=_("Quand"), widget=DayInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, initial={"said_on": today}, **kwargs)
        self.today = today

    def clean_said_on(self) -> date:
        if self.cleaned_data["said_on"] > self.today:
            raise forms.ValidationError(_("Ce jour n’est pas encore venu."))
        return self.cleaned_data["said_on"]


class CodeForm(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label=_("Votre code"),
        help_text=_("Dix lettres et chiffres, sur la lettre. Majuscules et tirets n’importent pas."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
