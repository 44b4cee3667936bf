"""The register of associations (RNA), in both of its shapes.

`rna_waldec` (39 columns) holds those with a W number, `rna_import` the older ones with the address in three lines.
Files of one department are in ISO-8859-1 with semicolons, the national ones in UTF-8 with commas. The columns
`adrg_*` (where the declarant receives mail, often a home) and `dir_civilite` are never read.
"""

from collections.abc import Sequence

from rebond.countries.country import Area, RegisterEntry, RowMisread
from rebond.countries.france.numbers import read_association_number, read_site_number
from rebond.countries.france.places import place_of
from rebond.countries.france.registers.cells import NO_NAME, NO_NUMBER, WRONG_WIDTH, Cells, day, web_address, year
from rebond.countries.france.registers.hints import publics_of, theme_of


class RnaReader:
    """Rows of the RNA. An association is active while its position is A; D is dissolved, R taken over, S removed."""

    register = "rna"
    REQUIRED = frozenset({"id", "id_ex", "titre", "objet", "adrs_codepostal", "position"})

    def __init__(self, header: Sequence[str], area: Area):
        self._cells = Cells(header)
        self._area = area
        self._code = self._cells.column("adrs_codeinsee")
        self._postal_code = self._cells.column("adrs_codepostal")
        self._has_code = self._code < len(header)

    def wants(self, cells: Sequence[str]) -> bool:
        if len(cells) != self._cells.width:
            return self._may_be_meant(cells)
        code = cells[self._code] if self._has_code else ""
        return self._area.contains(code, cells[self._postal_code])

    def _may_be_meant(self, cells: Sequence[str]) -> bool:
        """A broken row cannot say where it lies: it is refused aloud rather than lost."""
        return any(cells)

    def read(self, cells: Sequence[str]) -> RegisterEntry:
        if len(cells) != self._cells.width:
            raise RowMisread("id", WRONG_WIDTH)
        of = self._cells.of
        key, name = of(cells, "id"), of(cells, "titre")
        if not name:
            raise RowMisread("titre", NO_NAME)
        if not 5 <= len(key) <= 20 or not key.isalnum():
            raise RowMisread("id", NO_NUMBER)
        rna, siret = read_association_number(key).value, read_site_number(of(cells, "siret")).value
        code, postal_code = of(cells, "adrs_codeinsee"), of(cells, "adrs_codepostal")
        codes, purpose = of(cells, "objet_social1", "objet_social2"), of(cells, "objet")
        position = of(cells, "position")
        short_name = of(cells, "titre_court")
        return RegisterEntry(
            register=self.register,
            key=key,
            name=name,
            short_name=short_name if short_name != name else "",
            rna=rna,
            siren=siret[:9],
            siret=siret,
            former_number=of(cells, "id_ex") if rna else key,
            purpose=purpose,
            activity_codes=codes,
            address=self._address(cells),
            postal_code=postal_code,
            district_code=place_of(code, postal_code).district,
            commune_code=code,
            town=of(cells, "adrs_libcommune", "libcom"),
            founded_in=year(of(cells, "date_creat")),
            website=web_address(of(cells, "siteweb")),
            theme=theme_of(codes, purpose),
            publics=publics_of(purpose),
            is_active=position in ("A", ""),
            ended_on=day(of(cells, "date_disso")),
            changed_on=day(of(cells, "maj_time")),
        )

    def _address(self, cells: Sequence[str]) -> str:
        """The street of the seat; the older shape has it in lines of their own."""
        street = self._cells.of(cells, "adrs_numvoie", "adrs_repetition", "adrs_typevoie", "adrs_libvoie")
        return street or self._cells.of(cells, "adr1", "adr2", "adr3")
