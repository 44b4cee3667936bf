"""The field with which people send a paper."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rebond.documents.deposits.words import why_refused
from rebond.documents.inspection import MOST_BYTES, Refused, kind_of


class PaperField(forms.FileField):
    """A photograph or a PDF of 15 MB at most, recognised by what it is. On a telephone it offers the camera.

    No `capture`: it would take away the choice of a file that is there already.
    """

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"})
    default_error_messages = {
        "required": _("Choisissez un fichier, ou prenez une photo."),
        "empty": why_refused("empty"),
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", _("Photo ou PDF"))
        kwargs.setdefault("help_text", _("Une photo nette de toute la page, ou un PDF. 15 Mo au plus."))
        super().__init__(**kwargs)

    def clean(self, data: UploadedFile | None, initial: object = None) -> UploadedFile | None:
        """Raises ValidationError with the sentence that says what to do."""
        sent = super().clean(data, initial)
        if not sent:
            return None
        sent.seek(0)  # the whole request is tried again when the database asks for it
        try:
            kind_of(sent.read(MOST_BYTES + 1))
        except Refused as refusal:
            raise ValidationError(why_refused(str(refusal)), code=str(refusal)) from refusal
        sent.seek(0)
        return sent
