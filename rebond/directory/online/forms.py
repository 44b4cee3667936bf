"""Which words of the registers to take."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AcceptForm(forms.Form):
    """The fields in which a register is right and we are not."""

    accept = forms.MultipleChoiceField(
        label=_("Reprendre du registre"),
        help_text=_("Ce qui n’est pas coché reste tel qu’il est ici."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez ce qu’il faut reprendre du registre.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, words: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["accept"].choices = words
