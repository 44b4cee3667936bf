"""Checking how a draft begins, and the engagement that it is sent with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.applications.drafts.actions import Consent, Signature
from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.applications.questionnaires.fields import ERRORS


class StartForm(forms.Form):
    """From which answers to start; and, where the city types, who asked it to."""

    answers_of = forms.ChoiceField(
        label=_("Vos réponses d’une autre fois"), widget=forms.RadioSelect, required=False, error_messages=ERRORS
    )
    consent_from = forms.CharField(
        label=_("Qui demande que la Ville saisisse ?"),
        help_text=_("Nom et fonction dans l’association."),
        max_length=120,
        error_messages=ERRORS,
    )
    consent_how = forms.ChoiceField(
        label=_("Comment l’a-t-elle demandé ?"),
        choices=Draft.Consent.choices,
        widget=forms.RadioSelect,
        error_messages=ERRORS,
    )

    def __init__(self, *args: Any, earlier: list[Application], assisted: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.earlier = {str(one.pk): one for one in earlier}
        if earlier:
            self.fields["answers_of"].choices = [
                *(
                    (
                        key,
                        _("Reprendre les réponses de %(reference)s (%(wave)s)")
                        % {"reference": one.reference, "wave": one.wave.name},
                    )
                    for key, one in self.earlier.items()
                ),
                ("", _("Partir d’un formulaire vide")),
            ]
            self.initial["answers_of"] = next(iter(self.earlier))
        else:
            del self.fields["answers_of"]
        if not assisted:
            del self.fields["consent_from"], self.fields["consent_how"]

    @property
    def answers_from(self) -> Application | None:
        return self.earlier.get(self.cleaned_data.get("answers_of", ""))

    @property
    def consent(self) -> Consent | None:
        given_by = self.cleaned_data.get("consent_from")
        return Consent(given_by, self.cleaned_data["consent_how"]) if given_by else None


class SendForm(forms.Form):
    """The last look: the version that was read again, and the engagement where the legal route needs it."""

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages=ERRORS)
    agreed = forms.BooleanField(
        label=_("L’association souscrit ce contrat d’engagement"),
        error_messages={"required": _("Cochez la case : sans ce contrat, la loi ne permet pas d’aider l’association.")},
    )
    signatory = forms.CharField(
        label=_("Nom de la personne qui s’engage pour l’association"), max_length=120, error_messages=ERRORS
    )
    role = forms.CharField(
        label=_("Sa fonction"), help_text=_("Par exemple : présidente."), max_length=120, error_messages=ERRORS
    )
    deemed_by = forms.CharField(
        label=_("Agrément ou reconnaissance d’utilité publique"),
        help_text=_("Son numéro ou sa date, si l’association en a : elle est alors réputée avoir souscrit le contrat."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, version: int, engagement: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["version"] = version
        if not engagement:
            for name in ("agreed", "signatory", "role", "deemed_by"):
                del self.fields[name]

    def signature(self, text_version: str) -> Signature | None:
        if "signatory" not in self.fields:
            return None
        data = self.cleaned_data
        return Signature(text_version, data["signatory"], data["role"], data["deemed_by"])
