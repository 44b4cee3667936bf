"""Long lists are not counted to their end."""

import re
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.interface import paging
from rebond.interface.paging import CappedPaginator, KeysetPaginator, ordering
from rebond.stock.models import Device, Movement
from rebond.tenancy.models import City
from tests.factories.accounts import person
from tests.factories.stock import device

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("cities", "count", "is_capped"), [(2, 2, False), (3, 3, False), (5, 3, True)])
def test_a_capped_list_counts_no_further_than_its_cap(monkeypatch, cities, count, is_capped):
    monkeypatch.setattr(paging, "MOST", 3)
    City.objects.bulk_create(City(slug=f"ville-{n}", name=f"Ville {n}", code=str(n)) for n in range(cities))
    pages = CappedPaginator(City.objects.order_by("slug"), 2)
    assert (pages.count, pages.is_capped) == (count, is_capped)


# --- by key ------------------------------------------------------------------------------------------------------

ORDERS = [
    ("serial",),
    ("-serial",),
    ("brand", "serial"),
    ("-brand", "serial"),
    ("-brand!", "serial"),
    ("in_service_on?", "serial"),
]


@pytest.fixture
def seven(marseille):
    """Machines of three brands, some of which nobody knows the age of."""
    for number in range(7):
        began = date(2020, 1, 1 + number % 2) if number % 3 else None
        device(f"CZC{number}", brand="HDL"[number % 3], in_service_on=began)


def pages_of(keys: tuple, *, backwards: bool = False) -> list[list[str]]:
    """All pages, read one after the other in one direction."""
    pages = KeysetPaginator(Device.objects.all(), 2, keys)
    page, found = pages.get_page({}), []
    while not backwards or page.has_next:
        found.append([one.serial for one in page])
        if not page.has_next:
            return found
        page = pages.get_page({"after": str(page.last.pk)})
    while True:
        found.append([one.serial for one in page])
        if not page.has_previous:
            return found
        page = pages.get_page({"before": str(page.first.pk)})


@pytest.mark.parametrize("keys", ORDERS)
def test_pages_by_key_hold_every_row_once_in_order(seven, keys):
    everything = [one.serial for one in Device.objects.order_by(*ordering(keys))]
    assert [serial for page in pages_of(keys) for serial in page] == everything


@pytest.mark.parametrize("keys", ORDERS)
def test_pages_by_key_are_read_backwards_too(seven, keys):
    there_and_back = pages_of(keys, backwards=True)
    everything = [one.serial for one in Device.objects.order_by(*ordering(keys))]
    assert there_and_back[-1] == everything[:2]
    assert all(everything.index(page[0]) + 1 == everything.index(page[1]) for page in there_and_back if page[1:])


@pytest.mark.parametrize("address", [{}, {"after": ""}, {"after": "x"}, {"before": str(uuid.uuid4())}])
def test_an_address_that_names_no_row_gives_the_first_page(seven, address):
    page = KeysetPaginator(Device.objects.all(), 2, ("serial",)).get_page(address)
    assert ([one.serial for one in page], page.has_previous, page.has_next) == (["CZC0", "CZC1"], False, True)


def test_a_row_that_left_the_list_still_says_where_one_was(seven):
    ready = Device.objects.filter(brand="H")
    page = KeysetPaginator(ready, 1, ("serial",)).get_page({"after": str(Device.objects.get(serial="CZC1").pk)})
    assert [one.serial for one in page] == ["CZC3"]


@pytest.mark.parametrize(("per_page", "queries"), [(7, 1), (6, 2)])
def test_a_list_that_is_whole_on_its_page_is_not_counted_again(seven, django_assert_num_queries, per_page, queries):
    with django_assert_num_queries(queries):
        page = KeysetPaginator(Device.objects.all(), per_page, ("serial",)).get_page({})
        assert (page.paginator.count, len(page)) == (7, per_page)


def test_a_page_by_key_reads_from_its_key_on(seven):
    with CaptureQueriesContext(connection) as asked:
        pages_of(("-brand", "serial"))
    assert all('"brand" <=' in query["sql"] for query in asked if "LIMIT 3" in query["sql"][-10:] and query != asked[0])


@pytest.mark.parametrize(("keys", "is_sorted"), [(("-at", "id"), False), (("-at!", "id"), True)])
def test_few_rows_are_sorted_instead_of_met_in_the_order_of_an_index(marseille, keys, is_sorted):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # an empty table is worth no index
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    plan = Movement.objects.order_by(*ordering(keys)).explain()
    assert ("Sort" in plan or "TEMP B-TREE" in plan) is is_sorted


def test_a_list_by_key_is_leafed_through_by_its_links(client, seven, monkeypatch):
    monkeypatch.setattr("rebond.stock.views.PAGE", 3)
    client.force_login(person("ines"))
    first = client.get(reverse("stock:devices"), {"sort": "model", "page": "9"})
    link = re.search(r'rel="next" href="([^"]+)"', first.content.decode()).group(1).replace("&amp;", "&")
    second = client.get(reverse("stock:devices") + link)
    assert (len(second.context["page"]), b'rel="prev"' in second.content, b'rel="next"' in second.content) == (
        3, True, True,
    )  # fmt: skip


def test_a_list_says_that_it_has_more_than_it_counts(client, seven, monkeypatch):
    monkeypatch.setattr("rebond.interface.paging.MOST", 5)
    client.force_login(person("ines"))
    assert "plus de 5 résultats" in client.get(reverse("stock:devices")).content.decode()
