"""The words of a form that is open change by an amendment; what was sent keeps those that it was answered under."""

from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils.translation import override

from rebond.applications.actions.submitting import change_application
from rebond.applications.drafts.actions import EditedMeanwhile, send_draft
from rebond.applications.models import Application
from rebond.applications.questionnaires.editor.amending import propose_words
from rebond.applications.questionnaires.editor.changes import put
from rebond.applications.questionnaires.editor.words import reworded, words_of
from rebond.applications.questionnaires.layout import DEFAULT, Entry, Own
from rebond.applications.questionnaires.models import PastForm, Questionnaire
from rebond.applications.questionnaires.pages import answers_in_words
from rebond.applications.questionnaires.queries import layout_for, layout_of
from rebond.applications.questionnaires.written import as_data
from rebond.mail.models import Mail
from rebond.programmes.amendments.actions import AlreadyProposed, publish_amendment
from rebond.programmes.amendments.models import Amendment
from rebond.programmes.amendments.rules import NotAmendable
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import SomebodyElseWasFirst
from tests.factories.accounts import manager_of, person
from tests.factories.applications import application, draft
from tests.factories.organisations import association
from tests.factories.programmes import wave

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HELP = ("question", "theme", "help", "fr")
LABEL = ("question", "theme", "label", "fr")
GARDEN = Entry("own-1234", label={"fr": "Un jardin ?"}, own=Own("choice", {"oui": {"fr": "Oui"}, "non": {"fr": "Non"}}))


def propose(one: Wave, texts=None) -> Amendment:
    return propose_words(
        wave=one,
        texts=texts or {LABEL: "Votre thème principal"},
        reason="La question était mal comprise.",
        by=person("ines"),
        on=MONDAY.date(),
        at=MONDAY,
    )


def publish(amendment: Amendment) -> None:
    publish_amendment(amendment=amendment, by=person("karim"), on=MONDAY.date(), at=MONDAY)


def label_of(one: Application) -> str:
    return str(layout_for(Application.objects.get(pk=one.pk)).by_name["theme"].label_shown)


def test_only_the_words_of_a_form_can_be_named():
    layout = put(DEFAULT, GARDEN, "place")
    said = words_of(layout)
    assert said[("question", "own-1234", "choice.oui", "fr")] == "Oui"
    other = reworded(layout, dict.fromkeys(said, "Mot"))
    assert [(one.name, one.required, one.only_if) for one in other.entries] == [
        (one.name, one.required, one.only_if) for one in layout.entries
    ]
    assert list(other.by_name["own-1234"].own.choices) == ["oui", "non"]


def test_the_same_words_make_the_same_form():
    layout = put(DEFAULT, GARDEN, "place")
    assert reworded(layout, words_of(layout)) == layout


def test_other_french_words_leave_the_english_ones():
    entry = reworded(DEFAULT, {LABEL: "Votre thème principal"}).by_name["theme"]
    with override("en"):
        assert entry.label_shown == str(DEFAULT.by_name["theme"].label_shown)


def test_nothing_changes_until_a_second_person_publishes(marseille):
    amendment = propose(one := wave())
    assert layout_of(one) == DEFAULT
    publish(amendment)
    assert str(layout_of(one).by_name["theme"].label_shown) == "Votre thème principal"


def test_an_application_keeps_the_words_that_it_was_answered_under(marseille):
    earlier = application(one := wave(), association("Entraide"))
    usual = label_of(earlier)
    publish(propose(one))
    later = application(one, association("Le Fil"))
    publish(propose(one, {LABEL: "Encore un autre thème"}))
    last = application(one, association("Ancre"))
    assert [label_of(one) for one in (earlier, later, last)] == [
        usual,
        "Votre thème principal",
        "Encore un autre thème",
    ]
    assert usual in str(answers_in_words(Application.objects.get(pk=earlier.pk)))


