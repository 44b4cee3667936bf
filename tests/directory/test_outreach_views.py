"""The pages of outreach, for officers and for whoever got a message."""

import csv
import io

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.accounts.joining.models import JoinRequest
from rebond.directory.outreach import answers
from rebond.directory.outreach.codes import code_for, refusal_token
from rebond.directory.outreach.models import ContactChoice, Outreach
from rebond.journal.models import Entry
from rebond.organisations.models import Association
from tests.factories.accounts import person
from tests.factories.outreach import MONDAY, approach_to, gone, outreach, with_public_email, with_seat
from tests.factories.programmes import programme

pytestmark = pytest.mark.django_db
ASKING = {"name": "Léa Roux", "email": "lea@association.example", "function": "bénévole"}


@pytest.fixture(autouse=True)
def monday(marseille):
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def ines(client):
    client.force_login(person("ines"))
    return client


def test_a_list_begins_with_the_filters_of_the_directory(ines):
    page = ines.get(reverse("directory:new_outreach"), {"district": "13203", "theme": "sante", "page": "3"})
    assert (page.context["form"]["district"].value(), page.context["form"]["applied"].value()) == ("13203", "never")


def test_an_officer_prepares_plans_and_calls_back(ines):
    with_seat()
    form = {"title": "Nord", "programme": str(programme().pk), "applied": "never", "words": "Venez.", "quiet_days": 90}
    page = ines.post(reverse("directory:new_outreach"), form).url
    one = Outreach.objects.get()
    states = []
    for route in ("directory:plan_outreach", "directory:call_back_outreach"):
        ines.post(reverse(route, args=[one.pk]))
        one.refresh_from_db()
        states.append(one.state)
    assert (page, one.filters, states) == (
        reverse("directory:outreach", args=[one.pk]), {"applied": "never"}, ["planned", "draft"],
    )  # fmt: skip


def test_the_preview_says_who_gets_what_and_why_not(ines):
    with_public_email(), with_seat(), with_seat("Halte", contact_consent="refused")
    page = ines.get(reverse("directory:outreach", args=[outreach().pk]))
    assert [page.context[name] for name in ("mails", "letters", "nothing")] == [1, 1, 1]
    assert "ne souhaite pas être contactée" in page.content.decode()


def test_the_preview_changes_nothing(ines):
    with_public_email()
    one, before = outreach(), Entry.objects.count()
    ines.get(reverse("directory:outreach", args=[one.pk]))
    assert (Entry.objects.count(), one.approaches.count()) == (before, 0)


def test_an_association_is_taken_off_and_put_back(ines):
    one, listing, seen = with_seat(), outreach(), []
    for route in ("directory:take_off", "directory:put_back"):
        ines.post(reverse(route, args=[listing.pk, one.pk]))
        seen.append(ines.get(reverse("directory:outreach", args=[listing.pk])).context["letters"])
    assert seen == [0, 1]


def test_a_list_that_left_takes_nobody_off_any_more(ines):
    one = with_seat()
    listing = gone()
    assert ines.post(reverse("directory:take_off", args=[listing.pk, one.pk])).status_code == 404


