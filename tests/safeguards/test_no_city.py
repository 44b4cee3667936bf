"""A house without a city, and a host name that no city has: pages are there or absent, never broken."""

import pytest
from django.test import Client
from django.urls import reverse

from rebond.accounts.models import User
from tests.repository.test_access import ROWS

pytestmark = pytest.mark.django_db

ADDRESSES = [reverse(route) for route, row in ROWS.items() if row.kind == "-" and not route.startswith("demo:")]


@pytest.mark.parametrize("somebody", [False, True], ids=["anonymous", "signed in"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_city_a_page_is_there_or_absent(address, somebody):
    browser = Client()
    if somebody:
        browser.force_login(User.objects.create_user("ines@marseille.example", name="Inès Ferrand"))
    expected = {200, 302, 403} if address.startswith("/compte/") else {200, 404, 405, 302}
    assert browser.get(address).status_code in expected


def test_a_host_that_no_city_has_shows_none_of_them(marseille, genoa):
    marseille.hostname = "rebond.marseille.example"
    marseille.save()
    asked = {
        host: Client(headers={"host": host}).get("/dispositif/")
        for host in ("rebond.marseille.example", "evil.example")
    }
    assert {host: answer.status_code for host, answer in asked.items()} == {
        "rebond.marseille.example": 200,
        "evil.example": 404,
    }
