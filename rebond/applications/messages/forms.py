"""Checking what people write, and narrowing down what waits."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.applications.messages.models import Message
from rebond.applications.questionnaires.fields import ERRORS
from rebond.documents.deposits.forms import PaperField
from rebond.interface.widgets import DayInput
from rebond.programmes.models import Wave


class MessageForm(forms.Form):
    """A message, and one file with it."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Votre message"),
        help_text=gettext_lazy("Sans nom de personne accompagnée."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=ERRORS | {"required": gettext_lazy("Écrivez votre message.")},
    )
    paper = PaperField(
        label=gettext_lazy("Joindre une photo ou un PDF"),
        help_text=gettext_lazy("Une photo nette de toute la page, ou un PDF. Un seul par message."),
        required=False,
    )


class ExchangeForm(forms.Form):
    """What was said elsewhere than here."""

    use_required_attribute = False
    side = forms.ChoiceField(
        label=gettext_lazy("Qui parlait"), choices=Message.Side.choices, widget=forms.RadioSelect, error_messages=ERRORS
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Comment"),
        choices=[choice for choice in Message.Channel.choices if choice[0] != Message.Channel.HERE],
        widget=forms.RadioSelect,
        error_messages=ERRORS,
    )
    happened_on = forms.DateField(
        label=gettext_lazy("Quand"), widget=DayInput, error_messages=ERRORS | {"invalid": ERRORS["required"]}
    )
    text = forms.CharField(
        label=gettext_lazy("Ce qui a été dit"),
        help_text=gettext_lazy("L’association le lira. Sans nom de personne accompagnée."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=ERRORS,
    )

    def __init__(self, data: Any = None, *, today: date):
        super().__init__(data, initial={"happened_on": today, "side": Message.Side.ASSOCIATION})
        self.today = today

    def clean_happened_on(self) -> date:
        day = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("Ce jour n’est pas encore venu."))
        return day


class WaitingFilters(forms.Form):
    """Which messages that wait for an answer."""

    q = forms.CharField(label=gettext_lazy("Association ou numéro"), max_length=100, required=False)
    wave = forms.ChoiceField(label=gettext_lazy("Vague"), required=False)
    age = forms.ChoiceField(
        label=gettext_lazy("Attend depuis"),
        choices=[
            ("", gettext_lazy("Peu importe")),
            ("2", gettext_lazy("Plus de 2 jours")),
            ("7", gettext_lazy("Plus de 7 jours")),
        ],
        required=False,
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        choices=[
            ("", gettext_lazy("Plus anciens")),
            ("latest", gettext_lazy("Plus récents")),
            ("name", gettext_lazy("Nom")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        waves = Wave.objects.announced().order_by("programme__title", "number").values_list("slug", "name")
        self.fields["wave"].choices = [("", gettext_lazy("Toutes")), *waves]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that mean something; the others keep everything."""
        self.is_valid()
        return self.cleaned_data
