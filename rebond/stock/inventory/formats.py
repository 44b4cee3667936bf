"""Exports that we know: how their headings give them away, and what these headings mean there.

A heading of a known export is understood as that program means it: « CPU (MHz) » of OCS Inventory is a frequency, not a
processor, and the "Warranty" of Snipe-IT is a number of months. A heading that means "" is left aside without asking.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rebond.spreadsheets import meanings_of, plain

IGNORED = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A program's export: `marks` are headings that only it has; two of them are enough."""

    code: str
    name: str
    marks: frozenset[str]
    meanings: Mapping[str, str]


def _format(code: str, name: str, *, marks: Iterable[str], means: Mapping[str, Iterable[str]]) -> Format:
    return Format(code, name, frozenset(map(plain, marks)), meanings_of({field: list(means[field]) for field in means}))


FORMATS = (
    _format(
        "glpi",
        "GLPI",
        marks=[
            "Entité", "Entity", "Composants - Processeur", "Components - Processor", "Usager", "Alternate username",
            "Système d'exploitation - Nom", "Operating system - Name", "Dernière modification", "Last update",
            "Date de dernier inventaire", "Lieu", "Informations financières et administratives - Date d'achat",
        ],
        means={
            "serial": ["Numéro de série", "Serial number"],
            "asset_tag": ["Numéro d'inventaire", "Inventory number"],
            "type": ["Type"],
            "brand": ["Fabricant", "Manufacturer"],
            "model": ["Modèle", "Model"],
            "processor": ["Composants - Processeur", "Components - Processor", "Processeur"],
            "memory_gb": ["Composants - Mémoire", "Components - Memory", "Mémoire"],
            "disk": ["Composants - Disque dur", "Components - Hard drive", "Disque dur"],
            "site": ["Lieu", "Location"],
            "condition": ["Statut", "Status"],
            "remarks": ["Commentaires", "Comments"],
            "holder": ["Usager", "Utilisateur", "Alternate username", "User", "Technicien responsable"],
            "in_service_on": [
                "Informations financières et administratives - Date d'achat",
                "Financial and administrative information - Date of purchase",
                "Informations financières et administratives - Date de mise en service",
            ],
            "warranty_until": [
                "Informations financières et administratives - Date d'expiration de la garantie",
                "Financial and administrative information - Warranty expiration date",
            ],
            IGNORED: [
                "Nom", "Name", "Entité", "Entity", "Dernière modification", "Last update", "Groupe", "Group",
                "Système d'exploitation - Nom", "Operating system - Name", "Système d'exploitation - Version",
                "Operating system - Version", "Date de dernier inventaire", "Last inventory date", "ID",
                "Informations financières et administratives - Valeur",
            ],
        },
    ),
    _format(
        "servicenow",
        "ServiceNow",
        marks=[
            "Configuration item", "Model category", "Substate", "Substatus", "Display name", "Stockroom", "Sys ID",
            "Install status", "Managed by", "Cost center", "Disposal reason",
        ],
        means={
            "serial": ["Serial number"],
            "asset_tag": ["Asset tag"],
            "type": ["Model category"],
            "brand": ["Manufacturer", "model.manufacturer", "Vendor"],
            "model": ["Model", "model.display_name", "Model ID"],
            "processor": ["CPU name", "CPU type"],
            "memory_gb": ["RAM", "RAM (MB)"],
            "disk": ["Disk space", "Disk space (GB)"],
            "in_service_on": ["Install date", "Installed", "Purchased", "Purchase date"],
            "warranty_until": ["Warranty expiration"],
            "residual_value": ["Residual value"],
            "site": ["Location"],
            "condition": ["State", "Install status", "Hardware status"],
            "substate": ["Substate", "Substatus", "Hardware substatus"],
            "remarks": ["Comments", "Work notes", "Description"],
            "holder": ["Assigned to", "Owned by", "Managed by", "Reserved for"],
            IGNORED: [
                "Display name", "Name", "Configuration item", "Sys ID", "Stockroom", "Company", "Department", "Class",
                "CI", "Cost", "Quantity", "Created", "Updated", "Cost center", "Disposal reason",
            ],
        },
    ),
    _format(
        "snipe-it",
        "Snipe-IT",
        marks=[
            "Item name", "Asset name", "Model No.", "Model number", "Checked out", "Checked out to", "Checked out type",
            "Default location", "Purchase cost", "Current value", "Warranty expires", "Warranty months", "EOL",
            "Checkout date", "Expected checkin date", "Requestable",
        ],
        means={
            "serial": ["Serial", "Serial number"],
            "asset_tag": ["Asset tag"],
            "type": ["Category"],
            "brand": ["Manufacturer"],
            "model": ["Model", "Model name"],
            "in_service_on": ["Purchase date", "Purchased"],
            "warranty_until": ["Warranty expires"],
            "residual_value": ["Current value"],
            "site": ["Location", "Default location"],
            "condition": ["Status"],
            "remarks": ["Notes"],
            "holder": [
                "Checked out", "Checked out to", "Full name", "Username", "Email", "Assigned to", "Employee number",
            ],
            IGNORED: [
                "ID", "Item name", "Asset name", "Company", "Model No.", "Model number", "Purchase cost", "Cost",
                "Warranty", "Warranty months", "EOL", "EOL rate", "Checked out type", "Type", "Order number",
                "Supplier", "Checkout date", "Expected checkin date", "Requestable", "Created at", "Updated at",
                "Last audit", "Next audit date", "URL", "Image", "Deleted",
            ],
        },
    ),
    _format(
        "ocs",
        "OCS Inventory",
        marks=[
            "TAG", "Account info: TAG", "Last inventory", "Dernier inventaire", "CPU (MHz)", "RAM (MB)", "RAM (Mo)",
            "Swap", "Last contact", "Dernière communication", "Agent", "User agent",
        ],
        means={
            "serial": ["Serial number", "Serial", "Numéro de série"],
            "asset_tag": ["Asset tag"],
            "brand": ["Manufacturer", "Fabricant", "Constructeur"],
            "model": ["Model", "Modèle"],
            "type": ["Chassis type", "Type de châssis"],
            "processor": ["CPU type", "Type CPU", "Processor", "Processeur"],
            "memory_gb": ["RAM (MB)", "RAM (Mo)"],
            "holder": ["User", "Utilisateur", "Last user", "Dernier utilisateur"],
            "remarks": ["Description"],
            IGNORED: [
                "TAG", "Account info: TAG", "Last inventory", "Dernier inventaire", "Computer", "Machine", "Name",
                "Nom", "Operating system", "Système d'exploitation", "Système", "CPU (MHz)", "Number of CPU", "Swap",
                "Agent", "Last contact", "Dernière communication", "User agent", "IP address", "Adresse IP", "Domain",
                "Domaine", "Workgroup", "Service pack", "BIOS version", "BIOS date",
            ],
        },
    ),
)  # fmt: skip


def recognise(headings: Iterable[str]) -> Format | None:
    """The export that these headings give away: the one with most of its marks, and at least two."""
    seen = {plain(heading) for heading in headings}
    best = max(FORMATS, key=lambda one: len(one.marks & seen))
    return best if len(best.marks & seen) >= 2 else None
