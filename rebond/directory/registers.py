"""How people call the registers."""

from django.utils.translation import gettext_lazy as _

REGISTERS = {
    "rna": _("Répertoire national des associations"),
    "sirene": _("Répertoire SIRENE"),
    "places": _("Lieux de médiation numérique"),
}
