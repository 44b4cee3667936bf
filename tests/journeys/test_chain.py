"""The main job, end to end: from the donor's spreadsheet to machines signed for, by all who take part."""

import json
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

import rebond.demo
from tests.journeys.test_committee import decide_the_doubtful
from tests.papers import text_of_pdf

DATA = Path(rebond.demo.__file__).parent / "data"
INVENTORY = DATA / "asset-export-dirty-cp1252.csv"
CERTIFICATES = DATA / "blancco-style-report-sample.xml"
REASON = "Une salle de moins que prévu, dit l’association au téléphone."


def test_from_the_donors_spreadsheet_to_a_signed_note(visit, tmp_path):
    before = public_figures(visit("/"))

    ines = visit("/accueil/", as_="Inès Ferrand")
    assert upload_inventory(ines) == {"nouvelles": 104, "avec remarque": 49, "rejetées": 5}
    confirm(ines, "Enregistrer en stock")
    expect(ines.get_by_text("Enregistré le")).to_be_visible()
    assert upload_inventory(ines) == {"inchangées": 153, "rejetées": 5}
    assert upload_certificates(ines) > 0
    confirm(ines, "Enregistrer en stock")
    expect(ines.get_by_text("Enregistré le")).to_be_visible()

    close_second_wave(ines)
    decide_the_doubtful(ines)
    ines.get_by_role("link", name="Attribution", exact=True).click()
    ines.get_by_role("link", name="Vague 2").click()
    ines.get_by_role("button", name="Proposer l’attribution").click()
    association, units = take_one_from_the_last(ines)
    expect(ines.get_by_text("Karim Saïd").first).to_be_visible()
    expect(ines.get_by_role("link", name="Relire et publier")).to_have_count(0)

    karim = visit("/vagues/vague-2/", as_="Karim Saïd")
    karim.get_by_role("link", name="Relire et publier").click()
    confirm(karim, "Publier l’attribution")
    expect(karim.get_by_role("heading", name="Lettres de décision")).to_be_visible()
    karim.goto("/vagues/vague-2/")
    expect(karim.get_by_text("Attribution publiée").first).to_be_visible()
    record = downloaded(karim, karim.get_by_role("link", name="Procès-verbal complet"), tmp_path)
    assert verify(record).returncode == 0
    assert REASON in json.dumps(json.loads(record.read_text()), ensure_ascii=False)

    tom = visit("/stock/?state=ready&category=desktop", as_="Tom Girard")
    serials = tom.get_by_role("rowheader").all_inner_texts()[:units]
    tom.goto("/remises/?wave=vague-2")
    tom.get_by_role("row").filter(has_text=association).get_by_role("button", name="Préparer").click()
    scan_one_by_one(tom, serials[:3])
    paste(tom, serials[2:])
    expect(tom.get_by_text("Toutes les machines sont là.")).to_be_visible()
    tom.get_by_role("button", name=f"Compter {units} claviers et {units} souris").click()
    expect(tom.get_by_text(f"Comptés : claviers {units}, souris {units}.")).to_be_visible()
    confirm(tom, "Prévenir l’association")
    sign(tom)
    note = downloaded(tom, tom.get_by_role("link", name="Télécharger le procès-verbal (PDF)"), tmp_path)
    text = text_of_pdf(note.read_bytes())
    assert [serial for serial in serials if serial not in text] == []

    after = public_figures(visit("/"))
    assert after["ordinateurs remis"] == before["ordinateurs remis"] + units
    assert after["ordinateurs attribués"] > before["ordinateurs attribués"]
    address = re.search(r"http://\S+/remises/verifier/[\w-]+/", text).group()
    anybody = visit(address)
    expect(anybody.get_by_text("Ce procès-verbal existe, et il est signé.")).to_be_visible()
    expect(anybody.get_by_text(association)).to_be_visible()


# --- what Inès does ----------------------------------------------------------------------------------------------


def upload_inventory(page: Page) -> dict[str, int]:
    """Upload the donor's export for a new lot, and read what the page says it would do."""
    page.goto("/stock/fichiers/deposer/")
    page.get_by_label("Fichier", exact=True).set_input_files(INVENTORY)
    page.get_by_label("Référence du lot").fill("ORANGE-2026-2")
    page.get_by_label("Donateur d’un nouveau lot").select_option("Orange")
    page.get_by_role("button", name="Déposer et lire le fichier").click()
    expect(page.get_by_role("heading", name="Ligne par ligne")).to_be_visible()
    return {name: n for name, n in figures(page.get_by_role("main")).items() if n}


