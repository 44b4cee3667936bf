"""Two workers, or two officers, at the same instant."""

import pytest

from rebond.mail.models import Mail
from rebond.waves.letters import actions
from rebond.waves.models import DecisionLetter
from tests.factories.accounts import manager_of, person
from tests.factories.waves import TUESDAY, WEDNESDAY, allocation_of, contested_wave, published
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def test_two_workers_and_two_officers_write_and_send_each_letter_once(marseille):
    proposal = published(contested_wave())
    manager_of(allocation_of(proposal).application.association)

    def write():
        return actions.write_missing(proposal=proposal, at=TUESDAY)

    assert sum(at_once(marseille, write, write)) == DecisionLetter.objects.count() == 4

    seen, ines, karim = actions.fingerprint(ready_letters()), person("ines"), person("karim")
    outcomes = at_once(
        marseille,
        lambda: actions.release_letters(proposal=proposal, seen=seen, by=ines, at=WEDNESDAY),
        lambda: actions.release_letters(proposal=proposal, seen=seen, by=karim, at=WEDNESDAY),
    )
    assert [one for one in outcomes if isinstance(one, int)] == [4]

    def send():
        return actions.send_released(proposal=proposal, at=WEDNESDAY)

    assert at_once(marseille, send, send) == [None, None]
    assert (Mail.objects.count(), sorted(DecisionLetter.objects.values_list("state", flat=True))) == (
        1,
        ["sent", "to-post", "to-post", "to-post"],
    )


def test_of_two_officers_who_correct_the_same_letter_one_is_told(marseille):
    proposal = published(contested_wave())
    actions.write_missing(proposal=proposal, at=TUESDAY)
    letter = DecisionLetter.objects.filter(application__reference="V1-001").get()

    def corrected_by(officer):
        return lambda: actions.correct_letter(letter=letter, seen=1, reason="Nom.", by=officer, at=WEDNESDAY)

    outcomes = at_once(marseille, corrected_by(person("ines")), corrected_by(person("karim")))
    assert sorted(type(one).__name__ for one in outcomes) == ["DecisionLetter", "EditedMeanwhile"]
    assert sorted(letter.application.letters.values_list("version", "state")) == [(1, "replaced"), (2, "ready")]


def test_a_correction_and_a_departure_at_once_leave_one_letter_on_its_way(marseille):
    proposal = published(contested_wave())
    actions.write_missing(proposal=proposal, at=TUESDAY)
    letter = DecisionLetter.objects.filter(application__reference="V1-001").get()
    seen, ines, karim = actions.fingerprint(ready_letters()), person("ines"), person("karim")
    outcomes = at_once(
        marseille,
        lambda: actions.correct_letter(letter=letter, seen=1, reason="Nom.", by=ines, at=WEDNESDAY),
        lambda: actions.release_letters(proposal=proposal, seen=seen, by=karim, at=WEDNESDAY),
    )
    refusals = {"EditedMeanwhile", "OnItsWay", "LettersChanged", "DecisionLetter", "int"}
    assert {type(one).__name__ for one in outcomes} <= refusals
    assert letter.application.letters.filter(state__in=["ready", "leaving"]).count() == 1


def ready_letters():
    return DecisionLetter.objects.ready().values_list("pk", flat=True)
