"""The register of all organisations (SIRENE), in extracts by site or by legal unit.

A legal unit whose category begins with 92 is an association. The file of sites carries no category, that of units no
address: without both, a row only completes an association that is known already by its number. Nothing of a row with
partial diffusion is kept but its numbers and its state.
"""

from collections.abc import Sequence

from rebond.countries.country import Area, RegisterEntry, RowMisread
from rebond.countries.france.numbers import read_association_number, read_organisation_number, read_site_number
from rebond.countries.france.places import place_of
from rebond.countries.france.registers.cells import NO_NUMBER, WRONG_WIDTH, Cells, day, year

ASSOCIATIONS = "92"


class SiteReader:
    """Rows of StockEtablissement, alone or with the columns of the legal unit beside."""

    register = "sirene"
    REQUIRED = frozenset(
        {"siret", "codePostalEtablissement", "codeCommuneEtablissement", "etatAdministratifEtablissement"}
    )

    def __init__(self, header: Sequence[str], area: Area):
        self._cells = Cells(header)
        self._area = area
        self._code = self._cells.column("codeCommuneEtablissement")
        self._postal_code = self._cells.column("codePostalEtablissement")
        self._category = self._cells.column("categorieJuridiqueUniteLegale")

    def wants(self, cells: Sequence[str]) -> bool:
        if len(cells) != self._cells.width:
            return any(cells)
        if not self._area.contains(cells[self._code], cells[self._postal_code]):
            return False
        return self._category == self._cells.width or cells[self._category].startswith(ASSOCIATIONS)

    def read(self, cells: Sequence[str]) -> RegisterEntry:
        if len(cells) != self._cells.width:
            raise RowMisread("siret", WRONG_WIDTH)
        of = self._cells.of
        siret = read_site_number(of(cells, "siret")).value
        if not siret:
            raise RowMisread("siret", NO_NUMBER)
        state = of(cells, "etatAdministratifEtablissement")
        is_public = of(cells, "statutDiffusionEtablissement") in ("", "O")
        name = _first(self._cells, cells, _UNIT_NAMES + _SITE_NAMES)
        legal_form = of(cells, "categorieJuridiqueUniteLegale")
        if not is_public:
            return RegisterEntry(
                self.register, siret, siren=siret[:9], siret=siret, is_association=False, is_active=state != "F"
            )
        code, postal_code = of(cells, "codeCommuneEtablissement"), of(cells, "codePostalEtablissement")
        return RegisterEntry(
            register=self.register,
            key=siret,
            name=name,
            short_name=of(cells, "sigleUniteLegale"),
            rna=read_association_number(of(cells, "identifiantAssociationUniteLegale")).value,
            siren=siret[:9],
            siret=siret,
            legal_form=legal_form,
            address=of(
                cells,
                "numeroVoieEtablissement",
                "indiceRepetitionEtablissement",
                "typeVoieEtablissement",
                "libelleVoieEtablissement",
            ),
            postal_code=postal_code,
            district_code=place_of(code, postal_code).district,
            commune_code=code,
            town=of(cells, "libelleCommuneEtablissement"),
            founded_in=year(of(cells, "dateCreationUniteLegale")),
            is_association=bool(name) and legal_form.startswith(ASSOCIATIONS),
            is_active=state != "F",
            ended_on=day(of(cells, "dateDebut")) if state == "F" else None,
            changed_on=day(of(cells, "dateDernierTraitementEtablissement")),
        )


class UnitReader:
    """Rows of StockUniteLegale: no address, so they complete associations that are known already."""

    register = "sirene"
    REQUIRED = frozenset({"siren", "categorieJuridiqueUniteLegale", "etatAdministratifUniteLegale"})

    def __init__(self, header: Sequence[str], area: Area):
        self._cells = Cells(header)
        self._category = self._cells.column("categorieJuridiqueUniteLegale")

    def wants(self, cells: Sequence[str]) -> bool:
        if len(cells) != self._cells.width:
            return any(cells)
        return cells[self._category].startswith(ASSOCIATIONS)

    def read(self, cells: Sequence[str]) -> RegisterEntry:
        if len(cells) != self._cells.width:
            raise RowMisread("siren", WRONG_WIDTH)
        of = self._cells.of
        siren = read_organisation_number(of(cells, "siren")).value
        if not siren:
            raise RowMisread("siren", NO_NUMBER)
        is_public = of(cells, "statutDiffusionUniteLegale") in ("", "O")
        return RegisterEntry(
            register=self.register,
            key=siren,
            name=_first(self._cells, cells, _UNIT_NAMES) if is_public else "",
            short_name=of(cells, "sigleUniteLegale") if is_public else "",
            rna=read_association_number(of(cells, "identifiantAssociationUniteLegale")).value,
            siren=siren,
            legal_form=of(cells, "categorieJuridiqueUniteLegale"),
            founded_in=year(of(cells, "dateCreationUniteLegale")),
            is_association=False,
            is_active=of(cells, "etatAdministratifUniteLegale") != "C",
            changed_on=day(of(cells, "dateDernierTraitementUniteLegale")),
        )


_UNIT_NAMES = ("denominationUniteLegale", "denominationUsuelle1UniteLegale")
_SITE_NAMES = ("denominationUsuelleEtablissement", "enseigne1Etablissement")


def _first(cells_of: Cells, cells: Sequence[str], titles: Sequence[str]) -> str:
    return next((text for text in (cells_of.of(cells, title) for title in titles) if text), "")
