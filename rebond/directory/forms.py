"""Filters of the directory, and the choice between two rows that are one association."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rebond.applications.queries import district_names
from rebond.applications.questions import PUBLICS, THEMES
from rebond.organisations.merges.actions import CHOSEN
from rebond.organisations.models import Association
from rebond.programmes.models import Wave


class DirectoryFilters(forms.Form):
    """Which associations to list, and in which order."""

    q = forms.CharField(label=gettext_lazy("Nom, numéro ou mot"), max_length=100, required=False)
    district = forms.ChoiceField(label=gettext_lazy("Arrondissement"), required=False)
    theme = forms.ChoiceField(
        label=gettext_lazy("Activité"), choices=[("", gettext_lazy("Toutes")), *THEMES.items()], required=False
    )
    public = forms.ChoiceField(
        label=gettext_lazy("Public"), choices=[("", gettext_lazy("Tous")), *PUBLICS.items()], required=False
    )
    applied = forms.ChoiceField(label=gettext_lazy("Candidature"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Au registre"),
        choices=[
            ("", gettext_lazy("Sauf dissoutes")),
            ("active", gettext_lazy("Actives")),
            ("ended", gettext_lazy("Dissoutes")),
            ("to-check", gettext_lazy("À vérifier")),
            ("all", gettext_lazy("Toutes")),
        ],
        required=False,
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        choices=[
            ("", gettext_lazy("Nom")),
            ("district", gettext_lazy("Arrondissement")),
            ("recent", gettext_lazy("Création récente")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        waves = Wave.objects.announced().order_by("programme__title", "number").values_list("slug", "name")
        self.fields["district"].choices = [("", gettext_lazy("Tous")), *district_names().items()]
        self.fields["applied"].choices = [
            ("", gettext_lazy("Avec ou sans")),
            ("never", gettext_lazy("N’a jamais candidaté")),
            ("ever", gettext_lazy("A déjà candidaté")),
            *waves,
        ]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that mean something; the others keep everything."""
        self.is_valid()
        return self.cleaned_data


class MergeForm(forms.Form):
    """For each value on which two rows disagree, which one stays. The first is the one that stays in the directory."""

    def __init__(self, *args: Any, kept: Association, gone: Association, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.pair = {"kept": kept, "gone": gone}
        for name in CHOSEN:
            ours, theirs = shown(kept, name), shown(gone, name)
            if ours == theirs:
                continue
            self.fields[name] = forms.ChoiceField(
                label=Association._meta.get_field(name).verbose_name,
                choices=[("kept", ours or "—"), ("gone", theirs or "—")],
                initial="kept" if ours else "gone",
                widget=forms.RadioSelect,
            )

    @property
    def values(self) -> dict[str, Any]:
        """The chosen values, by field."""
        return {name: getattr(self.pair[side], name) for name, side in self.cleaned_data.items()}


def shown(association: Association, name: str) -> str:
    """A value as people read it."""
    display = getattr(association, f"get_{name}_display", None)
    value = display() if display else getattr(association, name)
    if name == "theme":
        value = THEMES.get(value, value)
    if name == "district_code":
        value = district_names().get(value, value)
    return "" if value is None else str(value)
