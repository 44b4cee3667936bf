"""What people type about certificates, disks and their destruction."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.documents.deposits.forms import PaperField
from rebond.stock.inventory import read_serial
from rebond.stock.models import Device, ErasureCertificate


def typed_serial(text: str) -> str:
    """A serial number as the stock writes it, typed or scanned."""
    return read_serial(text)[0]


class CertificateForm(forms.Form):
    """A certificate as its paper says it."""

    serial = forms.CharField(
        label=gettext_lazy("Numéro de série de la machine"),
        help_text=gettext_lazy("Tapez-le ou scannez-le."),
        max_length=60,
    )
    disk_serial = forms.CharField(label=gettext_lazy("Numéro de série du disque"), max_length=60, required=False)
    disk_brand = forms.CharField(label=gettext_lazy("Marque et modèle du disque"), max_length=60, required=False)
    result = forms.ChoiceField(label=gettext_lazy("Résultat"), choices=ErasureCertificate.Result.choices)
    standard = forms.CharField(
        label=gettext_lazy("Norme et version"),
        help_text=gettext_lazy("Par exemple NIST 800-88r1 Purge."),
        max_length=80,
        required=False,
    )
    tool = forms.CharField(label=gettext_lazy("Logiciel et version"), max_length=80, required=False)
    operator = forms.CharField(
        label=gettext_lazy("Opérateur"),
        help_text=gettext_lazy("Un code ou un service. Un nom de personne n’est pas repris."),
        max_length=60,
        required=False,
    )
    erased_on = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reference = forms.CharField(label=gettext_lazy("Référence du certificat"), max_length=80, required=False)
    proof = PaperField(label=gettext_lazy("Le certificat, en PDF ou en photo"), required=False)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_serial(self) -> str:
        serial = typed_serial(self.cleaned_data["serial"])
        if not serial:
            raise forms.ValidationError(_("Ce n’est pas un numéro de série."))
        return serial

    def clean_erased_on(self) -> date:
        return not_later(self.cleaned_data["erased_on"], self.today)


class LinkForm(forms.Form):
    """The machine that a certificate speaks of."""

    serial = forms.CharField(
        label=gettext_lazy("Numéro de série de la machine"),
        help_text=gettext_lazy("Tapez-le ou scannez-le\u00a0: celui de la machine qui est en stock."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_serial(self) -> str:
        serial = typed_serial(self.cleaned_data["serial"])
        self.device = Device.objects.entered().filter(serial=serial).first()
        if self.device is None:
            raise forms.ValidationError(
                _("Aucune machine du stock ne porte le numéro %(serial)s. Relisez son étiquette."),
                params={"serial": serial or "\N{EM DASH}"},
            )
        return serial


class DiskForm(forms.Form):
    """A disk seen in a machine."""

    serial = forms.CharField(
        label=gettext_lazy("Numéro de série d’un disque vu dans la machine"),
        help_text=gettext_lazy("La machine n’est propre que lorsque chacun de ses disques a son certificat."),
        max_length=60,
    )

    def clean_serial(self) -> str:
        return " ".join(self.cleaned_data["serial"].split())


class DestructionForm(forms.Form):
    """What the slip says once the disk is destroyed."""

    on = forms.DateField(
        label=gettext_lazy("Détruit le"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    destroyed_by = forms.CharField(
        label=gettext_lazy("Détruit par"), help_text=gettext_lazy("L’entreprise ou le service."), max_length=120
    )
    method = forms.CharField(
        label=gettext_lazy("Procédé"), help_text=gettext_lazy("Par exemple broyage, perçage."), max_length=60
    )
    reference = forms.CharField(
        label=gettext_lazy("Référence du certificat de destruction"), max_length=80, required=False
    )

    def __init__(self, *args, failed_on: date | None, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.failed_on, self.today = failed_on, today

    def clean_on(self) -> date:
        on = not_later(self.cleaned_data["on"], self.today)
        if self.failed_on and on < self.failed_on:
            raise forms.ValidationError(_("Le disque ne peut être détruit avant l’échec de son effacement."))
        return on


def not_later(day: date, today: date) -> date:
    """A day that has come."""
    if day > today:
        raise forms.ValidationError(_("Cette date est à venir."))
    return day
