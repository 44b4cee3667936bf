"""The pages of labels, and the public page of a machine."""

import pytest
from django.test import Client
from django.urls import reverse

from rebond.jobs.testing import run_all
from rebond.stock.models import LabelRun, Notice, Tag
from tests.factories.accounts import person
from tests.factories.labels import tag
from tests.factories.programmes import programme
from tests.factories.stock import device, lot

pytestmark = pytest.mark.django_db
KEY = {"idempotency_key": "00000000-0000-4000-8000-000000000001"}


@pytest.fixture
def tom(marseille) -> Client:
    browser = Client()
    browser.force_login(person("tom"))
    return browser


def test_labels_of_a_filtered_list_are_printed_in_the_background(tom):
    device("CZC1", lot=lot("A")), device("CZC2", lot=lot("B"))
    address = f"{reverse('stock:new_labels')}?lot={lot('B').pk}"
    tom.post(address, KEY | {"format": "L7160", "start": 4})
    run_all()
    run = LabelRun.objects.get()
    answer = tom.get(reverse("stock:label_pdf", args=[run.pk]))
    assert (Tag.objects.get().device.serial, run.start, answer.content[:5]) == ("CZC2", 4, b"%PDF-")


def test_labels_without_a_filter_are_not_printed(tom):
    device()
    assert tom.post(reverse("stock:new_labels"), KEY | {"format": "L7160", "start": 1}).status_code == 422


def test_a_first_label_beyond_the_sheet_is_refused_with_its_limit(tom):
    answer = tom.post(reverse("stock:empty_labels"), KEY | {"format": "L7163", "start": 15, "count": 3})
    assert (answer.status_code, "de 1 à 14" in answer.content.decode()) == (422, True)


def test_a_misread_tag_is_told_from_an_unknown_one(tom):
    wrong = tag().code[:-1] + "Z"
    answer = tom.post(reverse("stock:bind_tag"), KEY | {"tag": wrong, "code": device().serial})
    assert "mal lu" in answer.content.decode()


def test_binding_by_scanning_the_address_on_the_label(tom):
    free, machine = tag(), device()
    scanned = f"https://ordinateurs.example/m/{free.token}/"
    assert tom.post(reverse("stock:bind_tag"), KEY | {"tag": scanned, "code": machine.serial}).status_code == 302
    assert Tag.objects.get().device == machine


def test_the_public_page_says_what_it_is_and_names_nobody(marseille):
    programme()
    one = tag(device("CZC9424RGC", remarks="Bureau de Zoé", asset_tag="IMM1"))
    page = Client().get(reverse("labels:machine", args=[one.token])).content.decode()
    assert all(words in page for words in (one.code, "Orange", "ordinateur donné par", "J’ai trouvé", 'dir="rtl"'))
    assert not any(words in page for words in ("Zoé", "CZC9424RGC", "IMM1"))


def test_the_public_page_speaks_english_too(marseille):
    one = tag(device())
    browser = Client()
    browser.cookies["django_language"] = "en"
    page = browser.get(reverse("labels:machine", args=[one.token]))
    assert "I found this computer" in page.content.decode()


def test_an_unknown_label_gets_a_page_that_helps(marseille):
    answer = Client().get(reverse("labels:machine", args=["ABCDEFGHJKMNPQRS"]))
    assert (answer.status_code, "scannez le code de nouveau" in answer.content.decode()) == (404, True)


def test_whoever_finds_a_machine_writes_without_an_account(marseille):
    one = tag(device())
    Client().post(reverse("labels:machine", args=[one.token]), KEY | {"text": "Au parc.", "contact": ""})
    assert Notice.objects.values_list("text", "tag__code").get() == ("Au parc.", one.code)


@pytest.mark.parametrize(
    ("wishes", "chosen", "language"),
    [("en-GB,en", None, "en"), ("de", None, "fr"), ("en", "fr", "fr"), ("fr", "en", "en")],
)
def test_the_public_page_speaks_as_the_browser_asks_until_somebody_chooses(marseille, wishes, chosen, language):
    browser = Client()
    if chosen:
        browser.cookies["django_language"] = chosen
    page = browser.get(reverse("labels:machine", args=[tag(device()).token]), headers={"accept-language": wishes})
    assert (page.headers["Content-Language"], "Accept-Language" in page.headers["Vary"]) == (language, True)
    assert f'<html lang="{language}"' in page.content.decode()


def test_the_list_of_runs_counts_labels_without_reading_them(tom):
    tom.post(reverse("stock:empty_labels"), KEY | {"format": "L7160", "start": 1, "count": 3})
    [run] = tom.get(reverse("stock:labels")).context["page"]
    assert (run.labels, run.get_deferred_fields()) == (3, {"tags"})
