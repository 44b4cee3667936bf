"""Who is written to, and how: domain.md on prospection, the register's public address once, never who refused."""

from datetime import timedelta

import pytest
import time_machine

from rebond.directory.outreach.actions import take_off
from rebond.directory.outreach.consent import refuse_by_link
from rebond.directory.outreach.queries import listed, verdict_counts
from rebond.organisations.models import Association
from tests.factories.accounts import join_request, manager_of, person
from tests.factories.organisations import association
from tests.factories.outreach import EMAIL, MONDAY, gone, outreach, said, with_public_email, with_seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(marseille):
    with time_machine.travel(MONDAY, tick=False):
        yield


def verdict_on(one: Association, at=MONDAY, **fields) -> str:
    return listed(outreach(filters={"state": "all"}, **fields), at).get(pk=one.pk).verdict


@pytest.mark.parametrize(
    ("make", "verdict"),
    [
        (lambda: with_public_email(), "email"),
        (lambda: with_public_email(contact_consent="agreed"), "email"),
        (lambda: association("A", email=EMAIL, contact_consent="agreed"), "email"),
        (lambda: with_seat(), "letter"),
        (lambda: with_seat(email="awa@perso.example"), "letter"),
        (lambda: with_seat(email="awa@perso.example", registers={"places": {"email": EMAIL}}), "letter"),
        (lambda: association("A", email="awa@perso.example"), "unreachable"),
        (lambda: association("A", address="88 rue des Oursins", postal_code=""), "unreachable"),
        (lambda: with_public_email(contact_consent="refused"), "refused"),
        (lambda: with_public_email(register_state="ended"), "ended"),
    ],
)
def test_the_rule_on_what_is_known_of_an_association(make, verdict):
    assert verdict_on(make()) == verdict


def test_whoever_can_act_or_waits_for_an_answer_gets_nothing():
    joined, asked = with_seat("A"), with_seat("B")
    manager_of(joined)
    join_request(asked)
    assert (verdict_on(joined), verdict_on(asked)) == ("joined", "asked")


def test_who_was_taken_off_stays_off_even_where_she_agreed():
    one, listing = with_public_email(contact_consent="agreed"), outreach()
    take_off(outreach=listing, association=one, by=person("ines"), at=MONDAY)
    assert verdict_counts(listed(listing, MONDAY)) == {"excluded": 1}


def test_nobody_is_written_to_again_before_the_days_of_silence_are_over():
    one = with_seat()
    gone()
    after = [verdict_on(one, MONDAY + timedelta(days=days)) for days in (1, 89, 91)]
    assert after == ["recent", "recent", "letter"]


def test_a_public_address_takes_one_email_ever_unless_the_association_agrees():
    one, later = with_public_email(), MONDAY + timedelta(days=200)
    gone()
    without = verdict_on(one, later)
    said(one, "agreed")
    assert (without, verdict_on(one, later)) == ("once", "email")


def test_one_refusal_covers_the_address_that_two_associations_share():
    for name in ("Mots en Partage", "Atelier Pixel", "Clic et Calanques"):
        with_public_email(name)
    one = gone()
    assert sorted(one.approaches.values_list("association__name", "mail__to")) == [
        ("Atelier Pixel", EMAIL), ("Clic et Calanques", EMAIL), ("Mots en Partage", EMAIL),
    ]  # fmt: skip
    refuse_by_link(approach=one.approaches.get(association__name="Atelier Pixel"), at=MONDAY)
    said(Association.objects.get(name="Mots en Partage"), "agreed")
    later = MONDAY + timedelta(days=200)
    verdicts = {each.name: each.verdict for each in listed(outreach(filters={}), later)}
    assert verdicts == {"Atelier Pixel": "refused", "Clic et Calanques": "refused-address", "Mots en Partage": "email"}


def test_after_its_one_email_an_association_gets_a_letter():
    one = with_public_email(address="1 rue X")
    gone()
    assert verdict_on(one, MONDAY + timedelta(days=200)) == "letter"
