"""What the house promises to slow networks, and to people without a password."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, expect

PAGES = {
    "/": "",
    "/dispositif/": "",
    "/vagues/comment/": "",
    "/vagues/vague-1/resultats/": "",
    "/stock/": "Inès Ferrand",
    "/candidatures/": "Inès Ferrand",
    "/vagues/vague-1/": "Inès Ferrand",
    "/remises/": "Inès Ferrand",
}
WITHOUT = ("image/", "font/")


@pytest.mark.parametrize("path", PAGES)
def test_page_is_light(visit, path):
    """Under 100 kB compressed without images and fonts, and under 10 requests."""
    page = visit("/aide/", as_=PAGES[path]).context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    weight = sum(weight_of(page.request.get(address)) for address in asked)
    assert (len(asked) < 10, weight < 100_000) == (True, True), f"{len(asked)} requests, {weight} bytes"


def weight_of(answer: APIResponse) -> int:
    """The compressed size of an answer; images and fonts count for nothing here."""
    return 0 if answer.headers["content-type"].startswith(WITHOUT) else len(gzip.compress(answer.body()))


def test_sign_in_with_a_code_by_mail(visit, house):
    page = visit("/compte/login/")
    page.get_by_role("link", name="Recevoir un code par courriel").click()
    page.get_by_label("Courriel").fill("karim@marseille.example")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_label("Code")).to_be_visible()
    page.get_by_label("Code").fill(code_in(latest_mail(house.folder / "mails")))
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("heading", name="Bonjour Karim Saïd")).to_be_visible()


def latest_mail(folder: Path) -> str:
    return max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns).read_text()


def code_in(mail: str) -> str:
    return re.search(r"^([A-Z0-9]{4,}(?:-[A-Z0-9]+)?)$", mail, re.MULTILINE).group(1)
