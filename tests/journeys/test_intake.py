"""What came is compared with the announcement, settled by an officer, read by the donor; the note is signed."""

from playwright.sync_api import Page, expect


def test_differences_are_settled_and_the_note_is_signed_again(visit):
    officer: Page = visit("/stock/lots/", as_="Karim Saïd")
    officer.get_by_role("link", name="ORANGE-2026-1").click()
    officer.get_by_role("link", name="annoncé et reçu").click()
    reference = officer.url
    officer.get_by_label("Écart", exact=True).select_option("Manquant")
    officer.get_by_label("Suite", exact=True).select_option("À traiter")
    officer.get_by_role("button", name="Filtrer").click()
    officer.get_by_role("checkbox").first.check()
    officer.get_by_label("Suite donnée").select_option("Le donateur y renonce")
    officer.get_by_label("Précision").fill("Convenu au téléphone.")
    officer.get_by_role("button", name="Traiter les écarts cochés").click()
    expect(officer.get_by_role("status").first).to_contain_text("1 écart est traité")

    donor: Page = visit("/accueil/", as_="Rémi Costa", width=360)
    donor.goto(reference)
    expect(donor.get_by_text("Convenu au téléphone.")).to_be_visible()
    expect(donor.get_by_role("checkbox")).to_have_count(0)

    clerk: Page = visit("/stock/lots/", as_="Tom Girard", scripts=False)
    clerk.get_by_role("link", name="ORANGE-2026-1").click()
    clerk.get_by_role("link", name="signé le").click()
    clerk.get_by_label("Qui remet, pour le donateur").fill("Rémi Costa")
    clerk.get_by_label("Pourquoi un nouveau bon").fill("Deux cartons recomptés.")
    clerk.get_by_role("button", name="Enregistrer la signature").click()
    expect(clerk.get_by_text("remplacé", exact=True).first).to_be_visible()
    expect(clerk.get_by_text("Deux cartons recomptés.")).to_be_visible()
