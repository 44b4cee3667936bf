"""An officer asks for two things, the association answers on a phone, the officer sees what changed."""

import re

from playwright.sync_api import Page, expect

INES = "Inès Ferrand"
AWA = "Awa Diallo"
NARROW = 360


def test_what_is_missing_is_asked_once_answered_on_a_phone_and_read_again(visit):
    page = visit("/candidatures/?wave=vague-2", as_=INES)
    page.get_by_role("link", name="Candidater : Vague 2").click()
    application = entered_for("Mots en Partage", page)

    page.goto(f"{application}completer/")
    what, why = page.get_by_label("Sur quoi"), page.get_by_label("Ce qui manque, ou ce qui ne va pas")
    what.nth(0).select_option(label="Budget annuel")
    why.nth(0).fill("Le total ne correspond pas aux comptes.")
    what.nth(1).select_option(label="Une pièce")
    why.nth(1).fill("Vos statuts signés")
    page.get_by_role("button", name="Voir le courriel").click()
    expect(page.get_by_text("– Vos statuts signés")).to_be_visible()
    page.get_by_role("button", name="Envoyer la demande").dblclick()
    expect(page.get_by_role("status").first).to_contain_text("La demande est envoyée")
