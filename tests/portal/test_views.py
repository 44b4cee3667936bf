"""The public page and the home pages, as people open them."""

from html import unescape

import pytest
from django.utils.translation import override

from rebond.waves.actions import change_allocation, publish_allocation
from rebond.waves.explanation import explanation_of
from tests.factories.accounts import donor_contact, manager_of, person
from tests.factories.organisations import association, donor
from tests.factories.waves import TUESDAY, allocation_of, contested_wave, draft_of, published, ready_machines

FRENCH_HOME = "Ce qui vous attend aujourd’hui"


@pytest.fixture
def publication(marseille):
    return published(contested_wave())


def test_the_front_page_answers_in_french_before_anything_is_there(db, client):
    response = client.get("/")
    assert (response.status_code, response["Content-Language"]) == (200, "fr")
    assert "Bienvenue dans Rebond" in response.content.decode()


def test_the_front_page_of_a_city_without_programme_welcomes(marseille, client):
    assert "Aucun dispositif pour l’instant" in client.get("/").content.decode()


def test_the_public_page_shows_the_figures(publication, client):
    figures = client.get("/").context["figures"]
    assert (figures.allocated, figures.associations) == (25, 3)


def test_the_public_page_speaks_english_when_asked(publication, client):
    client.post("/langue/", {"language": "en", "next": "/"})
    assert client.get("/")["Content-Language"] == "en"


def test_the_public_files_hold_what_the_page_shows(publication, client):
    lines = b"".join(client.get("/donnees/attributions.csv")).decode("utf-8-sig").splitlines()
    assert [line.rsplit(";", 1)[1] for line in lines] == ["ordinateurs_attribues", "11", "10", "4"]


def test_the_public_files_of_a_city_without_programme_do_not_exist(marseille, client):
    assert client.get("/donnees/attributions.csv").status_code == 404


@pytest.mark.parametrize("path", ["/aide/", "/mentions-legales/", "/donnees-personnelles/", "/accessibilite/"])
def test_the_pages_owed_to_the_public_open_to_anybody(marseille, client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/dispositif/", "/vagues/verifier/"])
def test_a_public_page_tells_a_watchdog_that_it_is_there(publication, client, path):
    assert client.head(path).status_code == 200


def test_the_home_page_asks_a_visitor_to_sign_in(marseille, client):
    assert client.get("/accueil/").url == "/compte/login/?next=/accueil/"


@pytest.mark.parametrize("first_name", ["ines", "lucie", "tom", "sam"])
def test_the_home_page_says_what_waits(publication, client, first_name):
    client.force_login(person(first_name))
    assert FRENCH_HOME in client.get("/accueil/").content.decode()


@pytest.mark.parametrize("first_name", ["nadia", "paul"])
def test_the_home_page_of_readers_shows_figures_and_no_task(publication, client, first_name):
    client.force_login(person(first_name))
    page = client.get("/accueil/").content.decode()
    assert (FRENCH_HOME in page, "associations servies" in page) == (False, True)


def test_an_association_reads_its_one_next_step(publication, client):
    served = publication.allocations.get(application__association__name="Mots en Partage")
    client.force_login(manager_of(served.application.association))
    page = client.get("/accueil/").content.decode()
    assert "10 ordinateurs vous sont attribués" in page


def test_an_association_reads_why_the_committee_decided_otherwise(marseille, client):
    proposal = draft_of(contested_wave())
    ready_machines(25)
    allocation = allocation_of(proposal)
    change_allocation(allocation=allocation, units=8, reason="Une seule salle.", by=person("lucie"), at=TUESDAY)
    publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)
    client.force_login(manager_of(allocation.application.association))
    page = client.get("/accueil/").content.decode()
    assert "La règle donnait 10 ; la commission a décidé 8. Motif : Une seule salle." in page


def test_an_association_reads_its_reason_in_english(publication, client):
    served = publication.allocations.get(application__association__name="Mots en Partage")
    client.force_login(manager_of(served.application.association))
    client.cookies["django_language"] = "en"
    with override("en"):
        sentence = explanation_of(served).line.sentence
    assert sentence in unescape(client.get("/accueil/").content.decode())


def test_an_association_that_got_nothing_is_told_where_the_reason_is(publication, client):
    refused = publication.allocations.get(units=0)
    client.force_login(manager_of(refused.application.association))
    assert "Comprendre pourquoi" in client.get("/accueil/").content.decode()


def test_an_association_never_reads_of_another(publication, client):
    client.force_login(manager_of(association("Graine de Bitume")))
    assert "Mots en Partage" not in client.get("/accueil/").content.decode()


def test_a_donor_follows_the_erasure_of_its_lots(publication, client):
    client.force_login(donor_contact(donor("Orange")))
    page = client.get("/accueil/").content.decode()
    assert "avec un certificat d’effacement" in page
    assert 'class="figure-number">—' not in page


def test_somebody_without_a_role_is_told_whom_to_ask(marseille, client):
    user = person("ines")
    user.memberships[0].delete()
    client.force_login(user)
    assert "n’est rattaché à rien" in client.get("/accueil/").content.decode()
