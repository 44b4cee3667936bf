"""What people say of a file's columns, and what they type in the place of a cell."""

from collections import Counter

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.stock.importing.asking import AsksColumns
from rebond.stock.importing.fields import CORRECTABLE, LABELS
from rebond.stock.models import FileRow, RowCorrection


class ColumnsForm(forms.Form):
    """What each unknown column holds: one of our fields, or nothing that we keep."""

    ONE_OF = ("serial",)
    NONE_SAID = gettext_lazy("Dites quelle colonne contient le numéro de série.")

    def __init__(self, *args, file: AsksColumns, **kwargs):
        super().__init__(*args, **kwargs)
        self.file = file
        for place, column in enumerate(file.unknown):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column["title"],
                choices=[("", gettext_lazy("Laisser de côté")), *file.MEANINGS.items()],
                initial=file.choices.get(column["key"], ""),
                required=False,
            )

    def clean(self):
        chosen = super().clean()
        twice = [field for field, times in Counter(filter(None, chosen.values())).items() if times > 1]
        for field in twice:
            sentence = _("Deux colonnes ne peuvent pas dire la même chose\u00a0: %(field)s. Gardez-en une.")
            raise forms.ValidationError(sentence % {"field": self.file.MEANINGS[field]})
        if self.file.state == self.file.State.TO_MAP and not set(self.ONE_OF) & set(chosen.values()):
            raise forms.ValidationError(self.NONE_SAID)
        return chosen

    @property
    def choices(self) -> dict[str, str]:
        """The field of each column, by its plain heading."""
        return {column["key"]: self.cleaned_data[f"column_{place}"] for place, column in enumerate(self.file.unknown)}

    @property
    def columns(self) -> list[dict]:
        """Each column with its field of the form, its samples, and whether its meaning was remembered."""
        return [
            column | {"control": self[f"column_{place}"], "known": column["key"] in self.file.choices}
            for place, column in enumerate(self.file.unknown)
        ]


class CorrectionForm(forms.Form):
    """The cells of a row as they may be corrected; each says what the file holds."""

    def __init__(self, *args, row: FileRow, correction: RowCorrection | None, **kwargs):
        super().__init__(*args, **kwargs)
        before = correction.before if correction else {}
        for field in CORRECTABLE:
            if field in row.cells:
                original = before.get(field, row.cells[field])
                self.fields[field] = forms.CharField(
                    label=LABELS[field],
                    help_text=_("Dans le fichier\u00a0: %(text)s") % {"text": original or _("rien")},
                    initial=row.cells[field],
                    max_length=500,
                    required=False,
                )
