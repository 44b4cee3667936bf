"""The page of e-mails: what left, what waits, what could not be delivered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.mail.models import Mail
from rebond.tenancy.scope import city_scope
from tests.factories.accounts import person
from tests.factories.mail import dead_mail, waiting_mail

PAGE = "/courriels/"


@pytest.fixture
def officer(client, marseille):
    client.force_login(person("ines"))
    return client


def test_page_lists_the_mails_of_the_city(officer, genoa):
    mail = waiting_mail()
    with city_scope(genoa):
        waiting_mail()
    assert list(officer.get(PAGE).context["page"]) == [mail]


def test_page_narrows_down_by_state_and_address(officer):
    waiting_mail()
    dead = dead_mail()
    dead_mail(to="paul@other.example")
    assert list(officer.get(PAGE, {"state": "dead", "to": "AWA@"}).context["page"]) == [dead]


def test_dead_mail_has_a_button_that_sends_it_again(officer):
    resend = reverse("mail:resend", args=[dead_mail().pk])
    assert f'action="{resend}"' in officer.get(PAGE).content.decode()
    assert officer.post(resend).status_code == 302
    assert Mail.objects.get().state == "waiting"


def test_waiting_mail_has_no_button(officer):
    waiting_mail()
    assert "renvoyer" not in officer.get(PAGE).content.decode()


def test_mail_that_already_left_again_is_said_so(officer):
    mail = waiting_mail()
    answer = officer.post(reverse("mail:resend", args=[mail.pk]), follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Rien à refaire\u00a0: ce courriel est déjà parti, ou il attend d’être envoyé."
    ]


def test_mail_of_another_city_is_absent(officer, genoa):
    with city_scope(genoa):
        mail = dead_mail()
    assert officer.post(reverse("mail:resend", args=[mail.pk])).status_code == 404


def test_page_costs_as_many_queries_for_three_mails_as_for_one(officer):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            waiting_mail()
        with CaptureQueriesContext(connection) as queries:
            officer.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
