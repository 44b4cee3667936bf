"""From a list to a new access: an officer writes, a letter arrives, its reader asks, the officer says yes."""

import re
import sqlite3
from contextlib import closing

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.papers import text_of_pdf


def let_leave_now(database: str) -> None:
    """Ten minutes have passed."""
    statement = "UPDATE directory_outreach SET leaves_at = made_at WHERE state = 'planned'"
    if database.startswith("postgres"):
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(statement)
        return
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"), timeout=20)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.fixture
def letter(visit, house, tmp_path) -> str:
    """What Inès's outreach to the third district prints."""
    page: Page = visit("/annuaire/?district=13203&applied=never", as_="Inès Ferrand")
    page.get_by_role("link", name="Écrire à ces associations").click()
    page.get_by_label("Nom de la démarche").fill("Le troisième")
    page.get_by_role("button", name="Voir la liste").click()
    page.get_by_role("button", name="Programmer le départ").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Programmer le départ").click()
    expect(page.get_by_role("button", name="Annuler le départ")).to_be_visible()
    let_leave_now(house.environment["DATABASE_URL"])
    for _try in range(120):
        if "Liasse 1" in page.request.get(page.url).text():
            break
        page.wait_for_timeout(1_000)
    page.reload()
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Liasse 1").click()
    path = tmp_path / "lettres.pdf"
    downloaded.value.save_as(path)
    return text_of_pdf(path.read_bytes())


def test_a_letter_leads_to_an_access_that_an_officer_gives(letter, visit):
    code = re.search(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", letter).group()
    reader: Page = visit("/annuaire/code/", width=360, scripts=False)
    reader.get_by_label("Votre code").fill(code.lower().replace("-", " "))
    reader.get_by_role("button", name="Continuer").click()
    reader.get_by_label("Votre prénom et votre nom").fill("Zoé Petit")
    reader.get_by_label("Votre fonction dans l’association").fill("trésorière")
    reader.get_by_label("Votre adresse électronique").fill("zoe@association.example")
    reader.get_by_role("button", name="Envoyer la demande").click()
    reader.wait_for_url("**/personnes/rejoindre/recue/")

    officer: Page = visit("/personnes/demandes/", as_="Karim Saïd")
    officer.get_by_role("link", name="Zoé Petit").click()
    expect(officer.get_by_text("le code de la lettre envoyée au siège")).to_be_visible()
    officer.get_by_role("button", name="Accepter la demande").click()
    officer.goto("/annuaire/demarches/")
    officer.get_by_role("link", name="Le troisième").click()
    expect(officer.get_by_role("row").filter(has_text="A un accès")).to_have_count(1)