def rows_of(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


def test_exports_hold_what_the_page_shows_before_and_after(ines):
    with_public_email(), with_seat()
    one = outreach()
    address = reverse("directory:outreach_csv", args=[one.pk])
    before = rows_of(ines.get(address, {"verdict": "letter"}))
    gone(one)
    after = rows_of(ines.get(address, {"channel": "email"}))
    assert ([row[0] for row in before], [row[0] for row in after]) == (["Atelier Pixel"], ["Mots en Partage"])


def test_letters_are_taken_by_name(ines):
    approach = approach_to(with_seat())
    answer = ines.get(reverse("directory:letters", args=[approach.bundle_id]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(verb="letters_taken").count() == 1


def test_the_sample_letter_is_a_pdf_whose_code_opens_nothing(ines):
    with_seat()
    answer = ines.get(reverse("directory:sample_letter", args=[outreach().pk]))
    assert answer.content.startswith(b"%PDF-")


def queries_of(browser, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    return len(captured)


@pytest.mark.parametrize("has_left", [False, True])
def test_a_list_asks_as_much_for_three_as_for_one(ines, has_left):
    counts = []
    for number in (1, 3):
        for place in range(number):
            with_public_email(f"Asso {number}-{place}", email=f"a{number}{place}@asso.example")
        one = outreach(filters={"applied": "never"})
        if has_left:
            gone(one)
        ines.get(reverse("directory:outreach", args=[one.pk]))
        counts.append(queries_of(ines, reverse("directory:outreach", args=[one.pk])))
    assert counts[0] == counts[1]


# --- whoever got a message ---------------------------------------------------------------------------------------


def test_a_typed_code_leads_to_its_association_and_reading_uses_nothing(client):
    approach = approach_to(with_seat())
    page = client.get(reverse("directory:enter_code"), {"code": code_for(approach).lower()}, follow=True)
    approach.invitation.refresh_from_db()
    assert ("Atelier Pixel" in page.content.decode(), approach.invitation.state) == (True, "sent")


def test_a_wrong_code_is_said_where_it_was_typed(client):
    page = client.get(reverse("directory:enter_code"), {"code": "7K3Q9XWD2M"})
    assert list(page.context["form"].errors) == ["code"]


def test_whoever_has_the_letter_asks_once(client):
    address = reverse("directory:with_code", args=[code_for(approach_to(with_seat()))])
    first, second = client.post(address, ASKING), client.post(address, ASKING)
    assert (first.url, second.status_code) == (reverse("accounts:asked"), 422)
    assert "Ce code ne marche plus" in second.content.decode()


def test_the_officer_sees_that_the_letter_was_at_hand(ines):
    approach = approach_to(with_seat())
    ines.post(reverse("directory:with_code", args=[code_for(approach)]), ASKING)
    page = ines.get(reverse("accounts:request", args=[JoinRequest.objects.get().pk])).content.decode()
    assert "le code de la lettre envoyée au siège" in page


def test_after_too_many_wrong_codes_even_a_right_one_waits(client, monkeypatch):
    monkeypatch.setattr(answers, "MOST_WRONG_CODES", 2)
    cache.clear()
    code = code_for(approach_to(with_seat()))
    answered = [client.get(reverse("directory:with_code", args=[typed])).status_code for typed in ("A", "B", code)]
    cache.clear()
    assert answered == [404, 404, 429]


def test_opening_the_refusal_changes_nothing_and_its_button_does(client):
    approach = approach_to(with_public_email())
    address = reverse("directory:refuse_contact", args=[refusal_token(approach)])
    client.get(address)
    before = Association.objects.get().contact_consent
    client.post(address)
    assert (before, Association.objects.get().contact_consent, ContactChoice.objects.get().how) == (
        "", "refused", "link",
    )  # fmt: skip


def test_a_refusal_that_was_made_up_is_absent(client):
    approach = approach_to(with_public_email())
    for token in (f"{approach.pk}~forged", "nonsense", str(approach.pk)):
        assert client.get(reverse("directory:refuse_contact", args=[token])).status_code == 404


def test_an_officer_notes_what_an_association_said(ines):
    one = with_seat()
    said = {"choice": "agreed", "how": "phone", "said_by": "Awa Diallo", "said_on": "2026-11-20"}
    ines.post(reverse("directory:contact", args=[one.pk]), said)
    page = ines.get(reverse("directory:contact", args=[one.pk])).content.decode()
    assert ("Awa Diallo" in page, Association.objects.get().contact_consent) == (True, "agreed")


def test_nothing_was_said_tomorrow(ines):
    said = {"choice": "agreed", "how": "phone", "said_by": "Awa Diallo", "said_on": "2026-11-24"}
    answer = ines.post(reverse("directory:contact", args=[with_seat().pk]), said)
    assert (answer.status_code, ContactChoice.objects.count()) == (422, 0)
