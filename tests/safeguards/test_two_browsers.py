"""Two people edit the same thing: the second is told, and overwrites nothing (rule R7)."""

import pytest
from django.test import Client

from rebond.accounts.models import Role
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from tests.factories.two_cities import TwoCities
from tests.repository.test_access import ROWS
from tests.safeguards.test_one_effect import address_of, everything, filled

pytestmark = pytest.mark.django_db

# Each form that edits, the page that shows it, and what the second person types there.
EDITS = {
    "programmes:edit_wave": ("programmes:edit_wave", {"name": "Vague de printemps"}),
    "programmes:edit": ("programmes:edit", {"title": "300 ordinateurs"}),
    "programmes:supplied": ("programmes:supplied", {"with_mouse": "on"}),
    "programmes:new_criterion": ("programmes:new_criterion", {"label": "Emploi"}),
    "programmes:criterion": ("programmes:criterion", {"label": "Emploi"}),
    "programmes:letter": ("programmes:letter", {"body": "Chère association."}),
    "programmes:new_wave": ("programmes:new_wave", {"name": "Vague de printemps"}),
    "applications:asked_papers": ("applications:asked_papers", {"board": "needed"}),
    "applications:new_question": ("applications:new_question", {"label_fr": "Un jardin ?"}),
    "applications:question": ("applications:question", {"label_fr": "Un camion ?"}),
    "applications:new_section": ("applications:new_section", {"title_fr": "Vos rêves"}),
    "applications:section": ("applications:section", {"title_fr": "Vos publics"}),
    "donations:edit": ("donations:edit", {"remarks": "Sans les câbles."}),
    "donations:lines": ("donations:lines", {"quantity-0": "4"}),
    "donations:accept": ("donations:accept", {"regime": "loan"}),
    "stock:triage": ("stock:triage", {"grade": "A"}),
    "stock:lot_settings": ("stock:lot_settings", {"received_on": "2026-11-04"}),
    "stock:spares": ("stock:spares", {"percent": "2"}),
    "applications:copy_form": ("applications:form", {}),
    "stock:rename_place": ("stock:place", {"name": "Local 10"}),
    "applications:edit": ("applications:edit", {"requested": "18"}),
    "applications:answer_item": ("applications:answer_item", {"given": "310000"}),
    "applications:step": ("applications:step", {"requested": "18"}),
    "applications:send": ("applications:send", {}),
    "directory:compare": ("directory:compare", {}),
    "directory:edit_outreach": ("directory:edit_outreach", {"title": "Sud"}),
    "waves:change": ("waves:change", {"units": "2"}),
    "waves:scenario": ("waves:scenario", {"comment": "Autre chose."}),
    "waves:correct_letter": ("waves:correct_letter", {"reason": "Autre motif."}),
    "waves:committee_rules": ("waves:committee_rules", {"quorum": "2"}),
    "waves:change_sitting": ("waves:change_sitting", {"place": "Préfecture"}),
    "handovers:accessories": ("handovers:detail", {"mice": "0"}),
}

SENTENCES = ("Une autre personne vient de", "Quelqu’un d’autre vient de", "Une autre personne a ")


def browser_of(role: str, cities: TwoCities) -> Client:
    browser = Client()
    browser.force_login(cities.people[role])
    return browser


def key(number: int) -> dict[str, str]:
    return {"idempotency_key": f"00000000-0000-4000-8000-{number:012}"}


def test_every_form_that_edits_carries_the_version_that_was_seen(cities):
    karim = browser_of(Role.OFFICER, cities)
    pages = [route for route, row in ROWS.items() if "GET" in row.methods and ":" in route]
    with city_scope(City.objects.get(slug="marseille")):
        shown = {page for page in pages if b'name="version" value=' in b"".join(karim.get(address_of(page, cities)))}
    assert shown == {page for page, _ in EDITS.values()}


@pytest.mark.parametrize("route", EDITS)
def test_the_second_of_two_editors_is_told_and_overwrites_nothing(route, cities):
    karim, sam = browser_of(Role.OFFICER, cities), browser_of(Role.ADMINISTRATOR, cities)
    with city_scope(City.objects.get(slug="marseille")):
        address, seen = address_of(route, cities), filled(route)
    assert karim.post(address, seen | key(1)).status_code == 302
    stored = everything()
    answer = sam.post(address, seen | EDITS[route][1] | key(2), follow=True)
    told = " ".join(answer.content.decode().split())
    assert everything() == stored
    assert any(sentence in told for sentence in SENTENCES)
