"""One effect per form (R6), and limits at the door (R22)."""

import uuid

import pytest
from django.test import Client, override_settings

from rebond.organisations.models import Donor
from rebond.safeguards.models import FormReceipt

KEY = str(uuid.UUID(int=1))

pytestmark = pytest.mark.usefixtures("tiny_site")


@pytest.fixture
def tiny_site(marseille):
    with override_settings(ROOT_URLCONF="tests.safeguards.urls", ACCESS_TABLE="tests.safeguards.urls.TABLE"):
        yield


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def test_a_form_without_key_is_refused(browser):
    assert browser.post("/donors/", {"name": "Orange"}).status_code == 400
    assert Donor.objects.count() == 0


def test_a_form_sent_twice_has_one_effect_and_one_answer(browser):
    answers = [browser.post("/donors/", {"name": "Orange", "idempotency_key": KEY}) for _ in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/donors/Orange/")] * 2
    assert Donor.objects.count() == 1


def test_a_key_used_again_with_other_answers_is_refused(browser):
    browser.post("/donors/", {"name": "Orange", "idempotency_key": KEY})
    assert browser.post("/donors/", {"name": "Bouygues", "idempotency_key": KEY}).status_code == 422
    assert [donor.name for donor in Donor.objects.all()] == ["Orange"]


def test_a_form_with_errors_writes_nothing_and_may_be_sent_again(browser):
    assert browser.post("/donors/", {"name": "", "idempotency_key": KEY}).status_code == 422
    assert (Donor.objects.count(), FormReceipt.objects.count()) == (0, 0)


def test_two_people_may_have_the_same_key(browser):
    from tests.factories.accounts import person

    other = Client()
    other.force_login(person("ines"))
    browser.post("/donors/", {"name": "Orange", "idempotency_key": KEY})
    other.post("/donors/", {"name": "Bouygues", "idempotency_key": KEY})
    assert Donor.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "status"),
    [({"name": "O\0"}, 400), ({"name": "x" * 20_001}, 413), ({f"f{i}": "" for i in range(12_001)}, 413)],
    ids=["a NUL character", "a huge field", "too many fields"],
)
def test_what_no_honest_form_sends_is_refused(browser, data, status):
    assert browser.post("/donors/", data | {"idempotency_key": KEY}).status_code == status


def test_a_body_over_the_limit_is_refused_unread(browser):
    response = browser.generic("POST", "/donors/", b"", CONTENT_LENGTH=str(21 * 1024 * 1024))
    assert response.status_code == 413


def test_a_nul_in_an_address_is_refused(browser):
    assert browser.get("/donors/?q=%00").status_code == 400


@pytest.mark.parametrize(("kind", "status"), [("database", 503), ("disk", 503), ("value", 400), ("bug", 500)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_failure_becomes_a_page_without_secrets(browser, kind, status, method):
    response = getattr(browser, method)(f"/fail/{kind}/", {"idempotency_key": KEY})
    assert response.status_code == status
    assert response.has_header("Retry-After") == (status == 503)
    assert "Traceback" not in response.content.decode()
