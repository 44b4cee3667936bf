"""What each remark about a row is called in a list of remarks."""

from django.utils.translation import gettext_lazy as _

TITLES = {
    "serial-missing": _("Numéro de série manquant"),
    "serial-unreadable": _("Numéro de série illisible"),
    "serial-duplicate": _("Numéro de série en double"),
    "serial-suspect": _("Numéro de série à vérifier"),
    "model-missing": _("Modèle manquant"),
    "date-unreadable": _("Date illisible"),
    "date-ambiguous": _("Date ambiguë"),
    "number-unreadable": _("Quantité illisible"),
    "formula-error": _("Erreur de tableur"),
    "text-shortened": _("Texte raccourci"),
    "personal-data": _("Donnée d’une personne, masquée"),
    "erasure-disagrees": _("Effacement nié par le donateur"),
    "disk-removed": _("Disque retiré selon le donateur"),
    "out-of-order": _("Hors service selon le donateur"),
    "bios-locked": _("BIOS verrouillé selon le donateur"),
    "other-lot": _("Déjà dans un autre lot"),
    "merged": _("Réunie à une autre fiche"),
    "device-promised": _("Machine déjà promise ou remise"),
    "result-missing": _("Résultat manquant"),
    "result-unknown": _("Résultat incompris"),
}
