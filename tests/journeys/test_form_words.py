"""A question that people misunderstand is corrected by one officer, and published by another one."""

from playwright.sync_api import Page, expect

USUAL, CLEARER = "Activité principale", "Quel est votre thème principal ?"
FORM = "/candidatures/vagues/vague-2/formulaire/"


def test_words_are_corrected_by_two_people(visit):
    ines: Page = visit(FORM, as_="Inès Ferrand")
    ines.get_by_role("link", name="Corriger des mots par un avenant").click()
    ines.get_by_label(USUAL, exact=True).check()
    ines.get_by_role("button", name="Écrire les nouveaux mots").click()
    ines.get_by_label("Question en français").fill(CLEARER)
    ines.get_by_label("Motif").fill("La question était mal comprise.")
    ines.get_by_role("button", name="Proposer l’avenant").click()
    expect(ines.get_by_text("Vous avez proposé cet avenant")).to_be_visible()

    karim: Page = visit("/" + ines.url.split("/", 3)[3], as_="Karim Saïd")
    karim.get_by_role("button", name="Publier l’avenant").first.click()
    karim.get_by_role("dialog").get_by_role("button", name="Publier l’avenant").click()
    expect(karim.get_by_text("il vaut dès maintenant")).to_be_visible()
    karim.goto(f"{FORM}apercu/1/")
    expect(karim.get_by_text(CLEARER).first).to_be_visible()
