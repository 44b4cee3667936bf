"""Narrowing the list of e-mails down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.mail.models import Mail


class MailFilter(forms.Form):
    state = forms.ChoiceField(label=_("État"), choices=[("", _("Tous")), *Mail.State.choices], required=False)
    to = forms.CharField(label=_("Destinataire"), max_length=254, required=False)
