"""The triage bench of the demonstration, by a browser that types as a reader does (aim: 25 machines a minute)."""

import shutil
import time

from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.demo_start import ADDRESS, demonstration

MACHINES = 40


def main() -> None:
    """Print how many machines a minute are scanned and judged, without the hands that carry them."""
    with demonstration(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tom = browser.new_page(base_url=ADDRESS, locale="fr-FR")
        tom.goto("/compte/login/")
        tom.get_by_role("button", name="Tom Girard").click()
        tom.goto("/stock/?state=received&category=desktop")
        pile = tom.get_by_role("rowheader").all_inner_texts()[:MACHINES]
        tom.goto("/stock/tri/ouvrir/")
        tom.get_by_role("button", name="Ouvrir la séance").click()
        expect(tom.get_by_label("Scannez une machine, ou tapez son verdict")).to_be_focused()
        start = time.perf_counter()
        for serial in pile:
            scan(tom, serial, f"{serial} est sur la table")
            scan(tom, "B", f"{serial} : catégorie B")
        minutes = (time.perf_counter() - start) / 60
        print(f"triage bench {len(pile) / minutes:6.0f} machines a minute ({len(pile)} scanned and judged)")
        browser.close()


def scan(page: Page, code: str, says: str) -> None:
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.locator(".scan-answer")).to_contain_text(says)


if __name__ == "__main__":
    main()
