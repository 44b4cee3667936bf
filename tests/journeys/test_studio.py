"""The studio in a real browser: a number changes, the figures follow, and the reader keeps their place."""

import re

from playwright.sync_api import expect

STUDIO = "/vagues/vague-2/scenarios/?compare=rule"


def test_figures_follow_while_the_cursor_stays(visit):
    page = visit(STUDIO, as_="Lucie Moreau")
    cap = page.get_by_label("Plafond par association")
    cap.fill("20")
    expect(page.get_by_text("essai, pas enregistré")).to_be_visible()
    expect(cap).to_be_focused()
    expect(page).to_have_url(re.compile("cap=20"))
    expect(page.get_by_role("status")).to_contain_text("gagnent")


def test_rules_that_contradict_are_said_at_once(visit):
    page = visit(STUDIO, as_="Lucie Moreau")
    page.get_by_label("Plancher par association").fill("99")
    expect(page.get_by_text("Cet essai n’est pas calculé")).to_be_visible()
    page.get_by_label("Plancher par association").fill("9")
    expect(page.get_by_text("Cet essai n’est pas calculé")).to_have_count(0)


def test_the_button_does_the_same_without_scripts(visit):
    page = visit(STUDIO, as_="Lucie Moreau", scripts=False)
    page.get_by_label("Plafond par association").fill("20")
    page.get_by_role("button", name="Recalculer").click()
    expect(page.get_by_text("essai, pas enregistré")).to_be_visible()
