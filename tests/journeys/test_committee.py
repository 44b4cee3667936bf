"""The committee sits, the wave is published, the letters are read and leave, and the association opens hers."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_association import AWA, fill_in
from tests.papers import text_of_pdf

INES, KARIM, LUCIE = "Inès Ferrand", "Karim Saïd", "Lucie Moreau"


def test_from_the_sheet_to_the_letter_that_the_association_opens(visit, tmp_path):
    awa = visit("/accueil/", as_=AWA)
    awa.get_by_role("article").filter(has_text="Vague 2").get_by_role("link", name="Demander des ordinateurs").click()
    awa.get_by_role("button", name="Commencer").click()
    fill_in(awa, requested=20, minimum=5)
    awa.get_by_role("link", name="Continuer").click()
    awa.get_by_role("button", name="Envoyer la candidature").click()
    expect(awa.get_by_role("heading", name="Candidature reçue")).to_be_visible()

    ines = visit("/dispositif/vagues/vague-2/", as_=INES)
    confirm(ines, "Clore les candidatures")
    decide_the_doubtful(ines)
    ask_for_a_vote(ines)
    ines.goto("/vagues/vague-2/")
    ines.get_by_role("button", name="Proposer l’attribution").click()
    ines.goto("/vagues/vague-2/commission/")
    sheet = downloaded(ines, ines.get_by_role("link", name="Fiche à imprimer (PDF)"), tmp_path)
    assert "Mots en Partage" in text_of_pdf(sheet.read_bytes())

    karim = visit("/vagues/vague-2/", as_=KARIM)
    karim.get_by_role("link", name="Relire et publier").click()
    expect(karim.get_by_text("la publication attend").first).to_be_visible()
    expect(karim.get_by_role("button", name="Publier l’attribution")).to_have_count(0)

    minutes = sit(ines, tmp_path)
    assert "La proposition entière" in text_of_pdf(minutes.read_bytes())

    karim.reload()
    expect(karim.get_by_text("La commission a voté cette proposition")).to_be_visible()
    confirm(karim, "Publier l’attribution")
    send = karim.get_by_role("button", name="Envoyer")
    expect(send).to_be_visible()
    karim.get_by_role("link", name="Mots en Partage").click()
    read = downloaded(karim, karim.get_by_role("link", name="La lettre (PDF)"), tmp_path).read_bytes()
    karim.go_back()
    send.click()
    karim.get_by_role("dialog").get_by_role("button", name="Envoyer").click()
    expect(karim.get_by_role("button", name="Noter qu’elles sont postées")).to_be_visible()

    awa.goto("/accueil/")
    card = awa.get_by_role("article").filter(has_text="Vague 2")
    opened = downloaded(awa, card.get_by_role("link", name="Votre lettre de décision"), tmp_path)
    assert opened.read_bytes() == read


def decide_the_doubtful(page: Page) -> None:
    """Say no, with a reason, to each file of the second wave that still waits for an answer."""
    waiting = page.get_by_role("table").get_by_role("rowheader").get_by_role("link")
    while True:
        page.goto("/candidatures/?wave=vague-2&state=to-check")
        if not waiting.count():
            return
        waiting.first.click()
        page.get_by_label("Non recevable").check()
        page.get_by_label("Motif").fill("La pièce demandée n’est pas venue.")
        page.get_by_role("button", name="Enregistrer la décision").click()
        expect(page.get_by_text("La décision est enregistrée")).to_be_visible()


def ask_for_a_vote(page: Page) -> None:
    page.goto("/vagues/vague-2/commission/regles/")
    page.get_by_label("pas de publication sans vote").check()
    page.get_by_role("button", name="Enregistrer les règles").click()
    expect(page.get_by_text("obligatoire")).to_be_visible()


def sit(page: Page, folder: Path) -> Path:
    """A sitting of Lucie alone, who adopts the proposal: its minutes."""
    page.get_by_role("link", name="Ouvrir une séance").click()
    page.get_by_label("Lieu").fill("Hôtel de ville")
    page.get_by_role("checkbox", name=LUCIE).check()
    page.get_by_label("Présidence").select_option(label=LUCIE)
    page.get_by_role("button", name="Ouvrir la séance").click()
    expect(page.get_by_text("Quorum atteint")).to_be_visible()
    page.get_by_label("Pour").fill("1")
    page.get_by_label("Contre").fill("0")
    page.get_by_label("Abstentions").fill("0")
    page.get_by_role("button", name="Inscrire le vote").click()
    expect(page.get_by_text("adoptée").first).to_be_visible()
    confirm(page, "Clore la séance")
    return downloaded(page, page.get_by_role("link", name="Procès-verbal (PDF)"), folder)


def confirm(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    page.get_by_role("dialog").get_by_role("button", name=button).click()


def downloaded(page: Page, link: Locator, folder: Path) -> Path:
    with page.expect_download() as download:
        link.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path
