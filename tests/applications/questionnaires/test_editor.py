"""Officers write the form of a wave, until its call opens."""

import pytest
import time_machine
from django.urls import reverse

from rebond.applications.questionnaires.editor.actions import copy_form, settle_form
from rebond.applications.questionnaires.editor.changes import DOWN, UP, moved, put, restored, section_moved, without
from rebond.applications.questionnaires.editor.forms import with_codes, written_choices
from rebond.applications.questionnaires.editor.points import form_point
from rebond.applications.questionnaires.editor.rules import FormIsFrozen, FormRefused
from rebond.applications.questionnaires.layout import DEFAULT, Condition, Entry, Layout, Own, Section
from rebond.applications.questionnaires.models import Questionnaire
from rebond.applications.questionnaires.queries import layout_of
from rebond.applications.questionnaires.written import as_data, layout_from
from rebond.programmes.models import Wave
from rebond.programmes.setup.actions import remove_wave
from tests.factories.accounts import person
from tests.factories.applications import MONDAY
from tests.factories.programmes import criterion, wave
from tests.factories.questionnaires import written_form

OWN = Entry(
    "own-1234",
    label={"fr": "Un jardin ?", "en": "A garden?"},
    own=Own("choice", {"oui-grand": {"fr": "Oui, grand", "en": "Yes, large"}, "non": {"fr": "Non"}}),
)


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def planned(marseille) -> Wave:
    return wave(state=Wave.State.DRAFT)


@pytest.fixture
def ines(client, marseille):
    client.force_login(person("ines"))
    return client


def settle(one: Wave, layout: Layout, seen: int = 1) -> None:
    settle_form(wave=one, seen=seen, layout=layout, by=person("ines"), at=MONDAY)


def replaced(layout: Layout, entry: Entry) -> Layout:
    return put(layout, entry, layout.sections[layout.section_of(entry.name) - 1].key)


def names(layout: Layout, key: str) -> list[str]:
    return [entry.name for section in layout.sections if section.key == key for entry in section.entries]


def address(route: str, *more) -> str:
    return reverse(f"applications:{route}", args=["vague-1", *more])


def test_a_form_is_the_same_after_it_was_written_down():
    layout = put(DEFAULT, OWN, "place")
    assert layout_from(as_data(layout)) == layout


def test_a_question_moves_within_its_part_and_over_its_edge():
    assert names(moved(DEFAULT, "qpv_share", UP), "people") == ["qpv_share", "publics", "seat_in_qpv"]
    assert names(moved(DEFAULT, "publics", UP), "association")[-1] == "publics"
    assert names(moved(DEFAULT, "seat_in_qpv", DOWN), "project")[0] == "seat_in_qpv"
    assert moved(DEFAULT, "theme", UP) == DEFAULT


def test_a_part_moves_and_the_first_stays_first():
    assert [one.key for one in section_moved(DEFAULT, "people", UP).sections][:2] == ["people", "association"]
    assert section_moved(DEFAULT, "association", UP) == DEFAULT


def test_a_question_that_comes_back_finds_its_part_and_its_condition():
    assert restored(without(DEFAULT, "room_seats"), "room_seats", required=False).by_name["room_seats"].only_if
    gone = without(without(DEFAULT, "room_seats"), "has_room")
    assert restored(gone, "room_seats", required=False).by_name["room_seats"].only_if is None


def test_an_empty_part_is_no_screen(planned):
    written_form(planned)
    assert [one.key for one in layout_of(planned).sections] == [one.key for one in DEFAULT.sections]


def test_the_words_of_a_question_are_read_in_the_reader_s_language(planned):
    settle(planned, put(DEFAULT, OWN, "place"))
    asked = layout_of(planned).by_name["own-1234"]
    assert (str(asked.label_shown), str(asked.question.choices["oui-grand"])) == ("Un jardin ?", "Oui, grand")


