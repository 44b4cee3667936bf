"""The outbox empties itself: each mail at least once, refusals later, ten at most."""

import smtplib
from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from django.core import mail as outgoing
from django.core.mail.backends.locmem import EmailBackend

from rebond.mail.delivery import LEASE, claim_next, conclude, deliver_next, wait_after
from rebond.mail.models import Mail
from rebond.mail.tasks import deliver_mails
from rebond.tenancy.scope import city_scope
from tests.factories.mail import MONDAY, waiting_mail


class Refusing(EmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"awa@association.example": (550, b"unknown")})


@pytest.fixture
def refusing_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"


def test_mail_leaves_once(marseille):
    waiting_mail()
    assert deliver_next(at=MONDAY).state == "sent"
    assert deliver_next(at=MONDAY) is None
    assert [message.to for message in outgoing.outbox] == [["awa@association.example"]]


def test_mail_leaves_as_plain_text_in_utf8(marseille, settings):
    settings.DEFAULT_FROM_EMAIL = "Rebond <bonjour@rebond.example>"
    mail = waiting_mail()
    Mail.objects.update(subject="Réservé\u00a0: à retirer", body="L'été, « œuvrer ».")
    deliver_next(at=MONDAY)
    message = outgoing.outbox[0].message()
    assert str(make_header(decode_header(message["Subject"]))) == "Réservé\u00a0: à retirer"
    assert message.get_content_type() == "text/plain"
    assert message.get_payload(decode=True).decode("utf-8") == "L'été, « œuvrer »."
    assert message["Message-ID"] == f"<{mail.pk}@rebond.example>"


def test_mail_that_is_not_due_waits(marseille):
    waiting_mail(at=MONDAY + timedelta(minutes=1))
    assert deliver_next(at=MONDAY) is None


def test_claimed_mail_is_hidden_from_other_senders_until_the_lease_ends(marseille):
    mail = waiting_mail()
    claim_next(MONDAY)
    assert claim_next(MONDAY + LEASE - timedelta(seconds=1)) is None
    assert claim_next(MONDAY + LEASE) == mail


def test_mail_of_a_sender_that_died_leaves_again_under_the_same_message_id(marseille):
    waiting_mail()
    died = claim_next(MONDAY)
    deliver_next(at=MONDAY + LEASE)
    assert [message.extra_headers["Message-ID"] for message in outgoing.outbox] == [died.message_id]


def test_late_sender_cannot_conclude_for_the_next_one(marseille):
    waiting_mail()
    late = claim_next(MONDAY)
    claim_next(MONDAY + LEASE)
    conclude(late, state=Mail.State.DEAD)
    assert Mail.objects.get().state == "waiting"


def test_refused_mail_waits_and_says_why(marseille, refusing_server):
    waiting_mail()
    deliver_next(at=MONDAY)
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == ("waiting", 1)
    assert mail.last_error == "SMTPRecipientsRefused: {'awa@association.example': (550, b'unknown')}"
    assert timedelta(seconds=48) <= mail.due_at - MONDAY <= timedelta(seconds=72)


def test_tenth_refusal_is_the_last(marseille, refusing_server):
    waiting_mail()
    at = MONDAY
    while deliver_next(at=at):
        at = max(at, Mail.objects.get().due_at)
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == ("dead", 10)


def test_address_that_cannot_be_written_is_a_refusal(marseille):
    waiting_mail(to="awa@association.example\nBcc: x@y.example")
    deliver_next(at=MONDAY)
    assert (Mail.objects.get().state, outgoing.outbox) == ("waiting", [])


def test_waits_double_up_to_six_hours():
    assert timedelta(minutes=0.8) <= wait_after(1) <= timedelta(minutes=1.2)
    assert timedelta(minutes=6.4) <= wait_after(4) <= timedelta(minutes=9.6)
    assert timedelta(hours=4.8) <= wait_after(10) <= timedelta(hours=7.2)


def test_worker_delivers_the_mails_of_every_city(marseille, genoa):
    waiting_mail()
    with city_scope(genoa):
        waiting_mail(to="giulia@association.example")
    deliver_mails()
    assert len(outgoing.outbox) == 2
