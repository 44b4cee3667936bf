"""What is typed in a sitting."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.accounts.models import User
from rebond.applications.reviews.queries import readers, recused_files
from rebond.interface.widgets import DayInput, WholeNumberInput
from rebond.waves.models import CommitteeRules, Sitting, Vote
from rebond.waves.sheet import Sheet


class RulesForm(forms.ModelForm):
    """How the committee decides."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = CommitteeRules
        fields = ["quorum", "casting_vote", "vote_required"]
        widgets = {"quorum": WholeNumberInput}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["quorum"].min_value = 1


class SittingForm(forms.Form):
    """Where, when and who: the members of the committee, of whom one chairs."""

    held_on = forms.DateField(label=gettext_lazy("Date"), widget=DayInput)
    place = forms.CharField(label=gettext_lazy("Lieu"), max_length=200)
    present = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Membres présents"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    chair = forms.ModelChoiceField(label=gettext_lazy("Présidence"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        members = User.objects.filter(pk__in=[one.pk for one in readers()]).order_by("name")
        self.fields["present"].queryset = self.fields["chair"].queryset = members

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chair, present = given.get("chair"), given.get("present")
        if chair and present is not None and chair not in present:
            self.add_error("chair", _("La personne qui préside doit être parmi les membres présents."))
        return given


class ChangeSittingForm(SittingForm):
    """The same while the sitting is open, and what is to be remembered of it."""

    remarks = forms.CharField(
        label=gettext_lazy("Observations"),
        help_text=gettext_lazy("Elles seront dans le procès-verbal."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class VoteForm(forms.Form):
    """A vote on the whole, or on one file."""

    application = forms.ChoiceField(label=gettext_lazy("Objet du vote"), required=False)
    in_favour = forms.IntegerField(label=gettext_lazy("Pour"), min_value=0, max_value=999, widget=WholeNumberInput)
    against = forms.IntegerField(label=gettext_lazy("Contre"), min_value=0, max_value=999, widget=WholeNumberInput)
    abstained = forms.IntegerField(
        label=gettext_lazy("Abstentions"), min_value=0, max_value=999, widget=WholeNumberInput
    )
    casting = forms.ChoiceField(
        label=gettext_lazy("Voix prépondérante de la présidence"), choices=Vote.Voice.choices, required=False
    )

    def __init__(self, *args: Any, sitting: Sitting, sheet: Sheet, viewer: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        hidden = recused_files(viewer)
        shown = [line.allocation.application for line in sheet.lines]
        self.files = {str(one.pk): one for one in shown if one.pk not in hidden}
        files = [(key, labelled(one)) for key, one in self.files.items()]
        self.fields["application"].choices = [("", _("La proposition entière")), *files]
        if not sitting.casting_vote:
            del self.fields["casting"]

    @property
    def chosen(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "application": self.files.get(given["application"]),
            "in_favour": given["in_favour"],
            "against": given["against"],
            "abstained": given["abstained"],
            "casting": given.get("casting", ""),
        }


def labelled(application: Any) -> str:
    name = application.association.name
    return name if name == application.reference else f"{application.reference} {name}"
