"""The list searched by words that very many share: bounded, right with the other filters, as many queries."""

import pytest
from django.db import connection

from rebond.directory import queries
from rebond.directory.queries import page_paginator
from rebond.organisations.registry.actions import take_in
from rebond.organisations.search import index
from tests.factories.organisations import association
from tests.factories.outreach import MONDAY

pytestmark = pytest.mark.django_db
PAGE = 2


@pytest.fixture(autouse=True)
def twelve(marseille, monkeypatch):
    """Ten of sport, of which one lies elsewhere and one is dissolved, and two others; three are found at most."""
    monkeypatch.setattr(queries, "MOST_FOUND", 3)
    made = [association(f"Sport {number}", district_code="13201") for number in range(8)]
    made += [association("Sport Nord", district_code="13214"), association("Sport Fini", register_state="ended")]
    index([*made, association("Mots en Partage"), association("Atelier Pixel")])


def shown(page: int = 1, **chosen: str) -> tuple[int, bool, list[str]]:
    pages = page_paginator(chosen, PAGE)
    return pages.count, pages.is_capped, [one.name for one in pages.get_page(page)]


def test_a_word_that_many_share_is_cut_and_said_to_be():
    count, is_capped, names = shown(q="sport")
    assert (count, is_capped, names) == (3, True, sorted(names))


def test_what_other_filters_leave_is_found_however_far():
    assert shown(q="sport", district="13214") == (1, False, ["Sport Nord"])
    assert shown(q="sport", state="ended") == (1, False, ["Sport Fini"])


def test_a_misspelt_word_is_found_by_its_neighbours():
    assert shown(q="atelir pixell") == (1, False, ["Atelier Pixel"])


def test_without_words_everybody_living_is_there():
    assert shown()[:2] == (11, False)


def test_the_second_page_goes_on():
    names = [*shown(q="sport")[2], *shown(2, q="sport")[2]]
    assert len(set(names)) == len(names) == 3


def test_the_engine_knows_what_its_tables_hold_after_an_import():
    take_in([], by=None, at=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'organisations_searchentry'"
            if connection.vendor == "sqlite"
            else "SELECT count(*) FROM pg_stats WHERE tablename = 'organisations_words'"
        )
        assert cursor.fetchone()[0] > 0
