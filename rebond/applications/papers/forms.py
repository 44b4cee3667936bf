"""Sending a paper, refusing one, and which papers a wave asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from rebond.applications.papers.asked import ALWAYS, AskedPaper, AskedPapers
from rebond.countries import country
from rebond.documents.deposits.forms import PaperField
from rebond.programmes.models import Wave
from rebond.tenancy.scope import current_city

OWN = 3  # how many papers of its own a city may add
ASKED = {"no": _("Non"), "welcome": _("Oui, si elle existe"), "needed": _("Oui, elle est nécessaire")}


class PaperForm(forms.Form):
    """One file for one kind of paper; `prefix` is the kind."""

    file = PaperField(help_text="")


class RefuseForm(forms.Form):
    """Why a paper is not the right one."""

    reason = forms.CharField(
        label=_("Pourquoi cette pièce ne convient pas, et laquelle envoyer"),
        help_text=_("L’association le lit tel quel, et le reçoit par courriel."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Écrivez le motif du refus.")},
    )


class ListForm(forms.Form):
    """The papers of a wave: those that the country knows, then some of the city's own."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    blocks = forms.BooleanField(
        label=_("Aucune candidature ne part sans les pièces nécessaires"),
        help_text=_("Sinon elle part, et le service demande une fois ce qui manque."),
        required=False,
    )

    def __init__(self, *args: Any, asked: AskedPapers, version: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.known = country(current_city().country).PAPERS
        self.initial |= {"version": version, "blocks": asked.blocks}
        there = {one.kind: one for one in asked}
        for kind, text in self.known.items():
            self.add_choice(kind, gettext(text.title), gettext(text.help), there.get(kind))
        for place in range(1, OWN + 1):
            self.add_own(place, there.get(f"own-{place}"))
        self.order_fields([name for name in self.fields if name != "blocks"])

    def add_choice(self, name: str, label: str, help_text: str, paper: AskedPaper | None) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, help_text=help_text, choices=ASKED.items(), widget=forms.RadioSelect
        )
        self.initial[name] = "no" if paper is None else "needed" if paper.is_needed else "welcome"

    def add_own(self, place: int, paper: AskedPaper | None) -> None:
        title = _("Autre pièce, %(place)s") % {"place": place}
        self.fields[f"own-{place}-label"] = forms.CharField(label=title, max_length=120, required=False)
        self.fields[f"own-{place}-help"] = forms.CharField(
            label=_("Laquelle exactement"), max_length=300, required=False
        )
        self.add_choice(f"own-{place}", gettext_lazy("Demandée ?"), "", paper)
        if paper is not None:
            self.initial |= {f"own-{place}-label": paper.label["fr"], f"own-{place}-help": paper.help.get("fr", "")}

    def clean(self) -> dict[str, Any]:
        for place in range(1, OWN + 1):
            if self.cleaned_data.get(f"own-{place}") != "no" and not self.cleaned_data.get(f"own-{place}-label"):
                self.add_error(f"own-{place}-label", _("Écrivez le nom de cette pièce."))
        return self.cleaned_data

    @property
    def papers(self) -> list[AskedPaper]:
        """What is asked for, as it was chosen."""
        data = self.cleaned_data
        known = [AskedPaper(kind, data[kind] == "needed") for kind in self.known if data[kind] != "no"]
        own = [
            AskedPaper(
                name, data[name] == "needed", label={"fr": data[f"{name}-label"]}, help={"fr": data[f"{name}-help"]}
            )
            for name in (f"own-{place}" for place in range(1, OWN + 1))
            if data[name] != "no"
        ]
        return known + own


class QueueFilters(forms.Form):
    """Which papers that nobody has looked at."""

    q = forms.CharField(label=gettext_lazy("Association ou numéro"), max_length=100, required=False)
    wave = forms.ChoiceField(label=gettext_lazy("Vague"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Pièce"), required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        choices=[
            ("", gettext_lazy("Plus anciens")),
            ("latest", gettext_lazy("Plus récents")),
            ("name", gettext_lazy("Nom")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        waves = Wave.objects.announced().order_by("programme__title", "number").values_list("slug", "name")
        self.fields["wave"].choices = [("", gettext_lazy("Toutes")), *waves]
        known = [(kind, gettext(text.title)) for kind, text in country(current_city().country).PAPERS.items()]
        own = [(f"own-{place}", _("Autre pièce, %(place)s") % {"place": place}) for place in range(1, OWN + 1)]
        beside = [(kind, words[0]) for kind, words in ALWAYS.items()]
        self.fields["kind"].choices = [("", gettext_lazy("Toutes")), *known, *own, *beside]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that mean something; the others keep everything."""
        self.is_valid()
        return self.cleaned_data
