"""What people choose and type about the stock."""

from pathlib import Path

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.accounts.models import User
from rebond.interface.templatetags.interface import number
from rebond.organisations.models import Donor
from rebond.stock.access import sees_whole_stock
from rebond.stock.actions import why_lot_refused
from rebond.stock.importing.titles import TITLES
from rebond.stock.ledger.queries import places_to_choose
from rebond.stock.models import Device, FileRow, Flag, Lot, StockFile

READABLE = (".xlsx", ".ods", ".xls", ".csv", ".txt", ".log", ".xml")


class CertificatesUpload(forms.Form):
    """A file of certificates."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy(
            "Fichier .csv, classeur (.xlsx, .ods, .xls), rapport .xml de l’outil d’effacement, journal .log ou "
            "certificat .pdf de nwipe, 20\u00a0Mo au plus. "
            "Glissez-le ici ou choisissez-le."
        ),
        widget=forms.FileInput(),
    )
    readable = (*READABLE, ".pdf")

    # What only an inventory says.
    lot_reference = donor_name = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(self.readable)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if Path(file.name).suffix.lower() not in self.readable:
            sentence = _(
                "«\u00a0%(name)s\u00a0» n’est ni un classeur (.xlsx, .ods, .xls), ni un fichier .csv, "
                "ni un rapport .xml\u00a0: "
                "exportez-le dans l’un de ces formats."
            )
            raise forms.ValidationError(sentence % {"name": file.name[:80]})
        return file


class InventoryUpload(CertificatesUpload):
    """A donor's inventory and the lot that it describes; a new lot has a donor."""

    readable = READABLE

    lot = forms.CharField(
        label=gettext_lazy("Référence du lot"),
        help_text=gettext_lazy("Celle du bordereau du donateur. Un lot nouveau est créé à l’enregistrement."),
        max_length=60,
    )
    donor = forms.ModelChoiceField(
        label=gettext_lazy("Donateur d’un nouveau lot"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Selon le lot"),
    )
    new_donor = forms.CharField(
        label=gettext_lazy("Ou nouveau donateur"),
        help_text=gettext_lazy("S’il n’est pas encore dans la liste."),
        max_length=160,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Classeur (.xlsx, .ods, .xls) ou fichier .csv tel que le donateur l’envoie, 20\u00a0Mo au plus. "
            "Glissez-le ici ou choisissez-le."
        )
        self.fields["donor"].queryset = Donor.objects.all()

    def clean(self):
        chosen = super().clean()
        if chosen.get("lot") and (refusal := why_lot_refused(chosen["lot"], self.donor_name)):
            self.add_error("lot", refusal)
        return chosen

    @property
    def lot_reference(self) -> str:
        return self.cleaned_data["lot"]

    @property
    def donor_name(self) -> str:
        donor = self.cleaned_data.get("donor")
        return self.cleaned_data.get("new_donor") or (donor.name if donor else "")


UPLOADS = {StockFile.Kind.INVENTORY: InventoryUpload, StockFile.Kind.ERASURES: CertificatesUpload}


class HoldForm(forms.Form):
    """Why a machine is held back."""

    reason = forms.CharField(
        label=gettext_lazy("Que faut-il vérifier ?"),
        help_text=gettext_lazy("Une phrase, sans nom de personne."),
        max_length=300,
    )


class DeviceFilters(forms.Form):
    """Which machines to list, and in which order."""

    q = forms.CharField(label=gettext_lazy("Numéro de série ou étiquette"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("État"), choices=[("", gettext_lazy("Tous")), *Device.State.choices], required=False
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Type"), choices=[("", gettext_lazy("Tous")), *Device.Category.choices], required=False
    )
    lot = forms.ModelChoiceField(
        label=gettext_lazy("Lot"), queryset=None, required=False, empty_label=gettext_lazy("Tous")
    )
    stands_in = forms.ModelChoiceField(
        label=gettext_lazy("Emplacement"), queryset=None, required=False, empty_label=gettext_lazy("Tous")
    )
    erasure = forms.ChoiceField(
        label=gettext_lazy("Effacement"), choices=[("", gettext_lazy("Tous")), *Device.Erasure.choices], required=False
    )
    flag = forms.ChoiceField(
        label=gettext_lazy("Blocage"), choices=[("", gettext_lazy("Indifférent")), *Flag.choices], required=False
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        choices=[
            ("", gettext_lazy("Numéro de série")),
            ("model", gettext_lazy("Modèle")),
            ("state", gettext_lazy("État")),
            ("lot", gettext_lazy("Lot")),
            ("age", gettext_lazy("Mise en service")),
        ],
        required=False,
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lot"].queryset = Lot.objects.visible_to(user)
        self.fields["stands_in"].queryset = places_to_choose()
        if not sees_whole_stock(user):
            del self.fields["stands_in"]

    @property
    def chosen(self) -> dict:
        """The filters that mean something; the others keep everything."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class RowFilters(forms.Form):
    """Which rows of a file to show: those verdicts that its kind can have."""

    INVENTORY = ("new", "changed", "warned", "rejected", "unchanged", "ignored")
    ERASURES = ("matched", "orphan", "rejected", "unchanged", "ignored")

    verdict = forms.ChoiceField(label=gettext_lazy("Lignes"), required=False)
    remark = forms.ChoiceField(label=gettext_lazy("Remarque"), required=False)

    def __init__(self, *args, file: StockFile, **kwargs):
        super().__init__(*args, **kwargs)
        possible = self.ERASURES if file.kind == StockFile.Kind.ERASURES else self.INVENTORY
        labels = [(verdict, FileRow.Verdict(verdict).label) for verdict in possible]
        self.fields["verdict"].choices = [("", _("Toutes")), *labels]
        remarks = [(code, f"{TITLES.get(code, code)} ({number(count)})") for code, count in file.remarks.items()]
        self.fields["remark"].choices = [("", _("Indifférent")), *remarks]

    def chosen(self, name: str) -> str:
        """What was chosen in a filter; nothing when it is none of ours."""
        self.is_valid()
        return self.cleaned_data.get(name, "")
