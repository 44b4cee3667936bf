"""An officer asks for two things, the association answers on a phone, the officer sees what changed."""

from playwright.sync_api import Page, expect

from tests.factories.messages import PHOTOGRAPH
from tests.journeys.test_association import AWA, fill_in

INES = "Inès Ferrand"
NARROW = 360


def test_what_is_missing_is_asked_once_answered_on_a_phone_and_read_again(visit):
    phone = visit("/accueil/", as_=AWA, width=NARROW)
    applied = apply(phone)
    officer = visit(applied, as_=INES)
    ask(officer)
    answer(phone)

    officer.goto("/accueil/")
    officer.get_by_role("article").filter(has_text="dossier complété").get_by_role("link", name="Relire").click()
    officer.goto(applied)
    officer.locator("#complements ~ article a").first.click()
    changed = officer.get_by_role("row").filter(has_text="Budget annuel")
    expect(changed.get_by_role("cell")).to_have_text(["274\u00a0000\u00a0€", "300\u00a0000\u00a0€"])
    officer.get_by_role("button", name="J’ai relu").click()
    expect(officer.get_by_role("status").first).to_contain_text("Les compléments sont relus.")


def apply(page: Page) -> str:
    """Awa applies to the second wave; the address of her application."""
    page.get_by_role("article").filter(has_text="Vague 2").get_by_role("link", name="Demander des ordinateurs").click()
    page.get_by_role("button", name="Commencer").click()
    fill_in(page, requested=20, minimum=10)
    page.get_by_role("link", name="Continuer").click()
    page.get_by_role("button", name="Envoyer la candidature").click()
    page.get_by_role("link", name="Revoir la candidature").click()
    expect(page.get_by_text("Votre candidature est enregistrée")).to_be_visible()
    return page.url


def ask(page: Page) -> None:
    """Inès asks for another budget and a paper, reads the mail, and sends it."""
    page.get_by_role("link", name="Demander des compléments").click()
    what, why = page.get_by_label("Sur quoi"), page.get_by_label("Ce qui manque, ou ce qui ne va pas")
    what.nth(0).select_option(label="Budget annuel")
    why.nth(0).fill("Le total ne correspond pas aux comptes.")
    what.nth(1).select_option(label="Statuts")
    why.nth(1).fill("Signés, avec la date.")
    what.nth(2).select_option(label="Choisir…")
    page.get_by_role("button", name="Voir le courriel").click()
    expect(page.get_by_text("– Statuts\u00a0: Signés, avec la date.")).to_be_visible()
    page.get_by_role("button", name="Envoyer la demande").dblclick()
    expect(page.get_by_role("status").first).to_contain_text("La demande est envoyée.")


def answer(page: Page) -> None:
    """Awa sees on her home page that something is asked, answers both points, and sends them."""
    page.goto("/accueil/")
    page.get_by_role("link", name="Voir la liste et répondre").click()
    page.get_by_role("link", name="Répondre").first.click()
    page.get_by_label("Budget annuel").fill("300 000")
    page.get_by_role("button", name="Garder cette réponse").click()
    page.get_by_role("link", name="Répondre").first.click()
    photo = {"name": "statuts.jpg", "mimeType": "image/jpeg", "buffer": PHOTOGRAPH}
    page.get_by_label("Photo ou PDF").set_input_files(photo)
    page.get_by_role("button", name="Garder cette réponse").click()
    expect(page.get_by_text("2 sur 2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW
    page.get_by_role("button", name="Envoyer mes compléments").click()
    expect(page.get_by_role("status").first).to_contain_text("C’est envoyé.")
