"""Where a city is reached, for what is printed and mailed."""

import pytest

from rebond.stock.labels.sheets import address_of
from rebond.tenancy.queries import city_address
from rebond.tenancy.scope import city_scope
from tests.factories.labels import tag

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("https://rebond.example", "https://genova.example"),
        ("http://127.0.0.1:8000", "http://genova.example:8000"),
    ],
)
def test_a_city_with_its_own_host_name_is_reached_there(genoa, settings, site, address):
    settings.SITE_ADDRESS = site
    with city_scope(genoa):
        assert city_address() == address


def test_a_city_without_one_is_reached_at_the_site(marseille, settings):
    assert city_address() == settings.SITE_ADDRESS


def test_a_label_leads_to_the_page_of_its_own_city(genoa, settings):
    settings.SITE_ADDRESS = "https://rebond.example"
    with city_scope(genoa):
        sticker = tag()
        assert address_of(sticker) == f"https://genova.example/m/{sticker.token}/"
