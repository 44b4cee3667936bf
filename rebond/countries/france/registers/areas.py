"""A commune or a department, as an address is compared with it: millions of times."""

import re
from dataclasses import dataclass

from rebond.countries.france.places import districts

_commune = re.compile(r"(\d\d|2[AB])\d{3}").fullmatch
_department = re.compile(r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8]").fullmatch
# Corsica's two departments share the postal codes that begin with 20.
_POSTAL = {"2A": "20", "2B": "20"}


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune and its districts; the postal code decides where a register gives no code."""

    codes: frozenset[str]
    postal_codes: frozenset[str]

    def contains(self, code: str, postal_code: str) -> bool:
        return code in self.codes or (not code and postal_code in self.postal_codes)


@dataclass(frozen=True, slots=True)
class Department:
    """All communes whose code begins so."""

    code: str
    postal: str

    def contains(self, code: str, postal_code: str) -> bool:
        return code.startswith(self.code) or (not code and postal_code.startswith(self.postal))


def area(*, commune: str = "", department: str = "") -> Commune | Department | None:
    """A commune (13055) or a department (13, 2A, 974); None when the code is none, or when both are given or none."""
    commune, department = commune.strip().upper(), department.strip().upper()
    if bool(commune) == bool(department):
        return None
    if _commune(commune):
        parts = districts(commune)
        postal_codes = frozenset(postal for part in parts for postal in part.postal_codes)
        return Commune(frozenset({commune, *(part.code for part in parts)}), postal_codes)
    if _department(department):
        return Department(department, _POSTAL.get(department, department))
    return None