def upload_certificates(page: Page) -> int:
    """Upload the eraser's report, and read how many machines it matches."""
    page.goto("/stock/effacements/deposer/")
    page.get_by_label("Fichier", exact=True).set_input_files(CERTIFICATES)
    page.get_by_role("button", name="Déposer et lire le fichier").click()
    expect(page.get_by_role("heading", name="Ligne par ligne")).to_be_visible()
    return figures(page.get_by_role("main"))["machines rapprochées"]


def close_second_wave(page: Page) -> None:
    page.goto("/dispositif/")
    page.get_by_role("link", name="Vague 2").click()
    confirm(page, "Clore les candidatures")
    expect(page.get_by_role("button", name="Ouvrir aux candidatures").first).to_be_visible()


def take_one_from_the_last(page: Page) -> tuple[str, int]:
    """Give one machine less to the association with the fewest points: its name, and what it is left with."""
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Changer")).last
    association = row.get_by_role("rowheader").inner_text()
    row.get_by_role("link", name="Changer").click()
    field = page.get_by_label("Ordinateurs attribués")
    units = int(field.input_value()) - 1
    field.fill(str(units))
    page.get_by_role("button", name="Enregistrer l’attribution").click()
    expect(page.get_by_role("alert")).to_contain_text("un changement a toujours un motif")
    page.get_by_label("Motif du changement").fill(REASON)
    page.get_by_role("button", name="Enregistrer l’attribution").click()
    expect(page.get_by_role("row").filter(has_text=association).get_by_text(REASON)).to_be_visible()
    return association, units


# --- what Tom does -----------------------------------------------------------------------------------------------


def scan_one_by_one(page: Page, serials: list[str]) -> None:
    """As a reader does: the cursor is in the field, each code is typed and ends with Enter."""
    for serial in serials:
        scan(page, serial.lower())
        expect(page.get_by_role("status")).to_contain_text(f"{serial} ajouté")
    scan(page, serials[0])
    expect(page.get_by_role("status")).to_contain_text("est déjà dans cette remise")
    scan(page, "MONTRE-7")
    expect(page.get_by_role("status")).to_contain_text("n’est le numéro d’aucune machine")


def scan(page: Page, code: str) -> None:
    expect(page.get_by_label("Scannez une machine")).to_be_focused()
    page.keyboard.type(code)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def paste(page: Page, serials: list[str]) -> None:
    """All the others at once, one of which is there already."""
    page.get_by_text("Coller plusieurs numéros d’un coup").click()
    page.get_by_label("Numéros de série").fill("\n".join(serials))
    page.get_by_role("button", name="Ajouter ces machines").click()
    expect(page.get_by_role("status")).to_contain_text(f"{len(serials) - 1} machines ajoutées sur {len(serials)}")


def sign(page: Page) -> None:
    page.get_by_role("link", name="Faire signer").click()
    page.get_by_label("Nom de la personne qui a signé").fill("Maud Perrin")
    page.get_by_label("Sa qualité dans l’association").fill("présidente")
    page.get_by_role("button", name="Enregistrer la signature").click()
    expect(page.get_by_text("Remise signée le")).to_be_visible()


# --- what everybody does -----------------------------------------------------------------------------------------


def confirm(page: Page, button: str) -> None:
    """Press a button that asks once more, and say yes."""
    page.get_by_role("button", name=button).click()
    page.get_by_role("dialog").get_by_role("button", name=button).click()


def figures(place: Locator) -> dict[str, int]:
    """The figures that a page shows, by their label."""
    shown = place.locator(".figure").all()
    return {
        figure.locator(".figure-label").inner_text(): whole(figure.locator(".figure-number").inner_text())
        for figure in shown
    }


def whole(text: str) -> int:
    """A number as the French write it: 1 000."""
    return int(re.sub(r"\s", "", text))


def public_figures(page: Page) -> dict[str, int]:
    return figures(page.get_by_role("main"))


def downloaded(page: Page, link: Locator, folder: Path) -> Path:
    with page.expect_download() as download:
        link.first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def verify(record: Path) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "rebond", "verify", str(record)], capture_output=True, timeout=60)
