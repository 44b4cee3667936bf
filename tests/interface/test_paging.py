"""Long lists are not counted to their end."""

import pytest

from rebond.interface import paging
from rebond.interface.paging import CappedPaginator
from rebond.tenancy.models import City

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("cities", "count", "is_capped"), [(2, 2, False), (3, 3, False), (5, 3, True)])
def test_a_capped_list_counts_no_further_than_its_cap(monkeypatch, cities, count, is_capped):
    monkeypatch.setattr(paging, "MOST", 3)
    City.objects.bulk_create(City(slug=f"ville-{n}", name=f"Ville {n}", code=str(n)) for n in range(cities))
    pages = CappedPaginator(City.objects.order_by("slug"), 2)
    assert (pages.count, pages.is_capped) == (count, is_capped)
