"""An association applies on a phone, follows its application, and withdraws it."""

import re

from playwright.sync_api import Page, expect

AWA = "Awa Diallo"


def test_manager_applies_on_a_phone_and_withdraws(visit):
    page = visit("/accueil/", as_=AWA, width=360)
    page.get_by_role("article").filter(has_text="Vague 2").get_by_role("link", name="Demander des ordinateurs").click()

    page.get_by_role("button", name="Commencer").click()
    fill_in(page, requested=20, minimum=25)
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Rien n’est enregistré pour l’instant : voici ce qu’il faut corriger.")
    expect(summary).to_contain_text("Le minimum utile ne peut pas dépasser la demande.")

    summary.get_by_role("link", name="Minimum utile").click()
    expect(page.get_by_label("Minimum utile")).to_be_focused()
    page.get_by_label("Minimum utile").fill("10")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_role("link", name="Continuer").click()
    expect(page.get_by_role("heading", name="Relire et envoyer")).to_be_visible()
    page.get_by_role("button", name="Envoyer la candidature").dblclick()
    expect(page.get_by_role("heading", name="Candidature reçue")).to_be_visible()
    reference = re.search(r"Référence\s:\s(\S+)", page.get_by_role("status").inner_text()).group(1)

    page.goto("/candidatures/?wave=vague-2")
    expect(page.get_by_role("row").filter(has_text="Vague 2")).to_have_count(1)

    page.goto("/accueil/")
    card = page.get_by_role("article").filter(has_text="Vague 2")
    expect(card.get_by_text("Votre candidature est enregistrée")).to_have_count(1)
    card.get_by_role("link", name="Candidature V2").click()
    expect(page.get_by_text(reference).first).to_be_visible()

    page.get_by_role("button", name="Retirer la candidature").click()
    page.get_by_role("dialog").get_by_role("button", name="Retirer la candidature").click()
    expect(page.get_by_role("status").first).to_contain_text("retirée")
    page.goto("/accueil/")
    card = page.get_by_role("article").filter(has_text="Vague 2")
    expect(card.get_by_role("link", name="Demander des ordinateurs")).to_be_visible()


def fill_in(page: Page, *, requested: int, minimum: int) -> None:
    """What Awa answers, screen after screen; the questions that are left out are optional, or known already."""
    keep = page.get_by_role("button", name="Enregistrer et continuer")
    expect(page.get_by_role("heading", name="Votre association")).to_be_visible()
    page.get_by_label("Activité principale").select_option(label="Lutte contre l’illettrisme")
    page.get_by_label("Personnes accompagnées par an").fill("726")
    page.get_by_label("Budget annuel").fill("274 000")
    keep.click()
    page.get_by_role("checkbox", name="Personnes exilées").check()
    page.get_by_label("Part d’habitants des quartiers prioritaires").fill("85")
    keep.click()
    page.get_by_role("checkbox", name="Ateliers pour les personnes accueillies").check()
    keep.click()
    page.get_by_role("group", name="Salle dédiée").get_by_label("Oui").check()
    page.get_by_label("Connexion à internet").select_option(label="Fibre")
    keep.click()
    page.get_by_label("Ordinateurs actuels").fill("11")
    keep.click()
    expect(page.get_by_role("heading", name="Le retrait et les contacts")).to_be_visible()
    keep.click()
    page.get_by_label("Ordinateurs demandés").fill(str(requested))
    page.get_by_label("Minimum utile").fill(str(minimum))
    keep.click()
