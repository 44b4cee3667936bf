"""Planning an e-mail within a deed, and giving an undelivered one another chance."""

import pytest
from django.core import mail as outgoing
from django.db import IntegrityError, transaction

from rebond.journal.models import Entry
from rebond.mail.actions import plan_mail, resend_mail
from rebond.mail.models import Mail
from rebond.safeguards.states import MoveNotAllowed
from tests.factories.accounts import person
from tests.factories.mail import MONDAY, dead_mail, waiting_mail


def test_plan_mail_sends_nothing_itself(marseille):
    mail = waiting_mail()
    assert (mail.state, mail.attempts, mail.due_at, outgoing.outbox) == ("waiting", 0, MONDAY, [])


def test_planned_mail_is_undone_with_the_deed_that_wrote_it(marseille):
    with transaction.atomic():
        waiting_mail()
        transaction.set_rollback(True)
    assert Mail.objects.count() == 0


def test_plan_mail_says_what_the_mail_is_about(marseille):
    mail = waiting_mail()
    assert (mail.about_kind, mail.about_id) == ("tenancy.city", str(marseille.pk))


def test_plan_mail_brings_the_subject_to_one_line_and_keeps_its_spaces(marseille):
    mail = plan_mail(to="a@b.example", subject="Prêt\u00a0?\r\nBcc: x@y.example", body="", about=marseille, at=MONDAY)
    assert mail.subject == "Prêt\u00a0? Bcc: x@y.example"


def test_resend_mail_starts_a_new_series_of_attempts(marseille):
    mail = dead_mail()
    resend_mail(mail=mail, by=person("ines"), at=MONDAY)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.due_at) == ("waiting", 0, MONDAY)
    assert [entry.verb for entry in Entry.objects.all()] == ["mail_resent"]


def test_resend_mail_refuses_what_is_not_dead(marseille):
    with pytest.raises(MoveNotAllowed):
        resend_mail(mail=waiting_mail(), by=person("ines"), at=MONDAY)


def test_sent_mail_without_its_moment_is_refused_by_the_database(marseille):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(pk=waiting_mail().pk).update(state="sent")
