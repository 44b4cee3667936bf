"""National places of digital mediation (standard 1.0.1, 32 columns): where associations publish their own contacts.

A place may be a library or a town hall: it is entered as an association only where its kind says so, or where it is
known by a number of the register of associations.
"""

from collections.abc import Sequence

from rebond.countries.country import Area, RegisterEntry, RowMisread
from rebond.countries.france.numbers import read_association_number, read_site_number
from rebond.countries.france.places import place_of
from rebond.countries.france.registers.cells import (
    NO_NAME,
    NO_NUMBER,
    WRONG_WIDTH,
    Cells,
    day,
    degrees,
    web_address,
)

PUBLICS = {
    "Jeunes": "jeunes",
    "Étudiants": "etudiants",
    "Familles et/ou enfants": "familles",
    "Familles/enfants": "familles",
    "Seniors": "seniors",
    "Femmes": "femmes",
}


class PlacesReader:
    """Rows of the national file of places."""

    register = "places"
    REQUIRED = frozenset({"id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj"})

    def __init__(self, header: Sequence[str], area: Area):
        self._cells = Cells(header)
        self._area = area
        self._code = self._cells.column("code_insee")
        self._postal_code = self._cells.column("code_postal")
        self._has_code = self._code < len(header)

    def wants(self, cells: Sequence[str]) -> bool:
        if len(cells) != self._cells.width:
            return any(cells)
        code = cells[self._code] if self._has_code else ""
        return self._area.contains(code, cells[self._postal_code])

    def read(self, cells: Sequence[str]) -> RegisterEntry:
        if len(cells) != self._cells.width:
            raise RowMisread("id", WRONG_WIDTH)
        of = self._cells.of
        pivot, name = of(cells, "pivot"), of(cells, "nom")
        rna, siret = read_association_number(pivot).value, read_site_number(pivot).value
        if not name:
            raise RowMisread("nom", NO_NAME)
        if not (rna or siret):
            raise RowMisread("pivot", NO_NUMBER)
        code, postal_code = of(cells, "code_insee"), of(cells, "code_postal")
        publics = _parts(of(cells, "publics_specifiquement_adresses"))
        return RegisterEntry(
            register=self.register,
            key=of(cells, "id") or pivot,
            name=name,
            rna=rna,
            siren=siret[:9],
            siret=siret,
            purpose=of(cells, "presentation_resume"),
            address=of(cells, "adresse"),
            postal_code=postal_code,
            district_code=place_of(code, postal_code).district,
            commune_code=code,
            town=of(cells, "commune"),
            website=web_address(of(cells, "site_web")),
            phone=of(cells, "telephone")[:20],
            email=_email(of(cells, "courriels")),
            latitude=degrees(of(cells, "latitude"), 90),
            longitude=degrees(of(cells, "longitude"), 180),
            theme="mediation_numerique",
            publics=tuple(PUBLICS[public] for public in publics if public in PUBLICS),
            is_association=bool(rna) or "ASSO" in _parts(of(cells, "typologie")),
            changed_on=day(of(cells, "date_maj")),
        )


def _parts(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def _email(cell: str) -> str:
    """The first address of the place."""
    return next((part.lower() for part in _parts(cell) if part.count("@") == 1 and len(part) <= 254), "")
