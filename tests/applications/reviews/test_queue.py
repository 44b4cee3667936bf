"""What waits for a reading or a decision, by deadline."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.applications.models import Application
from rebond.applications.reviews.actions import assign, declare_interest
from rebond.applications.reviews.deadlines import due_on, received_until
from rebond.applications.reviews.queries import queue
from rebond.journal.models import Entry
from rebond.programmes.models import Programme, Wave
from tests.factories.accounts import person, reader
from tests.factories.applications import MONDAY, application
from tests.factories.organisations import association
from tests.factories.programmes import programme, wave
from tests.factories.reviews import human_criterion, impartial, read_by

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
QUEUE = "/candidatures/examen/"


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def transfer(marseille) -> Programme:
    """A programme in which the city gives: its silence decides."""
    return programme(legal_route=Programme.LegalRoute.TRANSFER)


def received(day: int, month: int, to: Wave | None = None):
    moment = datetime(2026, month, day, 9, tzinfo=UTC)
    return application(to or Wave.objects.first() or wave(), submitted_at=moment)


def references(**chosen) -> list[str]:
    return [one.reference for one in queue(person("ines"), chosen, TODAY)]


def test_silence_decides_two_calendar_months_after_reception(transfer):
    assert due_on(received(15, 9)) == date(2026, 11, 15)


def test_a_gift_between_others_has_no_implicit_decision(marseille):
    assert due_on(received(15, 9)) is None


def test_the_last_day_of_reception_before_a_deadline(marseille):
    assert received_until("transfer", date(2027, 2, 28)) == date(2026, 12, 31)
    assert received_until("gift", date(2027, 2, 28)) is None


def test_the_queue_is_by_deadline_and_tells_late_from_soon(transfer):
    for day, month in ((1, 11), (20, 9), (5, 10)):
        received(day, month)
    assert references() == ["V1-002", "V1-003", "V1-001"]
    assert (references(due="late"), references(due="soon")) == (["V1-002"], ["V1-002", "V1-003"])


def test_a_published_wave_waits_for_nobody(marseille):
    application(wave(state=Wave.State.PUBLISHED))
    assert references() == []


def test_the_queue_says_what_is_missing(marseille):
    human_criterion()
    closed = wave(state=Wave.State.CLOSED)
    none, one, apart, agreed = (application(closed) for _ in range(4))
    zoe, yann = reader("zoe"), reader("yann")
    for file, points in ((one, 5), (apart, 0), (agreed, 8)):
        read_by(zoe, file, points)
    for file, points in ((apart, 10), (agreed, 8)):
        file.refresh_from_db()
        read_by(yann, file, points)
    assert {what: references(missing=what) for what in ("first", "second", "apart")} == {
        "first": [none.reference],
        "second": [one.reference],
        "apart": [apart.reference],
    }


def test_one_for_and_one_against_are_apart_too(marseille):
    one = application(wave(state=Wave.State.CLOSED))
    read_by(reader("zoe"), one, opinion="for")
    read_by(reader("yann"), one, opinion="against")
    assert references(missing="apart") == [one.reference]


def test_files_are_mine_or_nobodys(marseille):
    mine, nobodys = (application(wave(number)) for number in (1, 2))
    assign(applications=[mine], reader=person("ines"), by=person("karim"), at=MONDAY)
    assert (references(whose="mine"), references(whose="nobody")) == ([mine.reference], [nobodys.reference])


def test_a_member_sees_which_declarations_are_missing(marseille, client):
    declared, not_yet = (application(wave(number)) for number in (1, 2))
    lucie = impartial(person("lucie"), declared)
    assert [one.reference for one in queue(lucie, {"missing": "declaration"}, TODAY)] == [not_yet.reference]
    client.force_login(lucie)
    assert "Votre déclaration de lien" in client.get(QUEUE).content.decode()


@pytest.mark.parametrize("name", ["ines", "lucie"])
def test_the_queue_reads_as_often_for_three_as_for_one(client, marseille, name):
    who = person(name)
    client.force_login(who)
    counts = []
    for number in (1, 2, 3):
        one = application(wave(number, state=Wave.State.CLOSED))
        assign(applications=[one], reader=reader("zoe"), by=person("ines"), at=MONDAY)
        read_by(reader("zoe"), one)
        client.get(QUEUE)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(QUEUE)
        counts.append(len(queries))
    assert counts[2] - counts[0] <= 2 * (name == "ines")  # an officer has one button for each closed wave


def test_the_queue_leaves_as_a_file_and_the_journal_knows(client, marseille):
    application(wave(), association("Mots en Partage"))
    client.force_login(person("ines"))
    lines = b"".join(client.get(f"{QUEUE}examen.csv")).decode("utf-8-sig").splitlines()
    assert [line.split(";")[:3] for line in lines] == [
        ["Référence", "Association", "Vague"],
        ["V1-001", "Mots en Partage", "Vague 1"],
    ]
    assert Entry.objects.get(verb="queue_exported").facts == {"rows": 1}


def test_a_recused_member_finds_the_file_in_no_queue(client, marseille):
    one = application(wave())
    lucie = person("lucie")
    declare_interest(application=one, nature="member", by=lucie, at=MONDAY)
    assert queue(lucie, {}, TODAY).count() == 0


def test_blind_readers_find_no_name_in_pages_files_or_searches(client, marseille):
    blind = wave(state=Wave.State.CLOSED, blind=True)
    hidden = association("Mots en Partage", rna="W133990021", address="88 rue des Oursins", siren="099900219")
    one = application(blind, hidden, declared={"name": "Mots en Partage"}, source_id="ASSO-021")
    Application.objects.filter(pk=one.pk).update(answers=one.answers | {"contact_name": "Awa Diallo"})
    lucie = impartial(person("lucie"), one)
    addresses = [
        QUEUE,
        f"{QUEUE}examen.csv",
        reverse("applications:list"),
        reverse("applications:export_csv"),
        *(reverse(f"applications:{route}", args=[one.pk]) for route in ("detail", "review", "give_reading", "declare")),
    ]
    words = ("Mots en Partage", "W133990021", "099900219", "Oursins", "ASSO-021", "Awa Diallo")

    def told(who) -> set[str]:
        client.force_login(who)
        return {word for address in addresses for word in words if word in b"".join(client.get(address)).decode()}

    assert (told(lucie), told(person("ines"))) == (set(), set(words))
    client.force_login(lucie)
    found = client.get(f"{reverse('applications:list')}?q=mots").context["page"].paginator.count
    by_reference = client.get(f"{reverse('applications:list')}?q={one.reference}").context["page"].paginator.count
    assert (found, by_reference) == (0, 1)
