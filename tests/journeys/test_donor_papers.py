"""A donor says what its machines are worth and takes its act of gift; the association prepares the receipt to sign."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.test_after_the_handover import sign_for_awa
from tests.journeys.test_chain import downloaded
from tests.papers import text_of_pdf

OURS = "Mots en Partage"


def test_from_a_declared_value_to_the_receipt_that_the_association_signs(visit, tmp_path):
    sign_for_awa(visit("/remises/", as_="Tom Girard"))

    donor: Page = visit("/accueil/", as_="Rémi Costa", width=360)
    donor.get_by_role("link", name="Mes machines et mes papiers").click()
    expect(donor.get_by_role("row").filter(has_text=OURS)).to_contain_text("ne déclare pas pouvoir en émettre")
    donor.get_by_label("Valeur pour une machine").first.fill("beaucoup")
    donor.get_by_role("button", name="Enregistrer").first.click()
    expect(donor.get_by_text("Écrivez un montant en euros")).to_be_visible()
    for position in range(donor.get_by_label("Valeur pour une machine").count()):
        donor.get_by_label("Valeur pour une machine").nth(position).fill("45,50")
        donor.get_by_role("button", name="Enregistrer").nth(position).click()
    donor.get_by_role("button", name=f"Préparer l’acte de don {OURS}").click()
    act = text_of(donor, f"Acte de don {OURS}", tmp_path)
    assert "45,50" in act

    awa: Page = visit("/accueil/", as_="Awa Diallo")
    awa.get_by_role("link", name="Dons reçus et reçus fiscaux").click()
    awa.get_by_label("Œuvre ou organisme d’intérêt général").check()
    awa.get_by_label("Je déclare que l’association peut émettre").check()
    awa.get_by_role("button", name="Déclarer").click()
    awa.get_by_role("button", name="Préparer le reçu").click()
    receipt = text_of(awa, "Reçu 2041-MEC-SD", tmp_path)
    assert OURS in receipt
    assert "45,50" in receipt


def text_of(page: Page, paper: str, folder: Path) -> str:
    link = page.get_by_role("link", name=f"(PDF) {paper}")
    return text_of_pdf(downloaded(page, link, folder).read_bytes())
