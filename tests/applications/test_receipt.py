"""The acknowledgement: the service, the day when silence is a refusal, the rights; on the page, by mail, on paper."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from rebond.applications.actions import submit_application
from rebond.applications.notices import application_received
from rebond.applications.receipt import receipt_of, render_receipt
from rebond.mail.models import Mail
from rebond.programmes.letters.actions import write_letter
from tests.factories.accounts import manager_of, person
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.programmes import programme, wave
from tests.papers import text_of_pdf

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 12, 31, 10, tzinfo=UTC)


@pytest.fixture
def sent(marseille):
    return application(wave(), submitted_at=MONDAY)


def by_route(sent, route: str):
    """The same application where machines pass to the associations by another way."""
    sent.wave.programme.legal_route = route
    return sent


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_silence_refuses_two_calendar_months_later_where_a_public_body_decides(sent):
    assert receipt_of(by_route(sent, "transfer")).silence_ends == date(2027, 2, 28)


def test_no_day_is_told_where_a_company_gives(sent):
    receipt = receipt_of(by_route(sent, "gift"))
    assert (receipt.silence_ends, [block.title for block in receipt.letter.blocks]) == (
        None,
        ["Quand la ville répond", "Si votre dossier est incomplet", "Vos données"],
    )


def test_the_acknowledgement_keeps_the_text_of_the_day_it_left(sent):
    write_letter(programme=programme(), kind="received", seen=0, body="Merci.", by=person("ines"), at=MONDAY)
    assert receipt_of(sent).letter.body.startswith("Bonjour,")
    sent.receipt_version = 1
    assert receipt_of(sent).letter.body == "Merci."


def test_an_application_that_comes_gets_the_text_of_the_city(marseille):
    write_letter(programme=programme(), kind="received", seen=0, body="Merci.", by=person("ines"), at=MONDAY)
    applicant = association()
    awa = manager_of(applicant)
    received = submit_application(
        wave=wave(opens_on=MONDAY.date(), closes_on=MONDAY.date()),
        association=applicant,
        answers={},
        requested=12,
        minimum=0,
        by=awa,
        at=MONDAY,
    )
    assert (received.receipt_version, Mail.objects.get().body.startswith("Merci.\n")) == (1, True)


def test_the_letter_says_what_the_law_asks_for(sent):
    letter = " ".join(text_of_pdf(render_receipt(by_route(sent, "transfer"))).split())
    assert "Sans réponse, votre demande sera considérée comme refusée le : 28 février 2027" in letter
    assert sent.reference in letter
    assert "Si votre dossier est incomplet." in letter


def test_the_mail_carries_the_rights(sent):
    awa = manager_of(sent.association)
    application_received(by_route(sent, "transfer"), at=MONDAY)
    body = Mail.objects.get(to=awa.email).body.replace("\u00a0", " ")
    assert "Sans réponse de la ville le dimanche 28 février 2027" in body


def test_whoever_typed_for_an_association_without_address_prints_the_letter(sent, client):
    client.force_login(person("ines"))
    assert "imprimez l’accusé de réception" in words(client.get(reverse("applications:received", args=[sent.pk])))
    answer = client.get(reverse("applications:receipt", args=[sent.pk]))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_letter_is_for_those_who_may_apply(sent, client):
    programme()
    client.force_login(person("nadia"))
    assert client.get(reverse("applications:receipt", args=[sent.pk])).status_code == 403
