import re

import pytest

from rebond.countries import Country, Place, Reading, country, france
from rebond.countries.france import (
    LEGAL_ROUTES,
    company_form,
    district_map,
    districts,
    letter_blocks,
    place_of,
    read_association_number,
    read_organisation_number,
    read_site_number,
    spaced,
)

AS_A_COUNTRY: Country = france


def test_france_is_the_country_fr():
    assert (country("fr"), AS_A_COUNTRY.CODE) == (france, "fr")


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("W133990021", Reading("W133990021")),
        ("W133 990036", Reading("W133990036", "respelt")),
        ("w133.990-036 ", Reading("W133990036", "respelt")),
        ("W9T1002867", Reading("W9T1002867")),
        ("W2A0000001", Reading("W2A0000001")),
        ("W13399002", Reading("")),
        ("133990021", Reading("")),
        ("W13A99002X", Reading("")),
        ("", Reading("")),
    ],
)
def test_rna_is_read_as_people_write_it(typed, reading):
    assert read_association_number(typed) == reading


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("099900011", Reading("099900011")),
        ("099 900 011", Reading("099900011", "respelt")),
        ("99900011", Reading("099900011", "zeros-restored")),
        ("099900012", Reading("")),
        ("0999", Reading("")),
        ("٠٩٩٩٠٠٠١١", Reading("")),
        ("211300553", Reading("211300553")),
    ],
)
def test_siren_has_nine_digits_and_a_check(typed, reading):
    assert read_organisation_number(typed) == reading


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("09990001100018", Reading("09990001100018")),
        ("099 900 011 00018", Reading("09990001100018", "respelt")),
        ("9990001100018", Reading("09990001100018", "zeros-restored")),
        ("35600000000048", Reading("35600000000048")),
        ("09990001100019", Reading("")),
    ],
)
def test_siret_has_fourteen_digits_and_a_check(typed, reading):
    assert read_site_number(typed) == reading


def test_numbers_are_spaced_as_people_read_them():
    assert (spaced("099900011"), spaced("09990001100018"), spaced("")) == (
        "099\u00a0900\u00a0011", "099\u00a0900\u00a0011\u00a000018", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("SARL Cyber Sud Services", "SARL"),
        ("Cyber Sud S.A.R.L.", "SARL"),
        ("Réemploi SASU", "SASU"),
        ("Orange SA", "SA"),
        ("EURL Dupin", "EURL"),
        ("Mots en Partage", ""),
        ("Les Ailes d’Après", ""),
        ("Sa maison", ""),
        ("PASSERELLE NUMERIQUE ST MAURONT", ""),
    ],
)
def test_a_company_shows_its_form(name, form):
    assert company_form(name) == form


@pytest.mark.parametrize(
    ("code", "postal_code", "place"),
    [
        ("13207", "13007", Place("13207", "code")),
        ("13055", "13007", Place("13207", "postal-code")),
        ("", "13016", Place("13216", "postal-code")),
        ("13215", "13013", Place("13215", "code", disagrees=True)),
        ("75056", "75116", Place("75116", "postal-code")),
        ("13055", "13017", Place("", "")),
        ("13001", "13100", Place("", "")),
        ("13001", "13001", Place("", "")),  # Aix-en-Provence is the commune 13001: its code decides
        ("", "", Place("", "")),
    ],
)
def test_the_district_is_found_from_its_code_or_else_the_postal_code(code, postal_code, place):
    assert place_of(code, postal_code) == place


def test_marseille_has_sixteen_districts_that_add_up_to_the_commune():
    of_marseille = districts("13055")
    assert (len(of_marseille), sum(district.population for district in of_marseille)) == (16, 886_040)
    assert [district.postal_codes for district in of_marseille] == [(f"130{number:02}",) for number in range(1, 17)]


def test_the_map_of_marseille_draws_each_district_once():
    drawing = district_map("13055")
    assert [district["code"] for district in drawing["districts"]] == [district.code for district in districts("13055")]
    assert drawing["attribution"] == "IGN, INSEE – Licence Ouverte 2.0"
    width, height = (int(number) for number in drawing["view_box"].split()[2:])
    for district in drawing["districts"]:
        assert re.fullmatch(r"(?:M\d+,\d+(?:L\d+,\d+){2,}Z)+", district["path"])
        numbers = [int(number) for number in re.findall(r"\d+", district["path"])]
        assert max(numbers[::2]) <= width
        assert max(numbers[1::2]) <= height
        assert min(numbers[::2]) <= district["label_x"] <= max(numbers[::2])


def test_other_cities_have_no_map_yet():
    assert district_map("69123") is None


def test_legal_routes_say_who_owns_and_which_papers():
    assert {key: (route.owner, len(route.papers), route.is_subsidy_in_kind) for key, route in LEGAL_ROUTES.items()} == {
        "gift": ("l’association", 2, False),
        "transfer": ("l’association", 4, True),
        "loan": ("le prêteur", 3, True),
        "refurbisher": ("l’association", 2, False),
    }


PLACES = {"authority": "la ville", "contact": "numerique@marseille.exemple", "donor": "Orange", "city": "Marseille"}


@pytest.mark.parametrize("route", LEGAL_ROUTES)
def test_the_rights_say_purpose_authority_contact_and_recourse(route):
    notice, appeal = (right.text % PLACES for right in letter_blocks(route, "granted"))
    assert "à l’aide d’un traitement algorithmique dont la finalité est" in notice
    assert "arrêtée par la ville." in notice
    assert "numerique@marseille.exemple." in notice
    assert notice.endswith("(CADA) dans les deux mois.")
    assert ("www.telerecours.fr" in appeal) == LEGAL_ROUTES[route].is_public_decision
    assert "dans les deux mois" in appeal


def test_the_rights_are_owed_by_law_where_a_public_body_gives_and_by_choice_elsewhere():
    by_choice = {route for route in LEGAL_ROUTES if "par choix" in letter_blocks(route, "granted")[0].text}
    assert (
        by_choice
        == {"gift", "refurbisher"}
        == {key for key, route in LEGAL_ROUTES.items() if not route.is_public_decision}
    )
