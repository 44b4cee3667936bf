"""What people may type, upload or put in an address never breaks a page (rule R22, goal G13)."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from rebond.accounts.models import Role
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from tests.repository.test_access import ROWS
from tests.safeguards.test_one_effect import FORMS, KEY, SAMPLES, address_of, filled

pytestmark = pytest.mark.django_db

NAUGHTY = (
    "",
    " ",
    "\t\r\n",
    "0",
    "-1",
    "1e999",
    "1,5",
    "١٢",
    "²",
    "NaN",
    "Infinity",
    "0x10",
    str(2**31),
    str(2**63),
    "9" * 400,
    "9" * 5_000,
    "true",
    "None",
    "null",
    "undefined",
    "'",
    '"',
    "' OR 1=1 --",
    "1; DROP TABLE accounts_user",
    "%00",
    "a\0b",
    "%s%s%n",
    "{0}",
    "{{ 7*7 }}{% debug %}",
    "${7*7}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "=cmd|'/C calc'!A0",
    "../../../../etc/passwd",
    "\\\\server\\share",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\u202eniam ed tiurb",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "\ufeff\u200b\u00ad",
    "\ud83d",
    "éàü" * 4_000,
    "x" * 20_001,
    "0000-00-00",
    "31/02/2026",
    "99999-12-31",
    "2026-11-27T14:00",
    "-00000000-0000-0000-0000-000000000000",
    "CON",
    "[]",
    '{"$gt": ""}',
)
# Of the strings above, each field gets so many, never the same ones as its neighbour.
PER_FIELD = 4
FINE = {200, 302, 400, 404, 413, 422}


@pytest.fixture
def browser(cities) -> Iterator[Client]:
    """Sam's browser, in Marseille: every page opens to an administrator."""
    browser = Client(raise_request_exception=False)
    browser.force_login(cities.people[Role.ADMINISTRATOR])
    with city_scope(City.objects.get(slug="marseille")):
        yield browser


def undone(send, *arguments) -> HttpResponseBase:
    """The answer to a request whose effects are taken back."""
    with transaction.atomic():
        answer = send(*arguments)
        transaction.set_rollback(True)
    return answer


def some_of(turn: int) -> Iterator[str]:
    """A few naughty strings, from another place of the list at each turn."""
    for step in range(PER_FIELD):
        yield NAUGHTY[(turn * PER_FIELD + step) % len(NAUGHTY)].encode("utf-8", "replace").decode()


class FieldNames(HTMLParser):
    """The names of the fields of a page, by the method of their form."""

    def __init__(self, page: str):
        super().__init__()
        self.method, self.names = "get", {"get": set(), "post": set()}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.method = (given.get("method") or "get").lower()
        elif tag in {"input", "select", "textarea"} and given.get("name"):
            self.names[self.method].add(given["name"])


PAGES = [route for route, row in ROWS.items() if "GET" in row.methods and ":" in route and route not in SAMPLES]


@pytest.mark.parametrize("route", FORMS)
def test_no_field_breaks_its_form(route, cities, browser):
    """Each field in turn holds nonsense while the others are honest; then all of them do."""
    address, honest = address_of(route, cities), filled(route)
    honest.pop("file", None)
    if ROWS[route].opens_to == "M":  # what a manager alone may say
        browser.force_login(cities.people[Role.MANAGER])
    questions = [{name: text} for turn, name in enumerate(honest) for text in some_of(turn)]
    questions += [dict.fromkeys(honest, text) for text in some_of(len(route)) if honest]
    questions += [{"idempotency_key": text} for text in some_of(0)]
    answers = [(wrong, undone(browser.post, address, honest | KEY | wrong).status_code) for wrong in questions]
    assert [(wrong, status) for wrong, status in answers if status not in FINE] == []


@pytest.mark.parametrize("route", PAGES)
def test_no_question_in_an_address_breaks_its_page(route, cities, browser):
    """The fields of the page's own filters, and those that pages read by themselves."""
    address = reverse(route, kwargs=cities.targets[ROWS[route].kind]["own"])
    page = undone(browser.get, address)
    body = b"".join(page).decode(errors="ignore") if "html" in page["Content-Type"] else ""
    names = [
        *sorted(FieldNames(body).names["get"]),
        "page",
        "after",
        "before",
        "tri",
        "liste",
        "association",
        "contenu",
        "next",
    ]
    questions = [dict.fromkeys(names, text) for text in some_of(len(route))]
    questions += [{name: text} for turn, name in enumerate(names) for text in list(some_of(turn))[:2]]
    answers = [(wrong, undone(browser.get, address, wrong).status_code) for wrong in questions]
    assert [(wrong, status) for wrong, status in answers if status not in FINE] == []


@pytest.mark.parametrize("text", [text for text in NAUGHTY if text.strip()])
def test_no_reference_breaks_the_public_check_of_a_note(text, cities, browser):
    address = reverse("handovers:verify", args=["R"]).replace("/R/", "/{}/")
    quoted = text.encode("utf-8", "replace").decode().replace("/", "").replace("?", "").replace("#", "")
    assert browser.get(address.format(quoted[:300])).status_code in {400, 404}


def test_a_page_that_breaks_is_found(cities, browser, monkeypatch):
    """The planted fault: a page that reads its row without asking whether it is one."""
    monkeypatch.setattr("rebond.interface.paging.KeysetPaginator.values_of", lambda pages, number: [int(number)])
    assert browser.get("/stock/", {"after": "NaN"}).status_code == 500
