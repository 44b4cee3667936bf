"""The key deeds in a browser that runs no script: an old machine, a strict one, a script that did not arrive."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import rebond.demo
from tests.journeys.test_association import fill_in

INVENTORY = Path(rebond.demo.__file__).parent / "data" / "asset-export-servicenow-like-utf8bom.csv"


@pytest.fixture
def enter(visit):
    """Open a page as somebody, without scripts."""
    return lambda path, who: visit(path, as_=who, scripts=False)


def test_officer_brings_an_inventory(enter):
    page = enter("/stock/fichiers/deposer/", "Inès Ferrand")
    page.get_by_label("Fichier", exact=True).set_input_files(INVENTORY)
    page.get_by_label("Référence du lot").fill("ORANGE-2026-3")
    page.get_by_label("Donateur d’un nouveau lot").select_option("Orange")
    page.get_by_role("button", name="Déposer et lire le fichier").click()
    page.get_by_role("button", name="Enregistrer en stock").click()
    expect(page.get_by_text("Enregistré le")).to_be_visible()


def test_warehouse_scans_a_machine(enter):
    page = enter("/stock/?state=ready&category=desktop", "Tom Girard")
    serial = page.get_by_role("rowheader").first.inner_text()
    page.goto("/remises/?standing=to-prepare")
    page.get_by_role("button", name="Préparer").first.click()
    page.get_by_label("Scannez une machine").fill(serial)
    page.get_by_label("Scannez une machine").press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"{serial} ajouté")
    take_out(page, serial)


def take_out(page: Page, serial: str) -> None:
    page.get_by_role("button", name=f"Retirer {serial}").click()
    expect(page.get_by_role("status")).to_contain_text(f"{serial} est retiré")


def test_association_applies_and_withdraws(enter):
    page = enter("/candidatures/vagues/vague-2/candidater/", "Awa Diallo")
    page.get_by_role("button", name="Commencer").click()
    fill_in(page, requested=20, minimum=10)
    page.get_by_role("link", name="Continuer").click()
    page.get_by_role("button", name="Envoyer la candidature").click()
    expect(page.get_by_role("heading", name="Candidature reçue")).to_be_visible()
    page.get_by_role("link", name="Revoir la candidature").click()
    page.get_by_role("button", name="Retirer la candidature").click()
    expect(page.get_by_role("status").first).to_contain_text("retirée")
