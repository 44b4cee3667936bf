"""What the committee may type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.interface.widgets import WholeNumberInput
from rebond.waves.models import Allocation


class ChangeForm(forms.Form):
    """Another number than the rule's, and why. `version` is the version that the person saw."""

    units = forms.IntegerField(label=_("Ordinateurs attribués"), min_value=0, widget=WholeNumberInput)
    reason = forms.CharField(
        label=_("Motif du changement"),
        help_text=_(
            "Ce texte sera public et envoyé à l’association : une ou deux phrases, sans le nom d’aucune personne. "
            "Inutile si vous revenez au nombre proposé."
        ),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, allocation: Allocation, **kwargs):
        seen = {"units": allocation.units, "reason": allocation.change_reason, "version": allocation.version}
        super().__init__(*args, initial=seen, **kwargs)
        self.allocation = allocation

    def clean(self):
        given = super().clean()
        units = given.get("units")
        if units is None:
            return given
        if units > self.allocation.ceiling:
            sentence = _("%(ceiling)s ordinateurs au plus : la demande de l’association, ou le plafond de la vague.")
            self.add_error("units", sentence % {"ceiling": self.allocation.ceiling})
        if units != self.allocation.proposed and not given.get("reason", "").strip():
            self.add_error("reason", _("Dites pourquoi : un changement a toujours un motif."))
        return given
