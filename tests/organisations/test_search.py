import pytest

from rebond.organisations.models import Association
from rebond.organisations.search import found_by, index, terms_of
from rebond.organisations.spelling import nearest_words
from rebond.tenancy.scope import city_scope
from tests.factories.organisations import association


@pytest.fixture(autouse=True)
def directory(marseille):
    index(
        [
            association("Passerelle Numérique Saint-Mauront", rna="W133990002", siret="09990002900010"),
            association("Mots en Partage", theme="illettrisme", publics=["personnes-exilees"], postal_code="13014"),
            association("Atelier Pixel", purpose="initier à l'informatique"),
        ]
    )


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("partage mots", ["Mots en Partage"]),
        ("NUMERIQUE st", ["Passerelle Numérique Saint-Mauront"]),
        ("pix", ["Atelier Pixel"]),
        ("W133 990 002", ["Passerelle Numérique Saint-Mauront"]),
        ("099.900.029 00010", ["Passerelle Numérique Saint-Mauront"]),
        ("illettrisme 13014", ["Mots en Partage"]),
        ("exilees", ["Mots en Partage"]),
        ("informatique", ["Atelier Pixel"]),
        ("paserele numerik", ["Passerelle Numérique Saint-Mauront"]),
        ("atelier moots", []),
        ("moots", ["Mots en Partage"]),
        ("zzzz", []),
        ("\" OR * NEAR( ' & | !", []),
    ],
)
def test_search_finds(words, names):
    assert [one.name for one in found_by(words)] == names


def test_no_word_finds_everything():
    assert found_by(" -- ").count() == 3


def test_what_was_merged_is_not_found():
    mots = Association.objects.get(name="Mots en Partage")
    Association.objects.filter(name="Atelier Pixel").update(merged_into=mots)
    assert list(found_by("pixel")) == []


def test_a_new_name_replaces_the_old_one():
    pixel = Association.objects.get(name="Atelier Pixel")
    pixel.name = "Atelier Octet"
    index([pixel])
    assert (list(found_by("pixel")), list(found_by("octet"))) == ([], [pixel])


def test_another_city_finds_nothing(genoa):
    with city_scope(genoa):
        assert list(found_by("mots")) == []


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("099 900 029 mots", ["099900029", "mots"]),
        ("W 133990002", ["w133990002"]),
        ("mots 13 003", ["mots", "13003"]),
        ("l’été", ["l", "ete"]),
    ],
)
def test_figures_in_groups_are_one_number(words, terms):
    assert terms_of(words) == terms


def test_a_word_far_from_all_has_no_neighbour():
    assert nearest_words("hippopotame") == []
