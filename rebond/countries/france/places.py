"""Districts (arrondissements municipaux) of Marseille, Lyon and Paris, by INSEE code and by postal code.

Files mix the commune (13055) and its districts (13201 to 13216): the district is then found from the postal code.
Source: INSEE (COG), DGCL; Etalab – Licence Ouverte 2.0.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rebond.countries.country import Place

_HERE = Path(__file__).parent
_DRAWINGS = {"13055": "marseille-districts.json"}


@dataclass(frozen=True, slots=True)
class District:
    """One arrondissement of a city that has some."""

    code: str
    name: str
    commune: str
    population: int
    postal_codes: tuple[str, ...]


@cache
def all_districts() -> Mapping[str, District]:
    """The 45 districts by INSEE code."""
    with (_HERE / "districts-plm.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["code_insee"]: District(
            row["code_insee"],
            row["nom"],
            row["commune"],
            int(row["population"]),
            tuple(row["codes_postaux"].split("|")),
        )
        for row in rows
    }


def districts(commune: str) -> list[District]:
    """The districts of a commune, in order; none for most."""
    return [district for district in all_districts().values() if district.commune == commune]


def place_of(code: str, postal_code: str) -> Place:
    """The district of an address: the code where it names one, else the postal code; neither gives nothing.

    >>> place_of("13055", "13007")
    Place(district='13207', found_by='postal-code', disagrees=False)
    """
    by_postal_code = _by_postal_code().get(postal_code.strip(), "")
    if code in all_districts():
        return Place(code, "code", bool(by_postal_code) and by_postal_code != code)
    is_elsewhere = code and code not in _communes_with_districts()
    if is_elsewhere or not by_postal_code:
        return Place("", "")
    return Place(by_postal_code, "postal-code")


def lies_in(commune: str, code: str, postal_code: str) -> bool | None:
    """Whether an address lies in a commune: by its code, else by its postal code; None where these do not tell.

    >>> lies_in("13055", "", "13007"), lies_in("13055", "13201", ""), lies_in("13055", "", "75011")
    (True, True, False)
    """
    if not commune:
        return None
    if code:
        return (all_districts()[code].commune if code in all_districts() else code) == commune
    postal = postal_code.strip()
    if postal in _by_postal_code():
        return all_districts()[_by_postal_code()[postal]].commune == commune
    department = "20" if commune[:2] in ("2A", "2B") else commune[:2]
    return False if postal and department and not postal.startswith(department) else None


@cache
def _communes_with_districts() -> frozenset[str]:
    """Marseille, Lyon, Paris."""
    return frozenset(district.commune for district in all_districts().values())


@cache
def _by_postal_code() -> Mapping[str, str]:
    return {postal: district.code for district in all_districts().values() for postal in district.postal_codes}


@cache
def district_map(code: str) -> Mapping[str, Any] | None:
    """The drawing of a commune's districts, made once by scripts/marseille_districts.py: `view_box`, `attribution`,
    and for each of the `districts` its code, number, name, population, SVG path and where to write its number."""
    if code not in _DRAWINGS:
        return None
    drawing: Mapping[str, Any] = json.loads((_HERE / _DRAWINGS[code]).read_text(encoding="utf-8"))
    return drawing
