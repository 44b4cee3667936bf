"""The triage bench as Tom works there: a reader that types, no mouse, a basement without network."""

import re

from playwright.sync_api import Page, expect

from tests.factories.bench import said_by
from tests.journeys.test_accessibility import look

A_FEW = 5


def stand_at_the_bench(page: Page) -> None:
    """Open a session with the keyboard alone."""
    page.goto("/stock/tri/ouvrir/")
    page.get_by_label("Où triez-vous ?").press("Enter")
    page.get_by_role("button", name="Ouvrir la séance").press("Enter")
    expect(field(page)).to_be_focused()


def field(page: Page):
    return page.get_by_label("Scannez une machine, ou tapez son verdict")


def answer(page: Page):
    return page.locator(".scan-answer")


def sounds(page: Page) -> None:
    """Note what is heard, instead of hearing it."""
    page.evaluate("window.heard = []; document.addEventListener('scan-answer', (one) => heard.push(one.detail))")


def scan(page: Page, code: str, says: str) -> None:
    """As a reader does: it types where the cursor is, and ends with Enter."""
    expect(field(page)).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(answer(page)).to_contain_text(says)


def figures_of(page: Page) -> list[int]:
    """The figures of the session: other journeys may have used it before."""
    return [int(number) for number in page.locator(".figure-number").all_inner_texts()]


def received(page: Page) -> list[str]:
    """Serial numbers of machines that wait in the stock."""
    page.goto("/stock/?state=received&category=desktop")
    return page.get_by_role("rowheader").all_inner_texts()


def test_tom_triages_with_the_keyboard_alone(visit):
    tom = visit("/accueil/", as_="Tom Girard")
    first, second, third, fourth, *pile = received(tom)
    stand_at_the_bench(tom)
    before = figures_of(tom)[0]
    sounds(tom)

    scan(tom, first.lower(), f"{first} est sur la table")
    scan(tom, "-2 C", "BIOS verrouillé")
    scan(tom, first, "est déjà dans cette séance")
    scan(tom, "MONTRE-7", "n’est le numéro d’aucune machine")
    scan(tom, "3017620422003", "est le code-barres d’un produit")
    scan(tom, "B", "Aucune machine à juger ainsi")
    scan(tom, second, f"{second} est sur la table")
    scan(tom, "x", "Pour pièces")
    assert tom.evaluate("heard") == [
        "on-the-table", "verdict", "second", "unknown", "foreign", "unknown", "on-the-table", "verdict",
    ]  # fmt: skip

    for serial in pile[:A_FEW]:
        scan(tom, serial, f"{serial} est sur la table")
        scan(tom, "B", f"{serial} : catégorie B")

    without_network(tom, third, fourth)

    tom.goto("/stock/tri/")
    tom.get_by_role("link", name="Retrouver ma séance").click()
    tom.get_by_role("button", name="Faire une pause").click()
    expect(tom.get_by_text("La séance est en pause").first).to_be_visible()
    tom.get_by_role("button", name="Terminer la séance").click()
    tom.get_by_role("dialog").get_by_role("button", name="Terminer la séance").click()
    expect(tom.get_by_role("heading", name="Bilan du tri")).to_be_visible()
    assert figures_of(tom) == [before + A_FEW + 4, before + A_FEW + 4, 0]


def without_network(page: Page, third: str, fourth: str) -> None:
    """Two machines and their verdicts are kept on the device, survive a new page, and are sent once."""
    page.context.set_offline(True)
    for code in (third, "B", fourth, "A"):
        page.keyboard.type(code)
        page.keyboard.press("Enter")
    waiting = page.locator("[data-bench-waiting]")
    expect(waiting).to_contain_text("4 en attente d’envoi")
    page.context.set_offline(False)
    # the answer to the first is lost on the way back: it is sent again, and is one
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.request.post_data)
        route.fetch()
        return route.abort()

    page.route("**/scanner/", lose)
    page.reload()
    expect(answer(page)).to_contain_text(f"{fourth} : catégorie A", timeout=30_000)
    expect(waiting).to_be_hidden()
    assert re.search(third, lost[0])
    page.unroute("**/scanner/")


def test_tom_triages_without_scripts(visit):
    tom = visit("/stock/?state=received&category=desktop", as_="Tom Girard", scripts=False)
    serial = tom.get_by_role("rowheader").last.inner_text()
    tom.goto("/stock/tri/ouvrir/")
    tom.get_by_role("button", name="Ouvrir la séance").click()
    field(tom).fill(serial)
    field(tom).press("Enter")
    expect(answer(tom)).to_contain_text("est sur la table")
    tom.get_by_role("button", name="B, bon état").click()
    expect(answer(tom)).to_contain_text("catégorie B")


def test_the_pages_of_the_bench_can_be_read_by_everybody(visit):
    tom = visit("/stock/?state=received&category=desktop", as_="Tom Girard")
    serial = tom.get_by_role("rowheader").nth(-2).inner_text()
    tom.goto("/stock/tri/ouvrir/")
    faults = look(tom)
    tom.get_by_role("button", name="Ouvrir la séance").click()
    scan(tom, serial, "est sur la table")
    scan(tom, "X", "Pour pièces")
    faults += look(tom)
    detail = tom.get_by_role("link", name="le verdict en détail").get_attribute("href")
    bench = tom.url.partition("?")[0]
    for address in (detail, f"{bench}bilan/", f"{bench}?sur={serial}", "/stock/tri/"):
        tom.goto(address)
        faults += look(tom)
    tom.goto(detail)
    tom.get_by_role("link", name="Lire un relevé de la machine").click()
    tom.get_by_label("Fichier de la machine").set_input_files(
        {"name": "machine.json", "mimeType": "application/json", "buffer": said_by(serial)}
    )
    tom.get_by_role("button", name="Lire ce fichier").click()
    expect(tom.get_by_text("Relevé lshw")).to_be_visible()
    faults += look(tom)
    assert faults == []


def test_the_list_of_checks_can_be_read_by_everybody(visit):
    assert look(visit("/stock/tri/controles/", as_="Inès Ferrand")) == []