def test_an_application_that_is_answered_again_takes_the_words_that_were_read(marseille):
    sent = application(one := wave(), association("Entraide"))
    publish(propose(one))
    sent.refresh_from_db()
    with pytest.raises(EditedMeanwhile):
        again(sent, words_seen=1)
    again(sent, words_seen=2)
    assert label_of(sent) == "Votre thème principal"


def again(sent: Application, words_seen: int) -> None:
    change_application(
        application=sent,
        seen=sent.version,
        words_seen=words_seen,
        answers={},
        requested=12,
        minimum=5,
        by=person("ines"),
        at=MONDAY,
    )


def test_a_draft_keeps_its_answers_and_is_read_again_before_it_leaves(marseille):
    mine = draft(one := wave(), association("Le Fil"), theme="sante")
    seen, answers = mine.version, mine.answers
    publish(propose(one))
    mine.refresh_from_db()
    assert mine.answers == answers
    with pytest.raises(EditedMeanwhile):
        send_draft(draft=mine, seen=seen, signature=None, by=person("ines"), at=MONDAY)


@pytest.mark.parametrize("state", ["draft", "closed", "published"])
def test_words_change_only_while_associations_answer(marseille, state):
    with pytest.raises(NotAmendable, match="tant que les candidatures sont ouvertes"):
        propose(wave(state=state))


def test_an_amendment_that_says_nothing_new_is_refused(marseille):
    one = wave()
    with pytest.raises(NotAmendable, match="Rien ne change"):
        propose(one, {LABEL: words_of(DEFAULT)[LABEL]})


def test_one_amendment_waits_at_a_time(marseille):
    propose(one := wave())
    with pytest.raises(AlreadyProposed):
        propose(one, {HELP: "Une autre aide"})


def test_words_that_are_no_longer_there_are_not_overwritten(marseille):
    amendment = propose(one := wave())
    Questionnaire.objects.create(wave=one, data=as_data(reworded(DEFAULT, {LABEL: "Un autre thème"})))
    with pytest.raises(SomebodyElseWasFirst):
        publish(amendment)
    assert not PastForm.objects.exists()


def test_those_who_applied_and_those_who_write_are_told(marseille):
    applied, writing = association("Entraide"), association("Le Fil")
    application(one := wave(), applied)
    draft(one, writing)
    first, second = manager_of(applied), manager_of(writing, "lea")
    Mail.objects.all().delete()
    publish(propose(one))
    told = {mail.to: mail.body for mail in Mail.objects.all()}
    assert told.keys() == {first.email, second.email}
    assert "Votre thème principal" in told[first.email]
    assert "Votre candidature reste valable" in told[first.email]
    assert "Votre brouillon est gardé" in told[second.email]


def test_an_officer_chooses_words_and_proposes_others(marseille, client):
    one = wave()
    client.force_login(person("ines"))
    address = reverse("applications:amend_form", args=[one.slug])
    assert "question:theme" in client.get(address).text
    page = client.get(address, {"what": ["question:theme"]})
    fields = {":".join(place): text for place, text in page.context["form"].places.items()}
    sent = fields | {"what": "question:theme", "question:theme:label:fr": "Votre thème principal", "reason": "Clarté."}
    answer = client.post(address, sent)
    amendment = Amendment.objects.get()
    assert answer.url == reverse("programmes:amendment", args=[amendment.pk])
    assert [(line["old"], line["new"]) for line in amendment.lines] == [
        (words_of(DEFAULT)[LABEL], "Votre thème principal")
    ]
    shown = client.get(answer.url).text
    assert "Votre thème principal" in shown


def test_two_answers_of_a_question_never_say_the_same(marseille, client):
    Questionnaire.objects.create(wave=(one := wave()), data=as_data(put(DEFAULT, GARDEN, "place")))
    client.force_login(person("ines"))
    sent = {"what": "question:own-1234", "question:own-1234:label:fr": "Un jardin ?", "reason": "Clarté."}
    sent |= {"question:own-1234:choice.oui:fr": "Non", "question:own-1234:choice.non:fr": "non"}
    answer = client.post(reverse("applications:amend_form", args=[one.slug]), sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Une autre réponse de cette question dit déjà cela." in answer.text
