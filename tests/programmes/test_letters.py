"""Letters: the city's own paragraphs, the words of the legal route, versions."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from rebond.programmes.letters.actions import write_letter
from rebond.programmes.letters.models import LetterText
from rebond.programmes.letters.places import UnknownPlace, filled, refuse_unknown_places
from rebond.programmes.letters.text import letter_text
from rebond.safeguards.versions import EditedMeanwhile
from tests.factories.accounts import person
from tests.factories.programmes import programme

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FACTS = {
    "association": "Mots en Partage",
    "reference": "V1-021",
    "vague": "Vague 1",
    "machines": 14,
    "motif": "hors délai",
}


def write(body: str, *, seen: int = 0, kind: str = "granted") -> int:
    return write_letter(programme=programme(), kind=kind, seen=seen, body=body, by=person("ines"), at=MONDAY)


@pytest.mark.parametrize(
    ("route", "titles", "names_a_court"),
    [
        ("gift", ["Savoir comment le calcul a servi", "Demander un nouvel examen"], False),
        ("refurbisher", ["Savoir comment le calcul a servi", "Demander un nouvel examen"], False),
        ("transfer", ["Savoir comment le calcul a servi", "Contester la décision"], True),
        ("loan", ["Savoir comment le calcul a servi", "Contester la décision"], True),
    ],
)
@pytest.mark.parametrize("kind", ["granted", "waiting", "refused"])
def test_a_decision_ends_with_the_words_of_its_legal_route(marseille, route, titles, names_a_court, kind):
    letter = letter_text(programme(legal_route=route), kind, FACTS)
    assert [block.title for block in letter.blocks] == titles
    assert ("tribunal" in letter.text) == names_a_court


@pytest.mark.parametrize(("route", "means_no"), [("gift", False), ("loan", True)])
def test_silence_is_a_refusal_where_a_public_body_decides(marseille, route, means_no):
    letter = letter_text(programme(legal_route=route), "received", FACTS | {"date": "1er mars"})
    assert ("considérée comme refusée" in letter.text) == means_no


def test_the_city_writes_its_paragraphs_and_the_law_stays(marseille):
    write("Bravo {association}\u00a0: {machines} machines.")
    letter = letter_text(programme(), "granted", FACTS)
    assert (letter.body, letter.version, len(letter.blocks)) == ("Bravo Mots en Partage\u00a0: 14 machines.", 1, 2)


def test_a_letter_speaks_english_where_the_city_wrote_nothing(marseille):
    assert letter_text(programme(), "refused", FACTS, language="en").body.startswith("Hello,")


def test_every_version_is_kept(marseille):
    assert [write("Un."), write("Deux.", seen=1), write("Deux.", seen=2)] == [1, 2, 2]
    assert list(LetterText.objects.order_by("number").values_list("number", "body")) == [(1, "Un."), (2, "Deux.")]


def test_the_second_of_two_writers_is_told(marseille):
    write("Un.")
    with pytest.raises(EditedMeanwhile):
        write("Autre.")


@pytest.mark.parametrize("body", ["{machine}", "{}", "{association.city}", "{0}", "{association", "}", "{{machines}}"])
def test_an_unknown_place_is_refused(body):
    with pytest.raises(UnknownPlace):
        refuse_unknown_places("granted", body)


def test_an_unknown_place_is_named():
    with pytest.raises(UnknownPlace, match=r"\{machine\}"):
        refuse_unknown_places("granted", "Bonjour {machine}")


def test_a_fact_is_never_read_as_a_place():
    assert filled("{association} {machines}", {"association": "{machines}", "machines": 3}) == "{machines} 3"


def test_a_text_is_tried_without_being_kept(client, marseille):
    programme()
    client.force_login(person("ines"))
    address = reverse("programmes:letter", args=["1000-ordinateurs", "granted"])
    page = client.post(address, {"version": 0, "body": "Bravo {association}.", "do": "preview"})
    assert (page.status_code, page.context["sample"].body) == (200, "Bravo Les Claviers solidaires.")
    assert LetterText.objects.count() == 0
