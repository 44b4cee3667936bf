"""An export of a program that nobody knows: its columns named, two rows corrected, in the stock, and out again."""

import re

from playwright.sync_api import Page, expect

from tests.factories.sheets import ods

EXPORT = ods(
    [
        ["Parc informatique, export du 2 octobre"],
        [],
        ["Matricule", "Appareil", "Étage", "Agent"],
        ["CZC71", "OptiPlex 3070 SFF", "2", "Mme Durand"],
        ["", "OptiPlex 3070 SFF", "2", ""],
        ["CZC73", "ThinkCentre M720q", "3", ""],
        ["CZC71", "ThinkCentre M720q", "3", ""],
    ]
)


def correct(page: Page, row: int, serial: str) -> None:
    page.get_by_role("link", name=f"Corriger la ligne {row}").click()
    page.get_by_label("Numéro de série").fill(serial)
    page.get_by_role("button", name="Corriger et relire").click()
    expect(page.get_by_text(f"corrigé en «\u00a0{serial}\u00a0»")).to_be_visible()


def test_an_unknown_export_is_named_corrected_applied_and_undone(visit):
    page = visit("/stock/fichiers/deposer/", as_="Inès Ferrand")
    sent = {"name": "parc.ods", "mimeType": "application/vnd.oasis.opendocument.spreadsheet", "buffer": EXPORT}
    page.get_by_label("Fichier", exact=True).set_input_files(sent)
    page.get_by_label("Référence du lot").fill("INCONNU-1")
    page.get_by_label("Donateur d’un nouveau lot").select_option("Orange")
    page.get_by_role("button", name="Déposer et lire le fichier").click()

    page.get_by_role("link", name="Préciser les colonnes").click()
    for column, field in (
        ("Matricule", "Numéro de série"),
        ("Appareil", "Modèle"),
        ("Agent", "Personne (jamais reprise)"),
    ):
        page.get_by_label(column).select_option(field)
    page.get_by_role("button", name="Relire le fichier ainsi").click()

    correct(page, 5, "CZC72")
    correct(page, 7, "CZC74")
    page.get_by_role("button", name="Enregistrer en stock").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer en stock").click()
    expect(page.get_by_text(re.compile("Enregistré le"))).to_be_visible()
    file = page.url
    page.goto(page.url.split("/stock/")[0] + "/stock/?q=CZC7")
    expect(page.get_by_role("rowheader")).to_have_text(["CZC71", "CZC72", "CZC73", "CZC74"])

    page.goto(file)
    page.get_by_role("button", name="Annuler tout l’import").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Annuler tout l’import").click()
    expect(page.get_by_text(re.compile("Import annulé le"))).to_be_visible()
    page.goto(page.url.split("/stock/")[0] + "/stock/?q=CZC7")
    expect(page.get_by_role("rowheader")).to_have_count(0)
