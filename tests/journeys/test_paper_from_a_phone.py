"""A photograph taken with a phone becomes an accepted paper of an application."""

import re

from playwright.sync_api import expect

from tests.documents.test_inspection import photograph
from tests.journeys.test_association import AWA, fill_in


def test_a_photograph_becomes_an_accepted_paper(visit):
    phone = visit("/accueil/", as_=AWA, width=360)
    phone.get_by_role("article").filter(has_text="Vague 2").get_by_role("link", name="Demander des ordinateurs").click()
    phone.get_by_role("button", name="Commencer").click()
    fill_in(phone, requested=20, minimum=10)

    expect(phone.get_by_role("heading", name="Les pièces")).to_be_visible()
    statutes = phone.locator("#statutes")
    photo = {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": photograph((3000, 4000))}
    statutes.get_by_label("Statuts\u00a0: photo ou PDF").set_input_files(photo)
    statutes.get_by_role("button", name="Envoyer cette pièce").click()
    expect(statutes.get_by_role("link", name="IMG_2041.jpg")).to_be_visible()  # once it was looked at
    phone.get_by_role("link", name="Continuer").click()
    expect(phone.get_by_role("link", name="Liste des dirigeants")).to_be_visible()  # still missing, and no obstacle
    phone.get_by_role("button", name="Envoyer la candidature").click()
    phone.get_by_role("link", name="Revoir la candidature").click()
    application = re.search(r"/candidatures/[0-9a-f-]{36}/", phone.url).group()

    desk = visit(f"{application}examen/", as_="Inès Ferrand")
    desk.get_by_role("link", name="Examiner les pièces").click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="IMG_2041.jpg").click()
    assert download.value.path().read_bytes()[:3] == b"\xff\xd8\xff"
    desk.locator("#statutes").get_by_role("button", name="Accepter").click()

    phone.goto(f"{application}pieces/")
    expect(phone.locator("#statutes").get_by_text("Acceptée")).to_be_visible()
