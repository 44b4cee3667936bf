"""A donor announces with its file, an officer accepts; a company without an account offers, and follows."""

from pathlib import Path

from playwright.sync_api import Page, expect

PARC = Path(__file__).resolve().parent.parent / "data" / "parc-annonce.csv"


def test_a_donor_announces_a_file_and_reads_the_answer(visit):
    donor: Page = visit("/accueil/", as_="Rémi Costa", width=360)
    donor.get_by_role("link", name="Annoncer un don").click()
    donor.get_by_label("Adresse où se trouve le matériel").fill("2 quai de la Joliette")
    donor.get_by_role("button", name="Continuer vers le matériel").click()
    line = donor.get_by_role("group", name="Ligne n° 1")
    line.get_by_label("Matériel").select_option("Claviers")
    line.get_by_label("Nombre").fill("3")
    donor.get_by_role("button", name="Enregistrer ces lignes").click()
    donor.get_by_label("Fichier", exact=True).set_input_files(PARC)
    donor.get_by_role("button", name="Déposer et lire le fichier").click()
    expect(donor.get_by_text("le numéro de série manque")).to_be_visible()
    donor.get_by_role("link", name="Revenir au don").click()
    donor.get_by_role("button", name="Annoncer ce don à la ville").click()
    donor.get_by_role("dialog").get_by_role("button", name="Annoncer ce don à la ville").click()
    reference = donor.get_by_role("heading", level=1).inner_text()
    assert reference.startswith("DON-")

    officer: Page = visit("/dons/?state=announced", as_="Karim Saïd")
    officer.get_by_role("link", name=reference).click()
    officer.get_by_role("link", name="Accepter le don").click()
    officer.get_by_label("Régime juridique").select_option("Don de l’entreprise à l’association")
    officer.get_by_label("Livraison prévue le").fill("2031-12-04")
    officer.get_by_role("button", name="Accepter le don").click()
    expect(officer.get_by_role("link", name=f"Déposer l’inventaire reçu (lot {reference})")).to_be_visible()

    donor.goto("/accueil/")
    card = donor.get_by_role("article").filter(has_text=reference)
    expect(card).to_contain_text("4 décembre 2031")


def test_a_company_without_an_account_offers_and_withdraws(visit):
    company: Page = visit("/", width=360, scripts=False)
    company.get_by_role("link", name="Le proposer à la ville, sans compte").click()
    company.get_by_label("Entreprise ou organisme qui donne").fill("Voiles et Toiles")
    company.get_by_label("SIREN").fill("099 900 011")
    company.get_by_label("Personne à joindre").fill("Élise Garnier")
    company.get_by_label("Son adresse électronique").fill("elise@voiles.example")
    line = company.get_by_role("group", name="Ligne n° 1")
    line.get_by_label("Matériel").select_option("Ordinateurs portables")
    company.get_by_role("button", name="Ajouter des lignes").click()
    line.get_by_label("Nombre").fill("24")
    company.get_by_label("J’accepte que la ville garde").check()
    company.get_by_role("button", name="Envoyer cette offre à la ville").click()
    expect(company.get_by_role("heading", level=1)).to_contain_text("DON-")
    company.get_by_role("button", name="Retirer le don").click()
    expect(company.get_by_role("status").first).to_contain_text("retiré")