@pytest.mark.parametrize(
    ("layout", "sentence"),
    [
        (without(DEFAULT, "requested"), "«\u00a0Ordinateurs demandés\u00a0» reste dans le formulaire"),
        (without(DEFAULT, "uses"), "reste dans le formulaire\u00a0: Une règle de recevabilité en dépend."),
        (without(DEFAULT, "theme"), "reste dans le formulaire\u00a0: Un critère en dépend\u00a0: theme."),
        (replaced(DEFAULT, Entry("uses")), "doit recevoir une réponse"),
        (moved(DEFAULT, "has_room", DOWN), "qui doit venir avant elle"),
        (without(DEFAULT, "leader"), "selon une question qui ne serait plus posée"),
        (replaced(DEFAULT, Entry("leader", only_if=Condition("leader", ("employee",)))), "qui doit venir avant elle"),
        (replaced(DEFAULT, Entry("power", only_if=Condition("has_room", ("maybe",)))), "ne propose pas"),
        (replaced(DEFAULT, Entry("minimum", True, only_if=Condition("has_room", ("yes",)))), "se demande toujours"),
    ],
)
def test_a_form_that_contradicts_itself_or_the_rules_is_refused(planned, layout, sentence):
    criterion("theme", {"points": 5, "field": "theme", "values": ["sante"]})
    with pytest.raises(FormRefused) as refusal:
        settle(planned, layout)
    assert sentence in str(refusal.value)
    assert not Questionnaire.objects.exists()


def test_two_questions_that_show_each_other_are_refused(planned):
    circle = replaced(DEFAULT, Entry("has_room", True, only_if=Condition("power", ("yes",))))
    circle = replaced(circle, Entry("power", only_if=Condition("has_room", ("yes",))))
    with pytest.raises(FormRefused):
        settle(planned, circle)


def test_the_form_of_a_wave_that_opened_is_frozen(marseille):
    opened = wave()
    with pytest.raises(FormIsFrozen):
        settle(opened, without(DEFAULT, "storage"))
    assert layout_of(opened) == DEFAULT


def test_the_form_of_another_wave_is_copied(planned):
    other = wave(2, state=Wave.State.DRAFT)
    written_form(other)
    copy_form(wave=planned, seen=1, source=other, by=person("ines"), at=MONDAY)
    assert "storage" not in layout_of(planned).by_name
    copy_form(wave=planned, seen=2, source=None, by=person("ines"), at=MONDAY)
    assert layout_of(planned) == DEFAULT


def test_a_wave_that_never_opened_goes_with_its_form(planned):
    written_form(planned)
    remove_wave(wave=planned, by=person("ines"), at=MONDAY)
    assert not Questionnaire.objects.exists()


def test_the_checklist_knows_that_a_criterion_asks_what_the_form_does_not(planned):
    assert form_point(planned).is_settled
    criterion("grant", {"points": 5, "field": "city_grant", "at_least": 1})
    assert not form_point(planned).is_settled


# --- by screen ---------------------------------------------------------------------------------------------------


def test_the_page_says_why_a_question_stays(ines, planned):
    parts = ines.get(address("form")).context["parts"]
    stays = {row.entry.name: row.reasons for _, rows in parts for row in rows if row.reasons}
    assert stays == {
        "uses": ("Une règle de recevabilité en dépend.",),
        "requested": ("C’est la demande elle-même.",),
        "minimum": ("C’est la demande elle-même.",),
    }


def test_usual_words_are_not_written_down_but_beside_the_city_s_own(ines, planned):
    page = ines.get(address("question", "power"))
    said = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    ines.post(address("question", "power"), said | {"label_fr": "Assez de prises ?", "required": "on"})
    label = {"fr": "Assez de prises ?", "en": said["label_en"]}
    assert layout_of(planned).by_name["power"] == Entry("power", required=True, label=label)


def test_an_own_question_with_its_list_and_its_condition(ines, planned):
    ines.post(
        address("new_question"),
        {
            "version": 1,
            "label_fr": "Quel jardin ?",
            "kind": "choice",
            "choices": "Petit = Small\nGrand = Large",
            "section": "place",
            "only_if": "has_room",
            "values": "yes",
        },
    )
    [made] = [entry for entry in layout_of(planned).entries if entry.own]
    assert made.own == Own("choice", {"petit": {"fr": "Petit", "en": "Small"}, "grand": {"fr": "Grand", "en": "Large"}})
    assert made.only_if == Condition("has_room", ("yes",))


def test_a_list_needs_two_different_answers(ines, planned):
    typed = {"version": 1, "label_fr": "Un jardin ?", "kind": "choice", "choices": "Oui\noui", "section": "place"}
    answer = ines.post(address("new_question"), typed)
    assert list(answer.context["form"].errors) == ["choices"]


