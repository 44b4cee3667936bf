"""What a column of a donor's file may hold, as a person chooses it."""

from django.utils.translation import gettext_lazy as _

FIELDS = [
    ("serial", _("Numéro de série")),
    ("model", _("Modèle")),
    ("brand", _("Marque")),
    ("type", _("Type de matériel")),
    ("asset_tag", _("Numéro d’immobilisation")),
    ("barcode", _("Code-barres")),
    ("processor", _("Processeur")),
    ("memory_gb", _("Mémoire vive")),
    ("disk", _("Disque")),
    ("in_service_on", _("Mise en service")),
    ("warranty_until", _("Fin de garantie")),
    ("residual_value", _("Valeur comptable")),
    ("site", _("Site")),
    ("place", _("Bâtiment, étage")),
    ("condition", _("État")),
    ("substate", _("Précision sur l’état")),
    ("erasure", _("Effacement selon le donateur")),
    ("remarks", _("Observations")),
    ("holder", _("Personne (jamais reprise)")),
]
LABELS = dict(FIELDS)
# What may be corrected in a row: a person's name is never shown, so that it is never typed again.
CORRECTABLE = tuple(field for field, _label in FIELDS if field != "holder")
