"""One thread per application: who writes, who is told, who reads, what waits for an answer."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.accounts.models import User
from rebond.applications.messages import actions
from rebond.applications.messages.models import Message
from rebond.applications.messages.queries import to_answer, unread_by
from rebond.applications.models import Application
from rebond.applications.reviews.actions import declare_interest
from rebond.documents.deposits.actions import refuse_deposit
from rebond.jobs.testing import run_all
from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.programmes.models import Programme
from tests.factories.accounts import manager_of, person
from tests.factories.applications import MONDAY, application
from tests.factories.messages import letter_from, photographed, said, said_in
from tests.factories.organisations import association
from tests.factories.programmes import programme, wave
from tests.factories.reviews import impartial
from tests.races import at_once

pytestmark = pytest.mark.django_db
WAITING = "/candidatures/messages/"


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def file(marseille) -> Application:
    return application(wave(), association("Mots en Partage"))


@pytest.fixture
def awa(file) -> User:
    return manager_of(file.association)


def address(route: str, one) -> str:
    return reverse(f"applications:{route}", args=[one.pk])


def texts(client, who: User, one: Application) -> list[str]:
    client.force_login(who)
    return [message.text for message in client.get(address("messages", one)).context["thread"]]


def day(number: int) -> datetime:
    return datetime(2026, 11, number, 9, tzinfo=UTC)


# --- who is told -------------------------------------------------------------------------------------------------


def test_the_association_is_told_that_a_message_is_there_and_not_what_it_says(file, awa):
    said(file, "Votre président a-t-il changé ?", person("ines"))
    mail = Mail.objects.get()
    assert (mail.to, "président" in mail.body, address("messages", file) in mail.body) == (awa.email, False, True)


def test_each_reader_is_told_in_the_language_that_they_chose(client, file, awa):
    client.force_login(awa)
    client.post("/langue/", {"language": "en", "next": "/"})
    said(file, "Votre président a-t-il changé ?", person("ines"))
    said(file, "Non.", User.objects.get(pk=awa.pk))
    assert [mail.subject for mail in Mail.objects.order_by("planned_at", "to")] == [
        "Application V1-001: a message waits for you",
        "Candidature V1-001\u00a0: un message vous attend",
    ]


def test_the_service_is_told_once_and_not_for_each_message_that_waits(file, awa):
    Programme.objects.filter(pk=programme().pk).update(contact_email="service@marseille.example")
    file.wave.programme.refresh_from_db()
    for text in ("Bonjour", "Encore moi"):
        said(file, text, awa)
    assert [mail.to for mail in Mail.objects.all()] == ["service@marseille.example"]


def test_a_letter_that_waits_keeps_no_message_from_being_told(file, awa):
    letter_from(file, person("ines"))
    said(file, "Bonjour", awa)
    assert Mail.objects.count() == 1


def test_the_officer_of_the_thread_is_told_unless_recused(file, awa):
    said(file, "Bonjour", person("ines"))
    said(file, "Merci", awa)
    told = list(Mail.objects.exclude(to=awa.email).values_list("to", flat=True))
    declare_interest(application=file, nature="member", by=person("ines"), at=MONDAY)
    said(file, "Au revoir", person("karim"))
    said(file, "À bientôt", awa)
    assert (told, Mail.objects.filter(to="ines@marseille.example").count()) == (["ines@marseille.example"], 1)


# --- what waits --------------------------------------------------------------------------------------------------


def waiting(**chosen) -> list[str]:
    return [one.text for one in to_answer(person("ines"), chosen, MONDAY.date())]


def test_an_answer_of_the_city_answers_everything_before_it(file, awa):
    said(file, "Bonjour", awa, at=day(20))
    said(file, "Encore moi", awa, at=day(21))
    before = waiting()
    said(file, "Voici la réponse.", person("karim"))
    assert (before, waiting()) == (["Bonjour", "Encore moi"], [])


def test_a_message_may_need_no_answer(file, awa):
    said(file, "Merci !", awa)
    actions.need_no_answer(application=file, seen=1, by=person("ines"), at=MONDAY)
    assert waiting() == []


def test_a_message_that_came_meanwhile_still_waits(client, file, awa):
    said(file, "Merci !", awa)
    said(file, "Une question pourtant.", awa)
    client.force_login(person("ines"))
    answer = client.post(address("no_answer", file), {"seen": 1})
    assert (answer.status_code, len(waiting())) == (422, 2)


def test_a_call_of_the_city_answers_what_was_said_until_that_day(file, awa):
    said(file, "Bonjour", awa, at=day(20))
    said(file, "Encore moi", awa, at=day(22))
    letter_from(file, person("ines"))
    told = {"side": "city", "channel": "phone", "text": "Nous avons appelé.", "by": person("ines"), "at": MONDAY}
    actions.record_exchange(application=file, happened_on=date(2026, 11, 20), **told)
    first = waiting()
    actions.record_exchange(application=file, happened_on=MONDAY.date(), **told)
    assert (first, waiting()) == (["Encore moi", "Notre local a changé."], [])


def test_a_call_waits_for_nobody_and_a_letter_does(file):
    for channel, text in (("phone", "Elle a appelé."), ("letter", "Elle a écrit.")):
        actions.record_exchange(
            application=file,
            side="association",
            channel=channel,
            happened_on=date(2026, 11, 20),
            text=text,
            by=person("ines"),
            at=MONDAY,
        )
    assert (waiting(), Mail.objects.count()) == (["Elle a écrit."], 0)


def test_what_waits_is_found_by_age_name_and_wave(file, awa):
    other = application(wave(2), association("Atelier Pixel"))
    said(other, "Depuis dix jours", manager_of(other.association, "lou"), at=day(13))
    said(file, "Ce matin", awa)
    assert waiting() == ["Depuis dix jours", "Ce matin"]
    assert (waiting(age="7"), waiting(q="partage"), waiting(wave="vague-2"), waiting(sort="latest")) == (
        ["Depuis dix jours"],
        ["Ce matin"],
        ["Depuis dix jours"],
        ["Ce matin", "Depuis dix jours"],
    )


def test_a_recused_officer_finds_the_message_nowhere(client, file, awa):
    said(file, "Bonjour", awa)
    declare_interest(application=file, nature="family", by=person("ines"), at=MONDAY)
    client.force_login(person("ines"))
    assert (waiting(), client.get(address("messages", file)).status_code) == ([], 404)


def test_the_list_leaves_as_a_file_and_the_journal_knows(client, file, awa):
    said(file, "Bonjour,\nune question.", awa)
    client.force_login(person("ines"))
    lines = b"".join(client.get(f"{WAITING}messages.csv")).decode("utf-8-sig").splitlines()
    assert lines[1].split(";")[-1] == "Bonjour, une question."
    assert Entry.objects.get(verb="messages_exported").facts == {"rows": 1}


def test_the_list_reads_as_often_for_three_as_for_one(client, marseille):
    client.force_login(person("ines"))
    counts = []
    for number in (1, 2, 3):
        one = application(wave(number))
        said(one, "Bonjour", manager_of(one.association, f"awa{number}"))
        client.get(WAITING)
        with CaptureQueriesContext(connection) as queries:
            client.get(WAITING)
        counts.append(len(queries))
    assert counts[0] == counts[2]


# --- who reads ---------------------------------------------------------------------------------------------------


def test_what_is_new_is_new_until_it_is_read(client, file, awa):
    said(file, "Bonjour", person("ines"))
    unread = unread_by(awa, Message.Side.ASSOCIATION, [file])
    client.force_login(awa)
    home = client.get("/accueil/").content.decode()
    seen = [client.get(address("messages", file)).context["unread"] for _ in range(2)]
    assert (unread, seen, "Le service vous a écrit" in home) == ({file.pk: 1}, [1, 0], True)


def test_the_committee_reads_what_was_shared_and_nothing_else(client, file):
    _plain, shared = said_in(file, by=person("ines"))
    lucie = impartial(person("lucie"), file)
    first = texts(client, lucie, file)
    actions.unshare_message(message=shared, by=person("ines"), at=MONDAY)
    assert (first, texts(client, lucie, file)) == ([shared.text], [])


def test_the_committee_declares_its_ties_before_it_reads(client, file):
    client.force_login(person("lucie"))
    assert client.get(address("messages", file))["Location"] == address("declare", file)


def test_a_blind_wave_shows_no_message_and_no_file_to_its_readers(client, marseille):
    one = application(wave(blind=True))
    _plain, shared = said_in(one, by=person("ines"))
    lucie = impartial(person("lucie"), one)
    assert texts(client, lucie, one) == []
    assert client.get(address("attachment", shared.attachments.get())).status_code == 404


def test_another_association_finds_neither_thread_nor_file(client, file):
    _plain, shared = said_in(file, by=person("ines"))
    client.force_login(manager_of(association("Atelier Pixel"), "lou"))
    pages = (address("messages", file), address("attachment", shared.attachments.get()))
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert client.post(address("write_message", file), {"text": "Bonjour", "seen": 2}).status_code == 404


# --- files -------------------------------------------------------------------------------------------------------


def test_a_file_opens_once_it_was_looked_at(client, file, awa):
    client.force_login(awa)
    client.post(address("write_message", file), {"text": "Voici", "paper": photographed(), "seen": 0})
    attached = Message.objects.get().attachments.get()
    before = client.get(address("attachment", attached)).status_code
    shown = client.get(address("messages", file)).content.decode()
    run_all()
    after = client.get(address("attachment", attached))
    assert (before, "En cours de vérification" in shown, after.status_code) == (404, True, 200)
    assert after["Content-Disposition"].startswith("attachment")


def test_a_file_that_does_not_open_is_told_to_whoever_sent_it(file, awa):
    message = said(file, "Voici", awa, papers=[photographed()])
    refuse_deposit(deposit=message.attachments.get().deposit, refusal="damaged", at=MONDAY)
    told = Mail.objects.exclude(subject__contains="un message vous attend").get()
    assert (told.to, told.about_id) == (awa.email, str(file.pk))
    assert [part for part in ("statuts.jpg", address("messages", file)) if part not in told.body] == []


def test_what_is_no_photograph_and_no_pdf_is_refused_and_nothing_leaves(client, file, awa):
    client.force_login(awa)
    script = photographed("script.exe")
    script.file.seek(0)
    script.file.write(b"MZ executable")
    script.file.seek(0)
    answer = client.post(address("write_message", file), {"text": "Voici", "paper": script, "seen": 0})
    assert (answer.status_code, Message.objects.count()) == (422, 0)


# --- at once -----------------------------------------------------------------------------------------------------


def test_a_second_officer_reads_the_first_answer_before_sending_theirs(client, file, awa):
    said(file, "Bonjour", awa)
    said(file, "Voici la réponse.", person("karim"))
    client.force_login(person("ines"))
    answer = client.post(address("write_message", file), {"text": "Voici ma réponse.", "seen": 1})
    told = answer.content.decode()
    assert (answer.status_code, Message.objects.count()) == (422, 2)
    kept = ("Un message est arrivé entre-temps", "Voici ma réponse.", 'name="seen" value="2"')
    assert [part for part in kept if part not in told] == []


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_answers(file, marseille, shared_database):
    def by(name: str):
        return lambda: said(Application.objects.get(pk=file.pk), "Voici la réponse.", person(name), seen=0)

    person("ines"), person("karim")
    outcomes = at_once(marseille, by("ines"), by("karim"))
    assert sorted(type(one).__name__ for one in outcomes) == ["Message", "SomethingCameMeanwhile"]


def test_a_call_is_recorded_with_its_day(client, file):
    client.force_login(person("ines"))
    form = {"side": "association", "channel": "phone", "happened_on": "2026-11-20", "text": "Elle n’a pas de courriel."}
    client.post(address("record_exchange", file), form)
    page = client.get(address("messages", file)).content.decode()
    assert "Appel, vendredi 20 novembre 2026." in page


def test_a_call_of_tomorrow_is_refused(client, file):
    client.force_login(person("ines"))
    form = {"side": "association", "channel": "phone", "happened_on": "2026-12-20", "text": "Bonjour"}
    answer = client.post(address("record_exchange", file), form)
    assert answer.context["form"].errors == {"happened_on": ["Ce jour n’est pas encore venu."]}