def test_english_answers_stay_with_their_french_when_one_is_removed_or_added(ines, planned):
    settle(planned, put(DEFAULT, OWN, "place"))
    page = ines.get(address("question", OWN.name)).context["form"]
    assert page["choices"].value() == "Oui, grand = Yes, large\nNon"
    said = {name: page[name].value() or "" for name in page.fields} | {"choices": "Petit\nOui, grand = Yes, large"}
    ines.post(address("question", OWN.name), said)
    assert layout_of(planned).by_name[OWN.name].own.choices == {
        "petit": {"fr": "Petit"},
        "oui-grand": {"fr": "Oui, grand", "en": "Yes, large"},
    }


def test_each_answer_has_a_code_of_its_own_that_says_something():
    choices = written_choices("C\nC++\n…\n?")
    assert list(with_codes(choices, {"c": {"fr": "C++"}})) == ["c-2", "c", "reponse", "reponse-2"]


def test_a_question_that_a_rule_came_to_need_can_be_made_mandatory(ines, planned):
    settle(planned, replaced(DEFAULT, Entry("budget")))
    Wave.objects.update(open_to="small-only", floor=1)
    before = form_point(Wave.objects.get()).is_settled
    page = ines.get(address("question", "budget")).context["form"]
    ines.post(address("question", "budget"), {name: page[name].value() or "" for name in page.fields})
    assert (before, form_point(Wave.objects.get()).is_settled) == (False, True)


def test_a_wave_for_small_ones_needs_the_budget_of_everybody(planned):
    Wave.objects.update(open_to="small-only", floor=1)
    with pytest.raises(FormRefused) as refusal:
        settle(Wave.objects.get(), replaced(DEFAULT, Entry("budget")))
    sentence = "«\u00a0Budget annuel\u00a0» doit recevoir une réponse\u00a0: Une règle de recevabilité en dépend."
    assert str(refusal.value) == sentence


def test_a_form_that_changed_meanwhile_is_not_replaced_unseen(ines, planned):
    settle(planned, without(DEFAULT, "storage"))
    ines.post(address("copy_form"), {"source": "", "version": 1})
    assert "storage" not in layout_of(planned).by_name
    ines.post(address("copy_form"), {"source": "", "version": 2})
    assert layout_of(planned) == DEFAULT


def test_bringing_the_page_up_to_date_offers_the_answers_and_writes_nothing(ines, planned):
    typed = {"version": 1, "label_fr": "Un jardin ?", "kind": "yes-no", "section": "place", "only_if": "has_room"}
    answer = ines.post(address("new_question"), typed | {"do": "refresh"})
    assert [code for code, _ in answer.context["form"].fields["values"].choices] == ["yes", "no"]
    assert not Questionnaire.objects.exists()


def test_only_questions_before_may_show_another(ines, planned):
    offered = ines.get(address("question", "power")).context["form"].fields["only_if"].choices
    known = {name for name, _ in offered}
    assert {"has_room", "internet"} <= known
    assert known.isdisjoint({"power", "security", "vehicle", "budget"})


def test_a_part_with_questions_is_not_removed(ines, planned):
    ines.post(address("remove_section", "people"))
    assert not Questionnaire.objects.exists()


def test_the_page_of_a_frozen_form_has_no_button_to_change_it(ines, marseille):
    wave()
    page = ines.get(address("form")).content.decode()
    assert "Le formulaire ne change plus depuis l’ouverture" in page
    assert address("new_question") not in page
    assert ines.get(address("question", "power"))["Location"] == address("form")


def test_the_preview_carries_what_a_later_screen_depends_on_and_writes_nothing(ines, planned):
    typed = {"uses": ["renouvellement_parc"], "weekly_sessions": "3"}
    answer = ines.post(address("preview_form", 3), typed)
    assert answer["Location"] == address("preview_form", 4) + "?uses=renouvellement_parc"
    screen = ines.get(address("preview_form", 5) + "?uses=renouvellement_parc")
    assert "replaced_computers" in screen.context["form"].fields
    assert "replaced_computers" not in ines.get(address("preview_form", 5)).context["form"].fields
    assert not Questionnaire.objects.exists()


def test_the_form_asks_the_database_as_often_for_a_short_form_as_for_a_long_one(
    ines, planned, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as long:
        ines.get(address("form"))
    short = [Section("request", tuple(Entry(name, True) for name in ("uses", "requested", "minimum")))]
    Questionnaire.objects.create(wave=planned, data=as_data(Layout(tuple(short))))
    with django_assert_num_queries(len(long)):
        ines.get(address("form"))
