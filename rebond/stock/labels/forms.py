"""What people choose to print, scan to bind a tag, and write when they find a machine."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.interface.widgets import WholeNumberInput
from rebond.stock.codes import Resolved, clean_code, resolve
from rebond.stock.labels.actions import MOST
from rebond.stock.labels.formats import FORMATS, MOST_CELLS
from rebond.stock.labels.models import Tag
from rebond.stock.labels.queries import tag_meant
from rebond.stock.labels.tags import looks_like_a_tag, tag_of


def paper_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Papier"), choices=lambda: [(c, f.label) for c, f in FORMATS.items()])


class PaperForm(forms.Form):
    """On which paper, from which of its labels on."""

    format = paper_field()
    start = forms.IntegerField(
        label=gettext_lazy("Première étiquette à utiliser"),
        help_text=gettext_lazy("1 pour une feuille neuve. Comptez de gauche à droite, puis ligne par ligne."),
        min_value=1,
        max_value=MOST_CELLS,
        initial=1,
        widget=WholeNumberInput,
    )

    def clean(self):
        chosen = super().clean()
        paper = FORMATS.get(chosen.get("format", ""))
        if paper and chosen.get("start", 1) > paper.cells:
            sentence = _("Ce papier a %(cells)s étiquettes par feuille\u00a0: choisissez un nombre de 1 à %(cells)s.")
            self.add_error("start", sentence % {"cells": paper.cells})
        return chosen


class EmptyLabelsForm(PaperForm):
    """How many labels to print before they have a machine."""

    count = forms.IntegerField(
        label=gettext_lazy("Combien d’étiquettes"), min_value=1, max_value=MOST, widget=WholeNumberInput
    )
    field_order = ("count", "format", "start")


class CalibrationForm(forms.Form):
    """How far the printer is off, in millimetres."""

    format = paper_field()
    across = forms.DecimalField(
        label=gettext_lazy("Décaler vers la droite (mm)"),
        help_text=gettext_lazy("Un nombre négatif décale vers la gauche."),
        min_value=-10,
        max_value=10,
        decimal_places=1,
        initial=0,
        localize=True,
    )
    down = forms.DecimalField(
        label=gettext_lazy("Décaler vers le bas (mm)"),
        help_text=gettext_lazy("Un nombre négatif décale vers le haut."),
        min_value=-10,
        max_value=10,
        decimal_places=1,
        initial=0,
        localize=True,
    )


class BindForm(forms.Form):
    """A tag that was printed first, and the machine that it is stuck on."""

    tag = forms.CharField(label=gettext_lazy("Étiquette neuve"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Numéro de la machine"),
        help_text=gettext_lazy("Numéro de série, immobilisation ou code-barres."),
        max_length=200,
    )

    def clean_tag(self) -> Tag:
        typed = self.cleaned_data["tag"]
        tag = tag_meant(typed)
        if tag is None and looks_like_a_tag(clean_code(typed)) and not tag_of(clean_code(typed)):
            raise forms.ValidationError(_("Un signe de cette étiquette est mal lu. Scannez-la de nouveau."))
        if tag is None:
            raise forms.ValidationError(_("Cette étiquette n’est pas de votre ville."))
        if tag.device is not None:
            taken = _("Cette étiquette est déjà sur la machine %(serial)s.")
            raise forms.ValidationError(taken % {"serial": tag.device})
        return tag

    def clean_code(self) -> Resolved:
        found = resolve(self.cleaned_data["code"])
        if found.is_unknown:
            raise forms.ValidationError(_("Aucune machine du stock ne porte ce numéro."))
        if found.is_ambiguous:
            serials = ", ".join(device.serial for device in found.devices)
            raise forms.ValidationError(_("Plusieurs machines portent ce numéro\u00a0: %(s)s.") % {"s": serials})
        return found


class NoticeForm(forms.Form):
    """What somebody who found a machine says. Nothing is asked of who they are."""

    text = forms.CharField(
        label=gettext_lazy("Votre message"),
        help_text=gettext_lazy("Où est l’ordinateur, et dans quel état\u00a0?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact = forms.CharField(
        label=gettext_lazy("Comment vous joindre"),
        help_text=gettext_lazy("Un téléphone ou une adresse électronique. Effacé dès que c’est réglé."),
        max_length=120,
        required=False,
    )
