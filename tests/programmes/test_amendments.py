"""Amendments: the only way to change a wave once its call has opened."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.programmes.amendments import actions
from rebond.programmes.amendments.rules import NotAmendable
from rebond.programmes.definition import DefinitionRefused
from rebond.programmes.models import Amendment, Wave
from rebond.safeguards.deeds import SomebodyElseWasFirst
from tests.factories.accounts import manager_of, person
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.programmes import proposed_amendment, wave

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def publish(amendment: Amendment, *, by: str = "karim") -> None:
    actions.publish_amendment(amendment=amendment, by=person(by), on=MONDAY.date(), at=MONDAY)


def test_nothing_changes_until_a_second_person_publishes(marseille):
    amendment = proposed_amendment(wave(), stock=490, closes_on=date(2026, 12, 18))
    assert Wave.objects.get().stock == 486
    publish(amendment)
    changed = Wave.objects.get()
    assert (changed.stock, changed.closes_on, changed.version) == (490, date(2026, 12, 18), 2)


def test_an_amendment_keeps_old_and_new(marseille):
    publish(proposed_amendment(wave(), closes_on=date(2026, 12, 18)))
    kept = [{"field": "closes_on", "old": "2026-12-11", "new": "2026-12-18"}]
    assert Amendment.objects.get().changes == kept
    assert Entry.objects.get(verb="amendment_published").facts == {"wave": "vague-1", "changes": kept}


def test_who_proposes_does_not_publish(marseille):
    amendment = proposed_amendment(wave())
    with pytest.raises(actions.SecondPersonNeeded):
        publish(amendment, by="ines")
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.update(state="published", published_by=person("ines"), published_at=MONDAY)


@pytest.mark.parametrize(
    ("state", "changes", "sentence"),
    [
        ("open", {"stock": 480}, "Un avenant peut ajouter des ordinateurs"),
        ("open", {"closes_on": date(2026, 12, 1)}, "Un avenant peut repousser la clôture"),
        ("open", {"stock": 486}, "Rien ne change"),
        ("open", {"lottery_seed": "mine"}, "ne change plus, même par avenant"),
        ("open", {"open_to": "small-only"}, "ne change plus, même par avenant"),
        ("closed", {"cap": 25}, "ne change plus, même par avenant"),
        ("published", {"stock": 500}, "ne change plus, même par avenant"),
        ("draft", {"stock": 500}, "ne change plus, même par avenant"),
    ],
)
def test_what_no_amendment_may_change_is_refused(marseille, state, changes, sentence):
    with pytest.raises(NotAmendable, match=sentence):
        proposed_amendment(wave(state=state), **changes)


def test_floor_and_cap_stay_once_the_closing_day_is_over(marseille):
    with pytest.raises(NotAmendable):
        proposed_amendment(wave(closes_on=date(2026, 11, 20)), cap=25)


def test_an_amendment_may_not_contradict(marseille):
    with pytest.raises(DefinitionRefused, match="1000 seulement sont annoncés"):
        proposed_amendment(wave(), stock=1001)


def test_a_wave_has_one_proposed_amendment_at_a_time(marseille):
    opened = wave()
    proposed_amendment(opened)
    with pytest.raises(actions.AlreadyProposed):
        proposed_amendment(opened)


def test_an_amendment_to_what_has_changed_meanwhile_is_not_published(marseille):
    opened = wave()
    amendment = proposed_amendment(opened, stock=490)
    opened.save_version(1, stock=488)
    with pytest.raises(SomebodyElseWasFirst):
        publish(amendment)


def test_those_who_applied_are_told(marseille):
    opened, one = wave(), association("Mots en Partage")
    application(opened, one)
    manager = manager_of(one)
    publish(proposed_amendment(opened, stock=490))
    mail = Mail.objects.get(about_kind="programmes.amendment")
    assert (mail.to, mail.subject) == (manager.email, "Vague 1\u00a0: un avenant est publié")
    assert "- Ordinateurs à attribuer\u00a0: 486 → 490" in mail.body


def test_everybody_reads_a_published_amendment_and_no_other(client, marseille):
    opened = wave()
    amendment = proposed_amendment(opened)
    rules = reverse("programmes:detail")
    assert "Cinq de plus." not in client.get(rules).content.decode()
    publish(amendment)
    assert "Cinq de plus." in client.get(rules).content.decode()


def test_a_withdrawn_amendment_changes_nothing(marseille):
    amendment = proposed_amendment(wave())
    actions.withdraw_amendment(amendment=amendment, by=person("ines"), at=MONDAY)
    assert (Amendment.objects.get().state, Wave.objects.get().stock) == ("withdrawn", 486)
