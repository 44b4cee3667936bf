"""Waste of electrical and electronic equipment: codes, usual weights, and the register of what goes out.

Sources: code de l'environnement, art. R541-7 (list of waste: decision 2000/532/CE, chapter 16 02) and R541-43
(register); arrêté du 31 mai 2021, art. 2 (what the register of outgoing waste holds). Usual weights are the house's own
estimates, to be replaced by the scales.
"""

from decimal import Decimal
from typing import NamedTuple

NOT_DANGEROUS = "16 02 14"  # discarded equipment without dangerous components
DANGEROUS = "16 02 13*"  # with dangerous components: batteries, screens' lamps
PIECES = "16 02 16"  # pieces taken out of equipment


class Waste(NamedTuple):
    """What a kind of thing is as waste: its code, its usual name, what one usually weighs (kg)."""

    code: str
    name: str
    kilograms: Decimal


WASTE = {
    "desktop": Waste(NOT_DANGEROUS, "Unités centrales", Decimal("6.00")),
    "laptop": Waste(DANGEROUS, "Ordinateurs portables", Decimal("2.20")),
    "screen": Waste(DANGEROUS, "Écrans", Decimal("5.00")),
    "keyboard": Waste(NOT_DANGEROUS, "Claviers", Decimal("0.60")),
    "mouse": Waste(NOT_DANGEROUS, "Souris", Decimal("0.10")),
    "cable": Waste(PIECES, "Câbles", Decimal("0.20")),
    "adapter": Waste(NOT_DANGEROUS, "Adaptateurs et chargeurs", Decimal("0.30")),
}
OTHER = Waste(NOT_DANGEROUS, "Autres équipements informatiques", Decimal("1.00"))

REGISTER = (
    "Date de l’expédition", "Dénomination usuelle", "Code déchet", "Déchet POP", "Code convention de Bâle",
    "Numéro de bordereau de suivi (BSD)", "Quantité (t)", "Unités",
    "Expéditeur : raison sociale", "Expéditeur : SIRET", "Adresse de prise en charge",
    "Transporteur : raison sociale", "Transporteur : SIRET", "Transporteur : récépissé",
    "Destinataire : raison sociale", "Destinataire : SIRET", "Destinataire : adresse",
    "Destinataire : numéro d’opérateur", "Code du traitement", "Qualification du traitement",
    "Bordereau interne", "Certificat de traitement", "Annule le bordereau",
)  # fmt: skip
QUALIFICATIONS = {
    "R": "préparation en vue de la réutilisation",
    "R4": "recyclage",
    "R12": "recyclage",
    "R13": "autre valorisation",
}


def waste_of(kind: str) -> Waste:
    """What a category of machines or a standard kind of accessories is as waste."""
    return WASTE.get(kind, OTHER)
