"""Setting a programme up by screen: begin, criteria, waves, copy, file, publication."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from rebond.applications.papers.models import PaperList
from rebond.programmes.actions import RulesAreFrozen, load_programme
from rebond.programmes.definition import DefinitionRefused, read_definition
from rebond.programmes.export import definition_of
from rebond.programmes.models import CriterionAnswer, Programme, Wave
from rebond.programmes.queries import shown_programme
from rebond.programmes.setup import actions
from tests.factories.accounts import person
from tests.factories.programmes import draft_programme, marseille_definition, programme, wave
from tests.factories.questionnaires import written_form

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def ines(client, marseille):
    client.force_login(person("ines"))
    return client


def loaded(**changes) -> Programme:
    return load_programme(definition=marseille_definition() | changes, by=None, at=MONDAY).programme


def address(name: str, *args: str) -> str:
    return reverse(f"programmes:{name}", args=args)


def test_a_programme_from_nothing_is_a_draft_that_nobody_else_sees(ines):
    form = {"title": "Cent ordinateurs", "new_donor": "SFR", "legal_route": "loan", "announced_devices": 100}
    answer = ines.post(address("new"), form)
    begun = Programme.objects.get()
    assert (answer.url, begun.slug, begun.donor.name, begun.state) == (
        address("criteria", "cent-ordinateurs"),
        "cent-ordinateurs",
        "SFR",
        "draft",
    )
    assert shown_programme() is None


def test_a_draft_needs_a_donor(ines):
    form = {"title": "Cent ordinateurs", "legal_route": "loan", "announced_devices": 100}
    answer = ines.post(address("new"), form)
    assert answer.context["form"].errors == {"donor": ["Choisissez un donateur, ou écrivez son nom."]}


def test_the_set_up_says_what_is_missing(ines):
    draft = draft_programme()
    missing = ines.get(address("setup", draft.slug)).context["missing"]
    assert [(page.title, page.missing) for page in missing] == [("Le dispositif", ("la présentation",))]


# --- criteria ----------------------------------------------------------------------------------------------------


def row(number: int, **fields) -> dict:
    return {f"answer-{number}-{name}": value for name, value in fields.items()}


def test_a_criterion_is_computed_from_named_answers(ines):
    draft = draft_programme()
    form = {"version": 1, "rows": 3, "label": "Emploi"}
    form |= row(0, label="Oui", points=20, field="theme", values=["acces_emploi"])
    form |= row(1, label="Beaucoup", points=9, field="seats", at_least=10)
    form |= row(2, label="Aucun de ces cas", points=0)
    assert ines.post(address("new_criterion", draft.slug), form).status_code == 302
    answers = CriterionAnswer.objects.filter(criterion__code="emploi").values_list(
        "points", "field", "values", "at_least"
    )
    assert list(answers) == [(20, "theme", ["acces_emploi"], None), (9, "seats", [], 10), (0, "", [], None)]


def test_adding_a_row_keeps_what_is_typed_and_writes_nothing(ines):
    draft = draft_programme()
    form = {"version": 1, "rows": 1, "label": "Emploi", "do": "add"} | row(0, label="Oui", points="x", field="theme")
    shown = ines.post(address("new_criterion", draft.slug), form).context["form"]
    assert [(one["label"].value(), one["points"].value()) for one in shown.answers] == [("Oui", "x"), (None, None)]
    assert "values" in shown.answers[0].fields
    assert draft.criteria.count() == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"field": "theme"}, "Cochez au moins une réponse."),
        ({"field": "seats"}, "Écrivez le nombre à partir duquel ces points sont donnés."),
        ({"field": "__class__"}, "Sélectionnez un choix valide."),
    ],
)
def test_an_answer_that_cannot_be_computed_is_refused(ines, fields, sentence):
    draft = draft_programme()
    form = {"version": 1, "rows": 1, "label": "Emploi"} | row(0, label="Oui", points=20, **fields)
    answer = ines.post(address("new_criterion", draft.slug), form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_criterion_moves_up_and_goes(ines):
    draft = draft_programme()
    ines.post(address("move_criterion", draft.slug, "seats"))
    assert list(draft.criteria.values_list("code", flat=True)) == ["seats", "theme"]
    ines.post(address("remove_criterion", draft.slug, "theme"))
    assert list(draft.criteria.values_list("code", flat=True)) == ["seats"]


def test_criteria_stay_once_a_call_has_opened(marseille):
    opened = loaded()
    with pytest.raises(RulesAreFrozen):
        actions.settle_criteria(programme=opened, seen=opened.version, criteria=(), by=person("ines"), at=MONDAY)


def test_an_association_that_answers_so_gets_so_many_points(ines):
    draft = loaded()
    asked = {"theme": "illettrisme", "publics": ["jeunes"], "qpv_share": "60"}
    page = ines.get(address("criteria", draft.slug), asked).context
    assert (page["total"], [mark.points for _, mark in page["marks"]]) == (41, [0, 0, 20, 0, 6, 15])


# --- waves -------------------------------------------------------------------------------------------------------


def wave_form(**changes) -> dict:
    return {
        "version": 1, "name": "Dernier lot", "stock": 100, "floor": 1, "cap": 9, "open_to": "small-only",
        "bodies": "associations", "territory": "anywhere", "minimum_age": 0,
        "opens_on": "2027-11-01", "closes_on": "2027-12-01", "lottery_seed": "calanque",
    } | changes  # fmt: skip


def test_a_wave_is_added_after_the_others(ines):
    draft = draft_programme()
    assert ines.post(address("new_wave", draft.slug), wave_form()).status_code == 302
    assert list(draft.waves.values_list("number", "slug", "state")) == [
        (1, "prochain-brouillon-1", "draft"),
        (2, "dernier-lot", "draft"),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"stock": 101}, "Les vagues attribuent 201 ordinateurs en tout"),
        ({"floor": 10, "cap": 12}, "Un plancher de 10 ou plus exclut les petites associations de leur vague."),
        ({"floor": 10}, "Le plancher ne peut pas dépasser le plafond."),
        ({"closes_on": "2027-10-01"}, "La clôture ne peut pas précéder l’ouverture."),
        ({"handover_from": "2027-11-02"}, "les remises commenceraient avant la clôture."),
    ],
)
def test_a_wave_that_contradicts_is_refused_with_the_reason(ines, changes, sentence):
    draft = draft_programme()
    answer = ines.post(address("new_wave", draft.slug), wave_form(**changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert draft.waves.count() == 1


def test_only_a_wave_in_preparation_is_removed(ines):
    draft, opened = draft_programme(), wave()
    ines.post(address("remove_wave", "prochain-brouillon-1"))
    ines.post(address("remove_wave", opened.slug))
    assert (draft.waves.count(), programme().waves.count()) == (0, 1)


# --- the whole ---------------------------------------------------------------------------------------------------


def test_an_exported_programme_is_the_one_that_was_loaded(marseille):
    original, again = read_definition(marseille_definition()), read_definition(definition_of(loaded()))
    assert (again.facts, again.criteria) == (original.facts, original.criteria)
    assert {one.lottery_seed for one in again.waves} == {""}


def test_loading_an_exported_programme_changes_nothing(marseille):
    verdict = load_programme(definition=definition_of(loaded()), by=None, at=MONDAY).verdict
    assert verdict == "unchanged"


def test_a_copy_is_a_draft_one_year_later(marseille):
    original = loaded(title="Ordinateurs 2026")
    copy = actions.duplicate_programme(programme=original, by=person("ines"), at=MONDAY)
    assert (copy.title, copy.state, copy.reference_prefix) == ("Ordinateurs 2027", "draft", "P2-")
    first = copy.waves.first()
    assert (first.slug, first.state, first.opens_on) == ("vague-1-2", "draft", date(2027, 9, 6))
    assert first.lottery_seed != original.waves.first().lottery_seed
    assert shown_programme() == original


def test_a_copy_takes_the_forms_and_the_lists_of_papers_along(marseille):
    original = loaded()
    first = original.waves.get(number=1)
    form = written_form(first)
    PaperList.objects.create(wave=first, data=[], blocks=True)
    copy = actions.duplicate_programme(programme=original, by=person("ines"), at=MONDAY).waves.get(number=1)
    assert (copy.questionnaire.data, copy.paper_list.blocks) == (form.data, True)


def test_a_copy_without_a_year_in_its_title_gets_one(marseille):
    copy = actions.duplicate_programme(programme=loaded(title="Ordinateurs"), by=person("ines"), at=MONDAY)
    assert copy.title == "Ordinateurs (2027)"


def test_a_file_carries_the_letters_of_the_city(marseille):
    original = loaded(letters={"granted": "Bravo {association}."})
    copy = actions.duplicate_programme(programme=original, by=person("ines"), at=MONDAY)
    assert [(one.kind, one.body) for one in copy.letters.all()] == [("granted", "Bravo {association}.")]
    assert load_programme(definition=definition_of(original), by=None, at=MONDAY).verdict == "unchanged"


def test_a_file_with_an_unknown_place_is_refused(marseille):
    with pytest.raises(DefinitionRefused, match="machine"):
        loaded(letters={"granted": "{machine}"})


def test_another_citys_file_becomes_a_draft_of_ours(marseille):
    definition = marseille_definition() | {"city": {"slug": "genes", "name": "Gênes"}}
    taken = actions.start_from_file(definition=definition, by=person("ines"), at=MONDAY)
    assert (taken.city, taken.state, taken.waves.filter(state=Wave.State.DRAFT).count()) == (marseille, "draft", 3)


def test_a_criterion_about_an_unknown_question_is_refused(marseille):
    definition = marseille_definition()
    definition["criteria"][0]["answers"][0]["field"] = "colour"
    with pytest.raises(DefinitionRefused, match="il faut l’un de beneficiaries"):
        read_definition(definition)


def test_the_published_programme_is_shown_and_the_draft_previewed(ines):
    opened, draft = wave().programme, draft_programme()
    assert draft.title in ines.get(address("preview", draft.slug)).content.decode()
    ines.post(address("publish", draft.slug))
    assert (Programme.objects.get(pk=draft.pk).is_public, shown_programme()) == (True, opened)


def test_nothing_to_show_is_not_published(marseille):
    draft = draft_programme()
    draft.waves.all().delete()
    with pytest.raises(actions.NothingToShow):
        actions.publish_programme(programme=draft, by=person("ines"), at=MONDAY)
