"""After the signature: one machine arrives dead and is swapped, another comes back and is recycled."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.test_chain import confirm, downloaded, public_figures
from tests.papers import text_of_pdf

MINE = "/remises/machines/?standing=held"


def test_from_a_dead_machine_to_the_register_of_waste(visit, tmp_path):
    keep_spares(visit("/stock/reserve/", as_="Inès Ferrand"))
    tom = visit("/remises/", as_="Tom Girard")
    sign_for_awa(tom)
    before = public_figures(visit("/"))

    awa = visit(MINE, as_="Awa Diallo")
    dead, other = machines_of(awa)[:2]
    awa.get_by_role("row").filter(has_text=dead).get_by_role("link", name="Signaler une panne").click()
    awa.get_by_label("Que se passe-t-il").fill("L’écran reste noir.")
    awa.get_by_role("button", name="Signaler la panne").click()
    expect(awa.get_by_text("La ville n’a pas encore répondu.")).to_be_visible()

    ines = visit("/accueil/", as_="Inès Ferrand")
    ines.get_by_role("link", name="Répondre", exact=True).click()
    ines.get_by_role("rowheader").get_by_role("link").first.click()
    ines.get_by_role("button", name="Accepter l’échange").click()
    expect(ines.get_by_text("L’échange est accepté.").first).to_be_visible()

    spare = swap(tom, dead)
    slip = downloaded(tom, tom.get_by_role("link", name="Télécharger le bon (PDF)"), tmp_path)
    text = text_of_pdf(slip.read_bytes())
    assert dead in text
    assert spare in text
    assert public_figures(visit("/")) == before
    awa.goto(MINE)
    assert spare in machines_of(awa)

    bring_back(tom, other)
    assert public_figures(visit("/"))["ordinateurs remis"] == before["ordinateurs remis"]
    expect(visit("/").get_by_text("en usage aujourd’hui").first).to_be_visible()
    awa.goto(MINE)
    assert other not in machines_of(awa)

    destroy_disk(ines, other)
    number = recycle(ines, other)
    register = downloaded_register(ines, tmp_path)
    assert number in register
    assert "Recyclerie du Port" in register
    ines.goto(f"/stock/?q={other}")
    ines.get_by_role("rowheader").get_by_role("link").click()
    expect(ines.get_by_text("recyclée", exact=True)).to_be_visible()
    expect(ines.get_by_role("heading", name="Qui l’a eue")).to_be_visible()


# --- who does what -----------------------------------------------------------------------------------------------


def keep_spares(page: Page) -> None:
    """Inès keeps one percent of each lot."""
    page.get_by_label("Machines gardées en réserve (%)").fill("1")
    page.get_by_role("button", name="Enregistrer la réserve").click()
    expect(page.get_by_text("La réserve est enregistrée.")).to_be_visible()


def sign_for_awa(tom: Page) -> None:
    """Tom prepares the machines of Awa's association where nobody did, and has the note signed."""
    row = tom.get_by_role("row").filter(has_text="Mots en Partage")
    prepare = row.get_by_role("button", name="Préparer")
    if prepare.count():
        prepare.click()
    else:
        row.get_by_role("link", name=re.compile("^R-")).first.click()
    if tom.get_by_label("Scannez une machine").count():
        missing = int(re.search(r"(\d+) sur (\d+)", tom.get_by_role("main").inner_text()).group(2))
        prepared = tom.url
        tom.goto("/stock/?state=ready&category=desktop")
        serials = [text.split()[0] for text in tom.get_by_role("rowheader").all_inner_texts()][:missing]
        tom.goto(prepared)
        tom.get_by_text("Coller plusieurs numéros d’un coup").click()
        tom.get_by_label("Numéros de série").fill("\n".join(serials))
        tom.get_by_role("button", name="Ajouter ces machines").click()
        confirm(tom, "Prévenir l’association")
    if tom.get_by_role("link", name="Faire signer").count():
        tom.get_by_role("link", name="Faire signer").click()
        tom.get_by_label("Nom de la personne qui a signé").fill("Awa Diallo")
        tom.get_by_label("Sa qualité dans l’association").fill("présidente")
        tom.get_by_role("button", name="Enregistrer la signature").click()
    expect(tom.get_by_text("Remise signée le")).to_be_visible()


