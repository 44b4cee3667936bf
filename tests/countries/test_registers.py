from datetime import date
from pathlib import Path

import pytest

from rebond.countries import RowMisread, country
from rebond.spreadsheets import stream_rows

FRANCE = country("fr")
MARSEILLE = FRANCE.area(commune="13055")
DATA = Path(__file__).parents[1] / "data"
SAMPLES = [DATA / "rna_waldec_sample_latin1.csv", DATA / "rna_waldec_sample_agrege_utf8.csv"]
RNA_IMPORT = ["id", "id_ex", "siret", "titre", "objet", "adr1", "adr2", "adr3", "adrs_codepostal", "libcom", "position"]
SITE = ["siret", "codePostalEtablissement", "codeCommuneEtablissement", "etatAdministratifEtablissement"]
UNIT = ["siren", "categorieJuridiqueUniteLegale", "etatAdministratifUniteLegale", "identifiantAssociationUniteLegale"]
PLACE = ["id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj"]


def entries_of(path, area):
    with stream_rows(path) as rows:
        reader = FRANCE.register_reader(next(rows), area)
        return [reader.read(cells) for cells in rows if reader.wants(cells)]


def entry(header: list[str], *cells: str):
    return FRANCE.register_reader(header, MARSEILLE).read(cells)


def test_both_shapes_of_the_national_register_say_the_same():
    assert entries_of(SAMPLES[0], MARSEILLE) == entries_of(SAMPLES[1], MARSEILLE)


@pytest.mark.parametrize(
    ("commune", "department", "kept"), [("13055", "", 40), ("", "13", 40), ("", "2a", 1), ("13203", "", 5)]
)
def test_an_area_keeps_its_own_rows_only(commune, department, kept):
    assert len(entries_of(SAMPLES[0], FRANCE.area(commune=commune, department=department))) == kept


@pytest.mark.parametrize(
    ("commune", "department"), [("", ""), ("13055", "13"), ("Marseille", ""), ("", "20"), ("", "99"), ("130", "")]
)
def test_what_is_no_commune_and_no_department_is_no_area(commune, department):
    assert FRANCE.area(commune=commune, department=department) is None


def test_a_row_without_code_is_placed_by_its_postal_code():
    assert (MARSEILLE.contains("", "13007"), MARSEILLE.contains("13001", "13007")) == (True, False)


def test_a_dissolved_association_says_when():
    ended = [one for one in entries_of(SAMPLES[0], MARSEILLE) if not one.is_active]
    assert [(one.rna, one.ended_on) for one in ended] == [("W133990008", date(2021, 3, 15)), ("W133990014", None)]


def test_numbers_with_letters_are_kept_as_they_are():
    assert entries_of(SAMPLES[0], FRANCE.area(department="2A"))[0].rna == "W2A1999002"


def test_the_declarant_is_never_read():
    [first, *_others] = entries_of(SAMPLES[0], MARSEILLE)
    assert (first.address, "impasse" in str(first)) == ("33 IMP des Tamaris", False)


def test_the_older_shape_has_its_own_number_and_address_lines():
    old = entry(
        RNA_IMPORT, "751P00123456", "", "", "AMICALE", "", "Bâtiment B", "3 rue X", "", "13003", "Marseille", "A"
    )
    found = (old.rna, old.former_number, old.address, old.district_code)
    assert found == ("", "751P00123456", "Bâtiment B 3 rue X", "13203")


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["W133990001", "", "", "", "", "", "", "", "13003", "", "A"], "titre"),
        (["?", "", "", "CLUB", "", "", "", "", "13003", "", "A"], "id"),
        (["W133990001", "CLUB"], "id"),
    ],
)
def test_a_row_that_cannot_be_taken_names_its_cell(cells, field):
    reader = FRANCE.register_reader(RNA_IMPORT, MARSEILLE)
    assert reader.wants(cells)
    with pytest.raises(RowMisread) as misread:
        reader.read(cells)
    assert misread.value.field == field


def test_the_object_gives_theme_and_publics_as_hints():
    one = entry(RNA_IMPORT, "W133990001", "", "", "X", "Cours d'informatique aux seniors", "", "", "", "13003", "", "A")
    assert (one.theme, one.publics) == ("mediation_numerique", ("seniors",))


def test_a_site_without_category_may_be_anything():
    site = entry(SITE, "09990002900010", "13003", "13203", "F")
    assert (site.siren, site.is_association, site.is_active) == ("099900029", False, False)


def test_a_site_with_an_association_s_category_is_one():
    header = [*SITE, "categorieJuridiqueUniteLegale", "denominationUniteLegale"]
    site = entry(header, "09990002900010", "13003", "13203", "A", "9220", "PASSERELLE")
    assert (site.name, site.is_association) == ("PASSERELLE", True)


def test_a_company_s_site_is_not_wanted():
    reader = FRANCE.register_reader([*SITE, "categorieJuridiqueUniteLegale"], MARSEILLE)
    assert not reader.wants(["09990002900010", "13003", "13203", "A", "5710"])


def test_partial_diffusion_keeps_numbers_and_state_only():
    header = [*SITE, "statutDiffusionEtablissement", "denominationUniteLegale"]
    site = entry(header, "09990002900010", "13003", "13203", "A", "P", "PASSERELLE")
    assert (site.name, site.postal_code, site.siret) == ("", "", "09990002900010")


def test_a_legal_unit_brings_the_number_of_the_other_register():
    unit = entry(UNIT, "099900029", "9220", "A", "W133990002")
    assert (unit.siren, unit.rna, unit.legal_form, unit.is_association) == ("099900029", "W133990002", "9220", False)


def test_a_place_publishes_its_contacts():
    header = [*PLACE, "courriels", "telephone", "site_web", "latitude", "publics_specifiquement_adresses", "typologie"]
    place = entry(
        header, "p1", "09990002900010", "Passerelle", "Marseille", "13003", "3 rue X", "2024-04-02",
        "Contact@passerelle.example|x@y.example", "+33400000000", "passerelle.example", "43,31",
        "Seniors|Femmes", "ASSO",
    )  # fmt: skip
    found = (place.email, place.website, place.latitude, place.publics, place.is_association)
    expected = ("contact@passerelle.example", "https://passerelle.example", 43.31, ("seniors", "femmes"), True)
    assert found == expected


@pytest.mark.parametrize("address", ["javascript:alert(1)", "pas de site", "", "ftp//x"])
def test_what_is_no_web_address_is_left_out(address):
    assert not entry(
        [*RNA_IMPORT, "siteweb"], *["W133990001", "", "", "X", "", "", "", "", "13003", "", "A"], address
    ).website


def test_headings_of_no_register_are_known_by_nobody():
    assert FRANCE.register_reader(["nom", "ville"], MARSEILLE) is None
