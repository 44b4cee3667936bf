import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.journal.models import Entry
from rebond.organisations.models import Association
from rebond.organisations.search import index
from tests.factories.accounts import manager_of, person
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.programmes import wave

LIST = "/annuaire/"


@pytest.fixture
def lucie(client, marseille):
    client.force_login(person("lucie"))
    return client


@pytest.fixture
def ines(client, marseille):
    client.force_login(person("ines"))
    return client


def names_in(browser, **filters) -> list[str]:
    return [line["association"].name for line in browser.get(LIST, filters).context["lines"]]


def three() -> tuple[Association, Association, Association]:
    found = (
        association("Mots en Partage", theme="illettrisme", register_state="active", publics=["femmes"]),
        association("Atelier Pixel", district_code="13201", postal_code="13001"),
        association("Halte", register_state="ended"),
    )
    index(found)
    return found


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["Atelier Pixel", "Mots en Partage"]),
        ({"q": "partage"}, ["Mots en Partage"]),
        ({"state": "ended"}, ["Halte"]),
        ({"state": "to-check"}, ["Atelier Pixel"]),
        ({"state": "all", "sort": "district"}, ["Atelier Pixel", "Halte", "Mots en Partage"]),
        ({"theme": "illettrisme"}, ["Mots en Partage"]),
        ({"public": "femmes"}, ["Mots en Partage"]),
        ({"applied": "never"}, ["Atelier Pixel"]),
        ({"applied": "ever"}, ["Mots en Partage"]),
        ({"applied": "vague-1"}, ["Mots en Partage"]),
    ],
)
def test_the_list_shows_what_was_asked(lucie, filters, names):
    application(wave(1), three()[0])
    assert names_in(lucie, **filters) == names


def test_the_export_holds_what_the_list_shows_and_the_journal_says_so(lucie):
    three()
    answer = lucie.get(reverse("directory:export_csv"), {"q": "partage"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["Mots en Partage"]
    assert Entry.objects.filter(verb="directory_exported").get().facts == {"rows": 1}


def queries_of(browser, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        browser.get(address)
    return len(captured)


@pytest.mark.parametrize("route", ["directory:list", "directory:reach", "directory:duplicates", "directory:outreaches"])
def test_a_page_asks_as_much_for_three_as_for_one(ines, route):
    application(wave(1), association("Mots", rna="W133990021"))
    association("Mots bis", rna="W133990021")
    ines.get(reverse(route))
    few = queries_of(ines, reverse(route))
    for number in range(3):
        association(f"Autre {number}", rna="W133990022")
    assert queries_of(ines, reverse(route)) == few


def test_people_are_for_officers_only(client, marseille):
    one = association("Mots")
    manager = manager_of(one)
    seen = []
    for name in ("ines", "lucie"):
        client.force_login(person(name))
        seen.append(manager.email in client.get(reverse("directory:detail", args=[one.pk])).content.decode())
    assert seen == [True, False]


def test_the_page_says_where_a_register_differs(lucie):
    one = association("Mots", address="88 rue des Oursins", registers={"rna": {"address": "1 RUE X", "key": "W1"}})
    assert "1 RUE X" in lucie.get(reverse("directory:detail", args=[one.pk])).content.decode()


def test_reach_counts_each_living_association_once(lucie):
    application(wave(1), three()[0])
    page = lucie.get(reverse("directory:reach")).context
    assert (page["associations"], page["applied"]) == (2, 1)


def test_an_officer_merges_and_undoes(ines):
    kept, gone = association("Mots"), association("MOTS")
    ines.post(reverse("directory:merge", args=[kept.pk, gone.pk]), {"name": "gone"})
    assert [one.name for one in Association.objects.all()] == ["MOTS"]
    ines.post(reverse("directory:undo_merge", args=[kept.merges.get().pk]))
    assert sorted(one.name for one in Association.objects.all()) == ["MOTS", "Mots"]


def test_a_merge_that_cannot_be_says_why(ines):
    kept, gone, one = association("Mots"), association("MOTS"), wave(1)
    application(one, kept)
    application(one, gone)
    answer = ines.post(reverse("directory:merge", args=[kept.pk, gone.pk]), {"name": "kept"})
    assert answer.status_code == 422
    assert "déjà une candidature dans cette vague" in answer.content.decode()


def test_an_officer_searches_before_typing_for_an_association(ines):
    three()
    address = reverse("applications:new", args=[wave(1).slug])
    found = ines.get(address, {"q": "partage"}).context["found"]
    assert [one.name for one in found] == ["Mots en Partage"]
