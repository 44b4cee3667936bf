"""What a register's entry changes in an association that is known. No query here.

What people typed stays. A register fills what is empty and renews what a register had said before; where it differs
from what people typed, its own word is kept beside (`registers`) and shown. What only registers know (object,
activity codes, legal form, state) is always the register's.
"""

from typing import Any

from rebond.countries import RegisterEntry
from rebond.organisations.models import Association

# Fields that people may type as well: compared, kept beside, never overwritten.
SHARED = (
    "name", "short_name", "rna", "siren", "siret", "former_number", "address", "postal_code", "district_code", "town",
    "founded_in", "website", "phone", "email",
)  # fmt: skip
# Fields that only registers fill; an empty one says nothing and changes nothing.
OWNED = ("purpose", "activity_codes", "legal_form", "commune_code", "latitude", "longitude")
HINTS = ("theme", "publics")
STATE = {True: Association.RegisterState.ACTIVE, False: Association.RegisterState.ENDED}
_LONGEST = {field.name: field.max_length for field in Association._meta.concrete_fields if field.max_length}


def said_by(entry: RegisterEntry) -> dict[str, Any]:
    """What the entry says, by field of the model, cut to what the model holds; what it leaves empty is left out."""
    said = {}
    for name in (*SHARED, *OWNED, *HINTS):
        value = getattr(entry, name)
        if value not in ("", None, ()):
            said[name] = value[: _LONGEST.get(name)] if isinstance(value, str) else value
    if "publics" in said:
        said["publics"] = list(said["publics"])
    return said


def changes_to(association: Association, entry: RegisterEntry) -> dict[str, Any]:
    """The fields that the entry changes, with their new values; nothing when it says what is known."""
    said = said_by(entry)
    changes = {name: said[name] for name in OWNED if name in said}
    changes |= {name: said[name] for name in HINTS if name in said and not getattr(association, name)}
    changes |= {name: said[name] for name in SHARED if name in said and _is_the_registers(association, name)}
    if entry.is_active is not None and not _another_register_decides(association, entry):
        changes |= {"register_state": STATE[entry.is_active], "ended_on": entry.ended_on}
    changes["registers"] = association.registers | {entry.register: kept_beside(entry, said)}
    return {name: value for name, value in changes.items() if getattr(association, name) != value}


def kept_beside(entry: RegisterEntry, said: dict[str, Any]) -> dict[str, Any]:
    """The register's own word, as it is stored with the association."""
    shared = {name: said[name] for name in SHARED if name in said}
    return shared | {"key": entry.key, "changed_on": entry.changed_on.isoformat() if entry.changed_on else ""}


def differences(association: Association) -> list[tuple[str, str, Any]]:
    """Where a register says something else than what is written here: register, field, its word."""
    return [
        (register, name, said[name])
        for register, said in association.registers.items()
        for name in SHARED
        if name in said and said[name] != getattr(association, name)
    ]


def _is_the_registers(association: Association, name: str) -> bool:
    """Whether the field is empty, or holds what some register said when it was last read."""
    current = getattr(association, name)
    return current in ("", None) or any(said.get(name) == current for said in association.registers.values())


def _another_register_decides(association: Association, entry: RegisterEntry) -> bool:
    """The register of associations says whether one lives; another register only where that one is silent."""
    return entry.register != "rna" and "rna" in association.registers
