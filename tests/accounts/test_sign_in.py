"""Signing in: by a code that is mailed, only for people who were invited, and only as long as they may."""

import re

import pytest
from django.test import Client

from rebond.accounts.actions import grant_role, withdraw_role
from rebond.accounts.models import Membership, Role
from rebond.safeguards.clock import now
from tests.factories.accounts import person

INES = "ines@ville.example"


@pytest.fixture
def invited(marseille) -> Membership:
    return grant_role(email=INES, name="Inès Ferrand", role=Role.OFFICER, by=None, at=now())


def ask_for_code(client, email: str, query: str = ""):
    return client.post(f"/compte/login/code/{query}", {"email": email})


def code_in(mails) -> str:
    return re.search(r"^[A-Z0-9-]{6,9}$", mails[-1].body, re.MULTILINE).group()


def test_an_invited_person_signs_in_with_the_code_of_a_mail(invited, client, mailoutbox):
    ask_for_code(client, INES.upper())
    assert mailoutbox[0].to == [INES]
    answer = client.post("/compte/login/code/confirm/", {"code": code_in(mailoutbox)})
    assert (answer.status_code, answer.url) == (302, "/accueil/")
    assert client.get("/accueil/").status_code == 200


def test_a_sign_in_leads_nowhere_outside_the_house(invited, client, mailoutbox):
    ask_for_code(client, INES, "?next=https://ailleurs.example/")
    answer = client.post(
        "/compte/login/code/confirm/?next=//ailleurs.example/",
        {"code": code_in(mailoutbox), "next": "https://ailleurs.example/"},
    )
    assert answer.url == "/accueil/"


def test_an_address_without_account_gets_the_same_answer_and_is_told_by_mail(invited, mailoutbox):
    known, unknown = ask_for_code(Client(), INES), ask_for_code(Client(), "personne@ville.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    body = mailoutbox[-1].body
    assert ("personne@ville.example, qui n’ouvre aucun compte" in body, "invitation" in body) == (True, True)
    assert "http" not in body


def test_nobody_opens_an_account_alone(marseille, client, django_user_model):
    password = "Quatre mots choisis ici"
    client.post("/compte/signup/", {"email": "z@ville.example", "password1": password, "password2": password})
    assert not django_user_model.objects.filter(email="z@ville.example").exists()


def test_a_role_that_is_withdrawn_opens_nothing_from_the_next_page_on(invited, client):
    client.force_login(invited.user)
    assert client.get("/courriels/").status_code == 200
    withdraw_role(membership=invited, by=None, at=now())
    assert client.get("/courriels/").status_code == 403


def test_somebody_who_left_is_out_from_the_next_page_on(marseille, client):
    ines = person("ines")
    client.force_login(ines)
    ines.is_active = False
    ines.save()
    assert client.get("/accueil/").url == "/compte/login/?next=/accueil/"
