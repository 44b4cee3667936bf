"""What is looked at on a machine, by its type, and what a fault keeps back. As data; the city changes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _

CATEGORIES = [
    ("desktop", _("Unité centrale")),
    ("laptop", _("Ordinateur portable")),
    ("screen", _("Écran")),
    ("other", _("Autre")),
]
FLAGS = [
    ("out-of-order", _("Hors service")),
    ("bios-locked", _("BIOS verrouillé")),
    ("to-investigate", _("À vérifier")),
]
# Key: what is looked at, and the flag that a fault sets; without one the fault is noted and blocks nothing.
STANDARD = {
    "power": (_("S’allume"), "out-of-order"),
    "bios": (_("BIOS sans mot de passe"), "bios-locked"),
    "disk": (_("Disque présent et sain"), "to-investigate"),
    "memory": (_("Mémoire présente"), "out-of-order"),
    "ports": (_("Prises (USB, écran, réseau)"), "to-investigate"),
    "system-fit": (_("Processeur et TPM assez récents pour le système"), ""),
    "screen": (_("Écran sans défaut"), "to-investigate"),
    "keyboard": (_("Clavier et pavé tactile"), "to-investigate"),
    "battery": (_("Batterie"), ""),
    "picture": (_("Image nette, sans tache"), "out-of-order"),
    "looks": (_("Aspect extérieur"), ""),
}
BY_CATEGORY = {
    "desktop": ("power", "bios", "disk", "memory", "ports", "system-fit", "looks"),
    "laptop": ("power", "bios", "disk", "memory", "ports", "system-fit", "screen", "keyboard", "battery", "looks"),
    "screen": ("power", "picture", "ports", "looks"),
    "other": ("power", "looks"),
}


@dataclass(frozen=True)
class Check:
    """One thing to look at: `number` is what one types after a minus for a fault."""

    number: int
    key: str
    label: str
    flag: str


class Changed(Protocol):
    """A row of the city's own checks."""

    pk: object
    category: str
    standard: str
    added_name: str
    flag: str
    in_use: bool


def checks_of(category: str, own: Iterable[Changed]) -> list[Check]:
    """The checks of a type of machine in their order: the standard ones that are kept, then the city's."""
    rows = [row for row in own if row.category == category]
    left_out = {row.standard for row in rows if row.standard and not row.in_use}
    kept = [(key, *STANDARD[key]) for key in BY_CATEGORY[category] if key not in left_out]
    added = [(str(row.pk), row.added_name, row.flag) for row in rows if not row.standard and row.in_use]
    return [Check(number, key, str(label), flag) for number, (key, label, flag) in enumerate(kept + added, start=1)]
