"""Which register, and which part of it."""

import re
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.countries import country
from rebond.directory.uploads.areas import strange_codes
from rebond.directory.uploads.models import RegisterFile
from rebond.tenancy.models import City

READABLE = (".csv", ".txt", ".zip", ".xlsx")
MOST_CODES = 200


class RegisterUpload(forms.Form):
    """A register and the communes or departments to keep of it."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy(
            "RNA, extrait SIRENE ou lieux de médiation numérique\u00a0: .csv, .xlsx, ou .zip d’un seul .csv, "
            "20\u00a0Mo au plus. Un fichier plus gros se charge par la commande «\u00a0rebond import_registry\u00a0»."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(READABLE)}),
    )
    communes = forms.CharField(
        label=gettext_lazy("Communes"),
        help_text=gettext_lazy("Codes INSEE, séparés par des espaces\u00a0: 13055 13001. Les arrondissements suivent."),
        max_length=2000,
        required=False,
    )
    departments = forms.CharField(
        label=gettext_lazy("Ou départements entiers"),
        help_text=gettext_lazy("13 84"),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, city: City, **kwargs: Any):
        super().__init__(*args, initial={"communes": city.code}, **kwargs)
        self.country = country(city.country)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if Path(file.name).suffix.lower() not in READABLE:
            sentence = _("«\u00a0%(name)s\u00a0» n’est ni un .csv, ni un .xlsx, ni un .zip.")
            raise forms.ValidationError(sentence % {"name": file.name[:80]})
        return file

    def clean_communes(self) -> list[str]:
        return codes_in(self.cleaned_data["communes"])

    def clean_departments(self) -> list[str]:
        return codes_in(self.cleaned_data["departments"])

    def clean(self):
        chosen = super().clean()
        communes, departments = chosen.get("communes") or [], chosen.get("departments") or []
        for name, codes in (("communes", [communes, []]), ("departments", [[], departments])):
            if strange := strange_codes(self.country, *codes):
                self.add_error(name, _("Ce n’est pas un code\u00a0: %(code)s.") % {"code": strange[0][:20]})
        if not (communes or departments) and not self.errors:
            self.add_error(
                "communes", _("Dites quelle partie du registre garder\u00a0: une commune ou un département.")
            )
        if len(communes) + len(departments) > MOST_CODES:
            self.add_error("communes", _("Pas plus de 200 codes à la fois."))
        return chosen


def codes_in(typed: str) -> list[str]:
    """The codes that somebody typed, each once, in order."""
    return list(dict.fromkeys(code.upper() for code in re.split(r"[\s,;]+", typed) if code))


class RegisterFilters(forms.Form):
    """Which uploaded registers to list."""

    state = forms.ChoiceField(
        label=gettext_lazy("État"),
        choices=[("", gettext_lazy("Tous")), *RegisterFile.State.choices],
        required=False,
    )

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return self.cleaned_data