def machines_of(page: Page) -> list[str]:
    """The serial numbers that the list shows."""
    return [text.split()[0] for text in page.get_by_role("rowheader").all_inner_texts()]


def swap(tom: Page, dead: str) -> str:
    """Tom scans a spare of a lot that keeps some; the association signs. Gives its serial number."""
    tom.goto("/remises/echanges/?state=approved")
    tom.get_by_role("row").filter(has_text=dead).get_by_role("link").first.click()
    page = tom.url
    tom.get_by_role("link", name=re.compile("dans le lot")).first.click()
    spare = machines_of(tom)[-1]
    tom.goto(page)
    tom.get_by_label("Machine qui part à sa place").fill(spare)
    tom.get_by_label("Nom de la personne qui signe").fill("Awa Diallo")
    tom.get_by_label("Sa qualité dans l’association").fill("présidente")
    tom.get_by_role("button", name="Échanger les machines").click()
    expect(tom.get_by_text(f"Échangée contre {spare}")).to_be_visible()
    return spare


def bring_back(tom: Page, serial: str) -> None:
    """The association brings a broken machine back."""
    tom.goto(f"/remises/machines/?q={serial}")
    tom.get_by_label("Association").select_option("Mots en Partage")
    tom.get_by_role("button", name="Filtrer").click()
    tom.get_by_role("link", name="Noter un retour").click()
    tom.get_by_label("Machines rapportées").fill(serial)
    tom.get_by_label("Parmi elles, celles en panne").fill(serial)
    tom.get_by_label("Elles sont en panne").check()
    tom.get_by_label("Qui rapporte").fill("Awa Diallo, présidente")
    tom.get_by_role("button", name="Enregistrer le retour").click()
    expect(tom.get_by_role("heading", name="Mots en Partage")).to_be_visible()


def destroy_disk(ines: Page, serial: str) -> None:
    """The disk was taken out: nothing is left to read."""
    ines.goto(f"/stock/effacements/saisir/?machine={serial}")
    ines.get_by_label("Résultat").select_option("Disque retiré")
    ines.get_by_label("Date", exact=True).fill(ines.evaluate("new Date().toLocaleDateString('sv')"))
    ines.get_by_role("button", name="Garder ce certificat").click()
    expect(ines.get_by_text("Disque retiré").first).to_be_visible()


def recycle(ines: Page, serial: str) -> str:
    """The recycler takes the machine away. Gives the number of the slip."""
    ines.goto("/stock/recyclage/nouveau/")
    ines.get_by_label("Recycleur", exact=True).fill("Recyclerie du Port")
    ines.get_by_label("SIRET du recycleur").fill("09990001100018")
    ines.get_by_label("Adresse du recycleur").fill("4 quai du Port, Marseille")
    ines.get_by_label("Adresse de prise en charge").fill("12 rue de l’Entrepôt, Marseille")
    ines.get_by_role("button", name="Ouvrir le bordereau").click()
    ines.get_by_label("Numéros des machines").fill(serial)
    ines.get_by_role("button", name="Ajouter ces machines").click()
    ines.get_by_role("link", name="Enregistrer l’enlèvement").click()
    ines.get_by_label("Numéro du certificat de traitement").fill("CT-2026-114")
    ines.get_by_label("Poids pesé").fill("5,80")
    ines.get_by_role("button", name="Enregistrer l’enlèvement").click()
    expect(ines.get_by_text("Ce bordereau ne change plus.")).to_be_visible()
    return ines.get_by_role("heading", level=1).inner_text()


def downloaded_register(ines: Page, folder: Path) -> str:
    ines.goto("/stock/recyclage/registre/")
    return downloaded(ines, ines.get_by_role("link", name="Télécharger en CSV"), folder).read_text(encoding="utf-8-sig")
