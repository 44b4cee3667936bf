"""Two readers, sealed until both are in and the call is closed; their points feed the score."""

import pytest
from django.urls import reverse

from rebond.applications.actions import change_application
from rebond.applications.models import Application
from rebond.applications.reviews import actions
from rebond.applications.reviews.agreement import are_apart, opinions_clash, points_together
from rebond.applications.reviews.models import Settlement
from rebond.applications.reviews.queries import current_readings
from rebond.applications.reviews.seal import Review
from rebond.journal.models import Entry
from rebond.programmes.actions import close_wave
from rebond.programmes.models import Wave
from tests.factories.accounts import manager_of, person, reader
from tests.factories.applications import MONDAY, application
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.factories.reviews import human_criterion, impartial, read_by

pytestmark = pytest.mark.django_db


def fresh(one: Application) -> Application:
    return Application.objects.select_related("wave__programme", "association").get(pk=one.pk)


def review_of(one: Application) -> Review:
    return Review(fresh(one), current_readings(one))


def close(one: Application) -> None:
    close_wave(wave=fresh(one).wave, by=person("ines"), at=MONDAY)


@pytest.mark.parametrize(
    ("points", "apart", "together"),
    [([5, 8], False, 7), ([5, 9], True, 7), ([5, 8, 10], False, 8), ([0, 0], False, 0), ([0, 10, 1], False, 1)],
)
def test_two_readers_agree_within_the_tolerance_and_a_third_settles(points, apart, together):
    assert (are_apart(points, 3), points_together(points)) == (apart, together)


def test_one_for_and_one_against_clash():
    assert [opinions_clash(two) for two in (["for", "against"], ["for", "reserved"], ["for", "for"])] == [
        True,
        False,
        False,
    ]


def test_a_reader_sees_the_other_once_both_are_in_and_the_call_is_closed(marseille):
    one = application(wave())
    zoe, yann = reader("zoe"), reader("yann")
    seen = []
    read_by(zoe, one)
    seen.append(review_of(one).shown_to(yann, peeked=False))
    read_by(yann, one)
    seen.append([reading.reader for reading in review_of(one).shown_to(yann, peeked=False)])
    close(one)
    seen.append([reading.reader for reading in review_of(one).shown_to(yann, peeked=False)])
    assert seen == [[], [yann], [yann, zoe]]


def test_agreed_points_enter_the_score_once_the_call_is_closed(marseille):
    human = human_criterion()
    one = application(wave(), points=40)
    read_by(reader("zoe"), one, 5)
    read_by(reader("yann"), one, 8)
    assert fresh(one).points == 40
    close(one)
    assert actions.settle_wave(wave=one.wave, by=person("ines"), at=MONDAY) == (1, 0)
    score = one.scores.get(criterion=human)
    told = (fresh(one).points, score.points, score.answer, str(score.source))
    assert told == (
        47,
        7,
        "5, 8",
        "Note de deux lecteurs",
    )


def test_readers_who_are_apart_wait_for_a_third(marseille):
    human_criterion()
    one = application(wave(state=Wave.State.CLOSED), points=40)
    read_by(reader("zoe"), one, 0)
    read_by(reader("yann"), fresh(one), 10)
    assert (review_of(one).is_apart, fresh(one).points) == (True, 40)
    read_by(reader("ilan"), fresh(one), 8)
    assert (review_of(one).is_settled, fresh(one).points) == (True, 48)


def test_an_officer_settles_a_disagreement_with_a_reason(marseille):
    human = human_criterion()
    one = application(wave(state=Wave.State.CLOSED), points=40)
    read_by(reader("zoe"), one, 0)
    read_by(reader("yann"), fresh(one), 10)
    actions.settle(application=fresh(one), points={human: 5}, reason="Budget incomplet.", by=person("ines"), at=MONDAY)
    assert (fresh(one).points, one.scores.get().answer, Settlement.objects.get().reason) == (
        45,
        "Budget incomplet.",
        "Budget incomplet.",
    )
    with pytest.raises(actions.NothingToSettle):
        actions.settle(application=fresh(one), points={human: 8}, reason="Encore.", by=person("ines"), at=MONDAY)


def test_points_of_readers_outlive_a_correction_of_the_answers(marseille):
    human_criterion()
    one = application(wave(), points=0)
    for name in ("zoe", "yann"):
        read_by(reader(name), one, 8)
    close(one)
    actions.settle_wave(wave=one.wave, by=person("ines"), at=MONDAY)
    Wave.objects.update(state=Wave.State.OPEN)
    correct(one)
    assert (fresh(one).points, one.scores.count()) == (8, 1)


def correct(one: Application, **answers) -> None:
    stored = fresh(one)
    change_application(
        application=stored,
        seen=stored.version,
        answers=answers,
        requested=18,
        minimum=12,
        by=person("ines"),
        at=MONDAY,
    )


