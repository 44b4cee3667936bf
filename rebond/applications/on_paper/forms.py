"""Tying a scanned form to its draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.applications.drafts.models import Draft, typed_code
from rebond.documents.deposits.forms import PaperField


class AttachForm(forms.Form):
    """The code on the paper, who signed it, and the scan."""

    code = forms.CharField(
        label=_("Code du formulaire"),
        help_text=_("En tête de chaque page : P-7K3Q-9XWD. Minuscules et tirets oubliés sont compris."),
        max_length=40,
        error_messages={"required": _("Écrivez le code imprimé sur le formulaire.")},
    )
    given_by = forms.CharField(
        label=_("Qui a signé le formulaire ?"),
        help_text=_("Nom et fonction, comme sur la dernière page."),
        max_length=120,
        error_messages={"required": _("Écrivez le nom de la personne qui a signé.")},
    )
    file = PaperField(label=_("Formulaire numérisé"))

    def clean_code(self) -> str:
        """Finds the draft. Raises ValidationError when no draft of the city has this code."""
        code = typed_code(self.cleaned_data["code"])
        drafts = Draft.objects.select_related("wave__programme", "association", "application")
        self.draft = drafts.filter(code=code).first()
        if self.draft is None:
            raise forms.ValidationError(
                _(
                    "Aucun brouillon ne porte le code %(code)s. Relisez-le sur le papier ; s’il est resté sans code, "
                    "candidatez pour l’association et joignez le formulaire à ses pièces."
                ),
                params={"code": code},
            )
        return code
