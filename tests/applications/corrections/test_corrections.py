"""Asked once, listed, with a day: what the city asks an association to complete, and what comes back."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from rebond.accounts.models import User
from rebond.applications import tasks
from rebond.applications.actions import withdraw_application
from rebond.applications.corrections import actions, notices
from rebond.applications.corrections.letter import Asked
from rebond.applications.corrections.models import Correction
from rebond.applications.corrections.queries import changes
from rebond.applications.models import Application
from rebond.applications.reviews.actions import declare_interest
from rebond.applications.reviews.deadlines import due_on
from rebond.applications.reviews.queries import queue
from rebond.mail.models import Mail
from rebond.programmes.models import Programme, Wave
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile
from tests.factories.accounts import manager_of, person, reader
from tests.factories.applications import MONDAY, application
from tests.factories.corrections import BUDGET, DUE, STATUTES, answered, asked, completed
from tests.factories.organisations import association
from tests.factories.programmes import programme, wave
from tests.factories.reviews import read_by
from tests.races import at_once

pytestmark = pytest.mark.django_db


def day(number: int, month: int = 12) -> datetime:
    return datetime(2026, month, number, 9, tzinfo=UTC)


def fresh(one: Application) -> Application:
    return Application.objects.select_related("wave__programme", "association").get(pk=one.pk)


@pytest.fixture
def file(marseille) -> Application:
    """Awa's application, where the city gives: its silence decides on 23 January."""
    programme(legal_route=Programme.LegalRoute.TRANSFER)
    ours = association("Mots en Partage")
    manager_of(ours)
    return application(wave(), ours, answers={"theme": "illettrisme", "budget": 274_000, "size": "M"})


# --- asking ------------------------------------------------------------------------------------------------------


def test_the_list_leaves_as_a_mail_with_its_points_its_day_and_where_to_answer(file):
    asked(file)
    mail = Mail.objects.get()
    assert (mail.to, mail.about_id) == ("awa@association.example", str(file.pk))
    assert mail.subject == "Candidature V1-001\u00a0: à compléter au plus tard le lundi 7 décembre 2026"
    assert mail.body.splitlines()[4:7] == [
        "– Budget annuel\u00a0: Le total ne correspond pas aux comptes.",
        "– Vos statuts signés",
        "",
    ]
    assert mail.body.endswith(f"/candidatures/{file.pk}/")


def test_what_follows_the_letter_is_in_the_language_of_its_reader(file):
    User.objects.update(language="en")
    one = asked(file)
    actions.withdraw_correction(correction=one, by=person("ines"), at=MONDAY)
    subjects = set(Mail.objects.values_list("subject", flat=True))
    assert subjects == {one.subject, "Application V1-001: nothing to complete"}


def test_a_second_list_waits_for_the_first(file):
    first = asked(file)
    with pytest.raises(actions.AlreadyAsked):
        asked(file, STATUTES)
    actions.withdraw_correction(correction=first, by=person("ines"), at=MONDAY)
    assert asked(file, STATUTES).is_open


def test_the_database_keeps_one_open_list_per_application(file):
    first = asked(file)
    first.pk, first._state.adding = None, True
    with pytest.raises(IntegrityError, match=r"one_open_correction|application_id"):
        first.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_asks(file, marseille, shared_database):
    def by(name: str):
        return lambda: actions.ask_for_corrections(
            application=fresh(file), asked=[STATUTES], due_on=DUE, by=person(name), at=MONDAY
        )

    person("ines"), person("karim")
    outcomes = at_once(marseille, by("ines"), by("karim"))
    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyAsked", "Correction"]
    assert Mail.objects.count() == 1


def test_nothing_is_asked_of_a_withdrawn_application_or_after_the_publication(file):
    withdraw_application(application=file, by=person("ines"), at=MONDAY)
    with pytest.raises(actions.NothingToComplete):
        asked(file)
    published = application(wave(2, state=Wave.State.PUBLISHED))
    with pytest.raises(actions.NothingToComplete):
        asked(published)


# --- the clock ---------------------------------------------------------------------------------------------------


def test_the_clock_of_silence_stands_still_until_the_day(file):
    asked(file)
    assert due_on(fresh(file)) == date(2027, 2, 6)  # 23 January, and the fourteen days of the list


def test_an_answer_before_the_day_starts_the_clock_again(file):
    completed(asked(file), at=day(1))
    assert due_on(fresh(file)) == date(2027, 1, 31)


def test_a_late_answer_stops_nothing_longer(file):
    completed(asked(file), at=day(20))
    assert due_on(fresh(file)) == date(2027, 2, 6)


def test_a_withdrawn_list_starts_the_clock_again(file):
    actions.withdraw_correction(correction=asked(file), by=person("ines"), at=day(25, 11))
    assert due_on(fresh(file)) == date(2027, 1, 25)


def test_two_lists_one_after_the_other_add_up(file):
    completed(asked(file), at=day(1))
    asked(file, STATUTES, due_on=date(2026, 12, 11), at=day(1))
    assert due_on(fresh(file)) == date(2027, 2, 10)


def test_a_silence_that_has_decided_stays(file):
    Application.objects.filter(pk=file.pk).update(submitted_at=day(1, 9))
    asked(fresh(file))
    assert due_on(fresh(file)) == date(2026, 11, 1)


def test_a_gift_between_others_has_no_clock_to_stop(marseille):
    one = application(wave())
    assert (asked(one).suspends, fresh(one).suspended_days) == (0, 0)


