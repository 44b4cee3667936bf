"""Every page that anybody can reach: no axe violation, nothing cut off on the smallest phone, no error in the console.

Each role follows the links of its own home page; of pages that differ by a number only, one is looked at.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import Page

from rebond.demo.cast import CAST
from tests.journeys.test_chain import INVENTORY

pytestmark = pytest.mark.looks
ANYBODY = ""
FILES = re.compile(r"\.(csv|xlsx|json|pdf)$")
LINK = re.compile(r'<a [^>]*?href="([^"?#][^"]*)"')
PIECE = re.compile(r"<([a-z]\w*)(?: [^<>]*?)?(?: class=\"([^\"]*)\")?[ >]")
ALL_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# What may change with the theme and the width.
RULES_OF_A_PHONE = {
    "runOnly": ["color-contrast", "target-size", "scrollable-region-focusable"],
    "resultTypes": ["violations"],
}
STEPS_OF_A_HANDOVER = ("preparing", "ready", "signed")
CUT_OFF = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def seen() -> dict[str, set]:
    """The pieces that each route was seen to be made of: a page without a new piece needs no second look."""
    return defaultdict(set)


@pytest.mark.parametrize("who", [ANYBODY, *(member.name for member in CAST)])
def test_every_page_can_be_read_by_everybody(visit, seen, who):
    page = visit("/accueil/" if who else "/", as_=who)
    said: list[str] = []
    page.on("console", lambda message: message.type in ("error", "warning") and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    faults = []
    for address, html in pages_of(page, corners(page) if who == "Inès Ferrand" else []):
        faults += outline_faults(address, html, "fr")
        pieces, known = set(PIECE.findall(html)), seen[route_of(address)]
        if not pieces <= known:
            known |= pieces
            page.goto(address)
            faults += look(page)
    assert faults + said == []


def test_missing_page_can_be_read_by_everybody(visit):
    assert look(visit("/nulle-part/")) == []


@pytest.mark.parametrize("who", [ANYBODY, *(member.name for member in CAST)])
def test_every_page_answers_in_english(visit, who):
    page = visit("/accueil/" if who else "/", as_=who)
    page.get_by_role("button", name="Read in English").click()
    page.get_by_role("button", name="Lire en français").wait_for()
    assert [fault for address, html in pages_of(page, []) for fault in outline_faults(address, html, "en")] == []


# --- following links ---------------------------------------------------------------------------------------------


def pages_of(page: Page, corners: list[str]) -> Iterator[tuple[str, str]]:
    """Address and text of each page that this person reaches by links, from where they are, and of those of a list."""
    waiting, followed = [page.url, *corners], set()
    while waiting:
        address = waiting.pop(0)
        kind = address if address in corners else kind_of(address)
        if kind in followed:
            continue
        followed.add(kind)
        answer = page.request.get(address)
        assert answer.status == 200, address
        yield address, answer.text()
        links = (urljoin(address, unescape(link)) for link in LINK.findall(answer.text()))
        waiting += [link for link in links if is_page(link, page.url)]


def is_page(link: str, here: str) -> bool:
    address = urlsplit(link)
    return address[:2] == urlsplit(here)[:2] and not FILES.search(address.path)


def route_of(address: str) -> str:
    return resolve(urlsplit(address).path).view_name


def kind_of(address: str) -> tuple[str, str | None]:
    """The route of an address, with what tells waves from each other."""
    return route_of(address), resolve(urlsplit(address).path).kwargs.get("slug")


# --- looking at a page -------------------------------------------------------------------------------------------


def outline_faults(address: str, html: str, language: str) -> list[str]:
    """Every page says its language, has a title, one main part and one first heading, and knows its figures."""
    expected = {
        f'<html lang="{language}">': 1,
        r"<title>[^<]*\w[^<]*</title>\s*<meta": 1,
        "<main": 1,
        "<h1": 1,
        'class="figure-number">—': 0,
    }
    found = {mark: len(re.findall(mark, html)) for mark in expected}
    return [] if found == expected else [f"{address}: {found}"]


def look(page: Page) -> list[str]:
    """What is wrong with the page that is open: on the smallest phone, by night on a phone, by day on a desk."""
    page.set_viewport_size({"width": 320, "height": 900})
    cut_off = page.evaluate(CUT_OFF)
    faults = [f"{page.url}: {cut_off} pixels too wide for 320"] if cut_off else []
    by_night = violations(page, RULES_OF_A_PHONE, width=360, scheme="dark")
    return faults + by_night + violations(page, ALL_RULES, width=1280, scheme="light")


def violations(page: Page, rules: dict, *, width: int, scheme: str) -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{page.url}, {width} px, {scheme}: {one['id']} {[node['html'] for node in one['nodes'][:3]]}" for one in found
    ]


def corners(page: Page) -> list[str]:
    """Pages that no link of a quiet day leads to: a file to confirm, a draft to publish, each step of a hand-over."""
    page.goto("/stock/fichiers/deposer/")
    page.get_by_label("Fichier", exact=True).set_input_files(INVENTORY)
    page.get_by_label("Référence du lot").fill("ORANGE-2026-2")
    page.get_by_label("Donateur d’un nouveau lot").select_option("Orange")
    page.get_by_role("button", name="Déposer et lire le fichier").click()
    page.get_by_role("heading", name="Ligne par ligne").wait_for()
    found = [page.url]
    page.goto("/dispositif/vagues/vague-2/")
    page.get_by_role("button", name="Clore les candidatures").click()
    page.get_by_role("dialog").get_by_role("button", name="Clore les candidatures").click()
    page.goto("/vagues/vague-2/")
    page.get_by_role("button", name="Proposer l’attribution").click()
    found.append(page.get_by_role("link", name="Changer").first.evaluate("link => link.href"))
    for step in STEPS_OF_A_HANDOVER:
        page.goto(f"/remises/?standing={step}")
        found.append(page.get_by_role("table").get_by_role("link").first.evaluate("link => link.href"))
    page.goto("/accueil/")
    return found
