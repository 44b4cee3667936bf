"""What an association prints: its explanation, without the furniture of the site, within the width of a sheet."""

import re
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Page

FURNITURE = [".top-tools", ".sections", ".aside", ".foot", ".skip", ".breadcrumbs", ".table-tools"]
A4_WITHIN_MARGINS = 680  # CSS pixels: 210 mm less two margins of 15
TOO_WIDE = f"""[...document.querySelectorAll("main *")]
  .filter(piece => piece.getBoundingClientRect().right > {A4_WITHIN_MARGINS + 1}).map(piece => piece.outerHTML)"""


@pytest.fixture
def explanation(visit) -> Page:
    """Awa's own explanation, from her home page, as her printer sees it."""
    page = visit("/accueil/", as_="Awa Diallo")
    address = re.search(r"/vagues/candidature/[0-9a-f-]+/explication/", page.content())
    page.goto(address.group())
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": A4_WITHIN_MARGINS, "height": 1000})
    return page


def test_paper_has_no_navigation(explanation):
    shown = [piece for piece in FURNITURE if explanation.locator(piece).filter(visible=True).count()]
    assert shown == []


def test_paper_keeps_what_decides_and_whom_to_ask(explanation):
    for title in ("Le calcul, pas à pas", "Vos points", "Les quatre réponses de la loi", "Vos droits et leurs délais"):
        assert explanation.get_by_role("heading", name=title, exact=True).is_visible()
    assert explanation.get_by_role("main").get_by_text("ordinateurs@marseille.example").first.is_visible()


def test_paper_is_wide_enough(explanation):
    assert explanation.evaluate(TOO_WIDE) == []


def test_paper_takes_a_few_sheets(explanation):
    sheet = {"top": "15mm", "bottom": "15mm", "left": "15mm", "right": "15mm"}
    printed = explanation.pdf(format="A4", margin=sheet)
    with pikepdf.open(BytesIO(printed)) as document:
        assert 1 < len(document.pages) <= 5