def test_nobody_reads_without_declaring_nor_after_a_recusal(marseille):
    one, zoe = application(wave()), reader("zoe")
    given = {
        "application": one,
        "version": 1,
        "opinion": "for",
        "comment": "Bien.",
        "marks": {},
        "by": zoe,
        "at": MONDAY,
    }
    with pytest.raises(actions.CannotRead):
        actions.give_reading(**given)
    actions.declare_interest(application=one, nature="family", by=zoe, at=MONDAY)
    with pytest.raises(actions.CannotRead):
        actions.give_reading(**given)


def test_the_reading_of_whoever_is_recused_afterwards_counts_no_more(marseille):
    one = application(wave(state=Wave.State.CLOSED))
    read_by(reader("zoe"), one)
    actions.declare_interest(application=one, nature="money", by=reader("zoe"), at=MONDAY)
    read_by(reader("yann"), one)
    assert (review_of(one).is_open, len(review_of(one).readings)) == (False, 1)


def test_an_open_seal_closes_the_readings(marseille):
    one = application(wave(state=Wave.State.CLOSED))
    read_by(reader("zoe"), one, opinion="for")
    read_by(reader("yann"), one, opinion="against")
    with pytest.raises(actions.ReadingIsClosed):
        read_by(reader("zoe"), fresh(one), opinion="against")


def test_a_reading_says_which_answers_it_read_and_is_confirmed(marseille, client):
    one = application(wave(), association("Mots en Partage"))
    zoe = reader("zoe")
    read_by(zoe, one)
    client.force_login(zoe)
    page = reverse("applications:review", args=[one.pk])
    assert "version antérieure" not in client.get(page).content.decode()
    correct(one, theme="seniors")
    text = client.get(page).content.decode()
    assert ("version antérieure" in text, "Personnes âgées" in text) == (True, True)
    form = reverse("applications:give_reading", args=[one.pk])
    assert "corrigé depuis votre lecture" in client.get(form).content.decode()
    client.post(form, {"seen": fresh(one).version, "opinion": "reserved", "comment": "Vu."})
    assert "version antérieure" not in client.get(page).content.decode()


def test_the_form_asks_for_the_points_of_each_human_criterion(marseille, client):
    human_criterion()
    one = application(wave())
    client.force_login(impartial(reader("zoe"), one))
    form = reverse("applications:give_reading", args=[one.pk])
    assert client.post(form, {"seen": 1, "opinion": "for", "comment": "Bien."}).status_code == 422
    client.post(form, {"seen": 1, "opinion": "for", "comment": "Bien.", "points_projet": 8, "why_projet": "Clair."})
    mark = one.readings.get().marks.get()
    assert (mark.points, mark.comment) == (8, "Clair.")


def test_an_officer_looks_under_the_seal_with_a_reason_that_everybody_reads(marseille, client):
    one = application(wave())
    read_by(reader("zoe"), one)
    client.force_login(person("ines"))
    page, peek = (reverse(f"applications:{route}", args=[one.pk]) for route in ("review", "peek"))
    assert "Projet solide." not in client.get(page).content.decode()
    assert client.post(peek, {"reason": ""}).status_code == 422
    client.post(peek, {"reason": "Une plainte à instruire."})
    assert "Projet solide." in client.get(page).content.decode()
    client.force_login(impartial(person("lucie"), one))
    text = client.get(page).content.decode()
    assert ("Une plainte à instruire." in text, "Projet solide." in text) == (True, False)
    assert Entry.objects.filter(verb="readings_peeked").count() == 1


def test_comments_are_private_or_shared_and_never_for_the_association(marseille, client):
    ours = association("Mots en Partage")
    one = application(wave(), ours)
    zoe = impartial(reader("zoe"), one)
    for text, is_shared in (("Pour moi seule.", False), ("Pour nous.", True)):
        actions.write_comment(application=one, text=text, is_shared=is_shared, by=zoe, at=MONDAY)
    page = reverse("applications:review", args=[one.pk])

    def told(who) -> tuple[bool, bool]:
        client.force_login(who)
        text = client.get(page).content.decode()
        return ("Pour moi seule." in text, "Pour nous." in text)

    assert [told(zoe), told(person("ines")), told(manager_of(ours))] == [(True, True), (False, True), (False, False)]


def test_a_corrected_comment_keeps_its_first_text_out_of_sight(marseille, client):
    one = application(wave())
    zoe = impartial(reader("zoe"), one)
    first = actions.write_comment(application=one, text="Premier jet.", is_shared=True, by=zoe, at=MONDAY)
    second = actions.correct_comment(comment=first, text="Relu.", is_shared=True, by=zoe, at=MONDAY)
    with pytest.raises(actions.NotYours):
        actions.correct_comment(comment=first, text="Encore.", is_shared=True, by=zoe, at=MONDAY)
    with pytest.raises(actions.NotYours):
        actions.remove_comment(comment=second, by=person("ines"), at=MONDAY)
    actions.remove_comment(comment=second, by=zoe, at=MONDAY)
    client.force_login(zoe)
    text = client.get(reverse("applications:review", args=[one.pk])).content.decode()
    assert [words in text for words in ("Premier jet.", "Relu.", "Commentaire retiré")] == [False, False, True]
    assert one.comments.count() == 2
