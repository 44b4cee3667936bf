"""A blind wave is compared, proposed and changed without a name: in pages, files and the PDF note."""

import io

import openpyxl
import pytest
from django.urls import reverse

from tests.factories.accounts import person
from tests.factories.reviews import impartial
from tests.factories.waves import allocation_of, contested_wave, draft_of, saved_scenario
from tests.papers import text_of_pdf

pytestmark = pytest.mark.django_db
NAME = "Mots en Partage"


def text_of(answer) -> str:
    content = b"".join(answer)
    if answer["Content-Type"].startswith("application/pdf"):
        return text_of_pdf(content)
    if "spreadsheet" in answer["Content-Type"]:
        book = openpyxl.load_workbook(io.BytesIO(content))
        return repr([row for sheet in book for row in sheet.iter_rows(values_only=True)])
    return content.decode()


@pytest.fixture
def addresses(marseille) -> list[str]:
    """Every page and file of a blind wave that says something of its applications."""
    blind = contested_wave(blind=True)
    one = allocation_of(draft_of(blind))
    saved = saved_scenario(blind)
    impartial(person("lucie"), one.application)
    of_wave = ("detail", "export_csv", "export_xlsx", "studio", "studio_csv", "studio_xlsx", "studio_note")
    what_if = f"{reverse('waves:what_if', args=[blind.slug])}?application={one.application.reference}&points=5"
    return [
        *(reverse(f"waves:{route}", args=[blind.slug]) for route in of_wave),
        what_if,
        reverse("waves:change", args=[one.pk]),
        reverse("waves:explanation", args=[one.application_id]),
        reverse("waves:scenario", args=[saved.pk]),
        reverse("portal:home"),
    ]


def named_in(client, addresses: list[str], who: str) -> list[str]:
    client.force_login(person(who))
    return [address for address in addresses if NAME in text_of(client.get(address))]


def test_readers_of_a_blind_wave_find_its_names_nowhere(client, addresses):
    assert named_in(client, addresses, "lucie") == []


def test_officers_of_a_blind_wave_find_its_names(client, addresses):
    assert len(named_in(client, addresses, "ines")) >= 8
