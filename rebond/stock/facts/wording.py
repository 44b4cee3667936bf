"""What is said of a machine's own facts, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.stock.facts.systems import Fit

REFUSALS = {
    "too-large": gettext_lazy("Le fichier pèse plus de 5\u00a0Mo\u00a0: ce n’est pas le relevé d’une machine."),
    "not-json": gettext_lazy(
        "Ce fichier n’est pas du JSON. Sur la machine, tapez «\u00a0lshw -json > machine.json\u00a0»."
    ),
    "unknown-shape": gettext_lazy(
        "Ce fichier JSON ne vient ni de lshw, ni d’inxi, ni de Workbench. "
        "Sur la machine, tapez «\u00a0lshw -json > machine.json\u00a0»."
    ),
    "nothing-said": gettext_lazy(
        "Ce fichier ne dit rien de la machine. Lancez lshw ou inxi avec les droits d’administration (sudo)."
    ),
}
LACKING = {
    "processor": gettext_lazy("processeur trop ancien (il faut un Intel Core de 8e génération, ou un Ryzen 2000)"),
    "tpm": gettext_lazy("pas de TPM 2.0"),
    "memory": gettext_lazy("moins de 4\u00a0Go de mémoire"),
    "disk": gettext_lazy("disque de moins de 64\u00a0Go"),
}
TO_LOOK_AT = {"processor": gettext_lazy("le processeur"), "tpm": gettext_lazy("le TPM")}


def fit_in_words(fit: Fit) -> str:
    """Whether Windows 11 may go onto the machine, in one sentence."""
    if fit.verdict == "yes":
        return _("Windows 11 est possible. Linux aussi.")
    if fit.verdict == "no":
        what = ", ".join(str(LACKING[code]) for code in fit.codes)
        return _("Windows 11 est impossible\u00a0: %(what)s. Installez Linux.") % {"what": what}
    what = ", ".join(str(TO_LOOK_AT[code]) for code in fit.codes)
    return _("Windows 11\u00a0: à vérifier sur la machine (%(what)s). Linux est possible.") % {"what": what}