def test_the_queue_by_deadline_knows_the_suspension(file):
    Application.objects.filter(pk=file.pk).update(submitted_at=day(29, 9))
    today = MONDAY.date()
    before = queue(person("ines"), {"due": "soon"}, today).count()
    asked(fresh(file), due_on=date(2026, 12, 23))
    assert (before, queue(person("ines"), {"due": "soon"}, today).count()) == (1, 0)
    assert queue(person("ines"), {"due": "soon"}, date(2026, 12, 20)).count() == 1


# --- answering ---------------------------------------------------------------------------------------------------


def test_answers_enter_the_application_when_the_list_is_sent_as_one_new_version(file):
    correction = answered(asked(file))
    assert fresh(file).answers["budget"] == 274_000
    version = fresh(file).version
    actions.complete_correction(correction=correction, by=person("karim"), at=MONDAY)
    after = fresh(file)
    assert (after.answers["budget"], after.answers["size"], after.version > version) == (300_000, "M", True)
    assert [(one.label, one.before, one.after) for one in changes(correction)] == [
        ("Budget annuel", "274\u00a0000\u00a0€", "300\u00a0000\u00a0€")
    ]


def test_the_officer_who_asked_is_told_and_a_recused_one_is_not(file):
    correction = asked(file)
    completed(correction)
    told = Mail.objects.filter(to="ines@marseille.example").count()
    declare_interest(application=file, nature="member", by=person("ines"), at=MONDAY)
    notices.correction_completed(correction, at=MONDAY)
    assert (told, Mail.objects.filter(to="ines@marseille.example").count()) == (1, 1)


def test_a_list_is_sent_once_every_point_has_its_answer(file):
    correction = asked(file)
    with pytest.raises(actions.ItemsAreMissing):
        actions.complete_correction(correction=correction, by=person("karim"), at=MONDAY)
    completed(correction)
    with pytest.raises(MoveNotAllowed):
        actions.complete_correction(correction=correction, by=person("karim"), at=MONDAY)


def test_a_minimum_above_the_request_is_refused_when_the_list_is_sent(file):
    correction = answered(asked(file, Asked("question", "requested", "Trop.")), requested=5)
    with pytest.raises(actions.AnswersDisagree):
        actions.complete_correction(correction=correction, by=person("karim"), at=MONDAY)


def test_an_answer_that_hides_a_question_takes_its_answer_away(file):
    answers = file.answers | {"uses": ["renouvellement_parc"], "replaced_computers": 4, "city_grant": 900}
    Application.objects.filter(pk=file.pk).update(answers=answers)
    completed(asked(fresh(file), Asked("question", "uses", "")), uses=["libre_acces"])
    after = fresh(file).answers
    assert (after["uses"], "replaced_computers" in after, after["city_grant"]) == (["libre_acces"], False, 900)


def test_two_people_who_answer_one_point_do_not_overwrite_each_other(file):
    item = asked(file).items.get(place=1)
    said = {"given": 1, "reply": "", "by": person("karim"), "at": MONDAY}
    actions.answer_item(item=item, seen=1, **said)
    with pytest.raises(EditedMeanwhile):
        actions.answer_item(item=item, seen=1, **said)


def test_the_list_is_withdrawn_or_completed_not_both(file):
    correction = answered(asked(file))
    other = Correction.objects.get(pk=correction.pk)
    actions.withdraw_correction(correction=correction, by=person("ines"), at=MONDAY)
    with pytest.raises(SomebodyElseWasFirst):
        actions.complete_correction(correction=other, by=person("karim"), at=MONDAY)
    assert fresh(file).answers["budget"] == 274_000


def test_what_a_reader_read_stays_as_it_was(file):
    reading = read_by(reader("zoe"), file)
    completed(asked(file))
    reading.refresh_from_db()
    assert (reading.answers["budget"], reading.version < fresh(file).version) == (274_000, True)


def test_asking_for_more_says_that_what_came_was_read(file):
    first = completed(asked(file))
    asked(file, STATUTES)
    first.refresh_from_db()
    assert (first.state, first.checked_by) == ("checked", person("ines"))


# --- those who wait ----------------------------------------------------------------------------------------------


def test_the_queue_tells_who_is_waited_for_who_is_late_and_what_came_back(file):
    others = [application(wave(number)) for number in (2, 3)]
    asked(file)
    completed(asked(others[0]))

    def found(choice: str, today: date) -> list[str]:
        return [one.reference for one in queue(person("ines"), {"asked": choice}, today)]

    assert found("waiting", DUE) == [file.reference]
    assert (found("overdue", DUE), found("overdue", date(2026, 12, 8))) == ([], [file.reference])
    assert found("to-check", DUE) == [others[0].reference]


def test_a_reminder_leaves_once_three_days_before(file, time_machine):
    asked(file)
    for moment in (day(3), day(4), day(5)):
        time_machine.move_to(moment, tick=False)
        tasks.remind_applicants()
    reminders = Mail.objects.filter(subject__startswith="Rappel")
    assert [mail.planned_at for mail in reminders] == [day(4)]


def test_nobody_is_reminded_of_an_application_that_was_withdrawn(file, time_machine):
    asked(file)
    withdraw_application(application=file, by=person("ines"), at=MONDAY)
    time_machine.move_to(day(5))
    tasks.remind_applicants()
    assert not Mail.objects.filter(subject__startswith="Rappel").exists()


@pytest.mark.parametrize("points", [[BUDGET], [BUDGET, STATUTES, Asked("other", "", "Appelez-nous.")]])
def test_the_list_reads_as_often_for_three_points_as_for_one(client, file, points):
    client.force_login(person("ines"))
    address = f"/candidatures/complements/{asked(file, *points).pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) == 12
