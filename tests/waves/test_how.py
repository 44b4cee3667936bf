"""The public page of the rule: an example that the engine computes, what each wave uses, words for slow readers."""

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client

from rebond.allocation import solve
from rebond.allocation.lottery import commitment
from rebond.programmes.models import Programme, Wave
from rebond.waves.example import CASE, worked_example
from rebond.waves.rule import rules_of
from tests.factories.accounts import person
from tests.factories.programmes import criterion, programme, wave
from tests.factories.waves import TUESDAY, contested_wave, draft_of, published
from tests.waves.test_explanations import by_another_rule, plain_text, with_applicants

MOST_WORDS = 25
BLOCK_ENDS = re.compile(r"</(p|li|h1|h2|h3|th|td|dt|dd|caption|pre|title|desc|text)>")


def page_of(language: str = "fr") -> str:
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = browser.get("/vagues/comment/")
    assert answer.status_code == 200
    return answer.content.decode()


def sentences_of(html: str) -> list[list[str]]:
    """The sentences of a page's main part, each as its words."""
    blocks = BLOCK_ENDS.sub(" \n", html[html.index("<main") : html.index("</main>")])
    text = re.sub(r"<[^>]+>", "", blocks).replace("\u00a0", " ")
    found = re.split(r"(?<=[.!?])\s|\n", text)
    return [words for sentence in found if (words := re.findall(r"[\w’'-]*\w", sentence))]


# --- the worked example ------------------------------------------------------------------------------------------


def test_the_example_is_the_engines_own():
    """By hand: 4 each, then 15 for 100 points: 7.5, 6, 6 and 3; one is left for the two that stand at 6."""
    example = worked_example()
    assert {part.name: part.units for part in example.parts} == {
        "Le Phare": 8,
        "Les Alizés": 7,
        "La Criée": 6,
        "Le Cabanon": 4,
    }
    assert (example.level, example.floors, example.queued) == (15, 16, 9)
    assert [part.product for part in example.parts] == [7.5, 6, 6, 3]


def test_the_example_shows_a_tie_that_the_lottery_breaks_and_a_lot_that_stays():
    example = worked_example()
    assert (example.winner.name, example.loser.name, example.lifted.name) == ("Les Alizés", "La Criée", "Le Cabanon")
    assert example.winner.account.applicant.points == example.loser.account.applicant.points
    assert example.winner.account.draw.mattered


def test_the_example_gives_computers_one_by_one_to_whoever_has_fewest_per_point():
    units = {each.id: each.useful_lot for each in CASE.applicants}
    points = {each.id: each.points for each in CASE.applicants}
    for name in worked_example().turns:
        assert units[name] / points[name] == min(units[each] / points[each] for each in units)
        units[name] += 1
    assert units == {line.id: line.units for line in solve(CASE).allocations}


def test_the_example_says_truly_that_asking_for_more_changes_nothing():
    example = worked_example()
    assert example.asking_much == example.first.units
    needed = example.first.account.outcome.points_for_one_more
    richer = tuple(replace(each, points=needed) if each.id == "Le Phare" else each for each in CASE.applicants)
    assert solve(replace(CASE, applicants=richer)).by_id["Le Phare"].units == example.first.units + 1


# --- the page ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Comment les ordinateurs sont répartis"), ("en", "How the computers are shared")]
)
def test_the_page_is_there_before_any_programme(marseille, language, title):
    page = plain_text(page_of(language))
    assert title in page
    assert "Le Phare" in page


@pytest.mark.django_db
def test_the_page_is_there_before_any_publication(marseille):
    wave()
    page = plain_text(page_of())
    assert "Les critères ne sont pas encore publiés." in page
    assert "Vague 1 Ouverte aux candidatures 486 10 30" in page
    assert "publiée avec l’attribution" in page


@pytest.mark.django_db
def test_the_page_shows_the_programmes_own_criteria_and_points(marseille):
    criterion("Accès à l’emploi", {"label": "Oui", "points": 14}, {"label": "Non", "points": 0})
    assert "Accès à l’emploi Oui 14 Non 0" in plain_text(page_of())


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_fingerprint_comes_before_the_seed(marseille, language):
    closed = contested_wave(lottery_seed="le mistral souffle 1234")
    assert commitment("le mistral souffle 1234") in page_of(language)
    draft_of(closed)
    assert "le mistral souffle" not in page_of(language)
    published(closed)
    assert "le mistral souffle 1234" in page_of(language)


@pytest.mark.django_db
def test_a_seed_that_may_still_change_has_no_fingerprint(marseille):
    wave(state=Wave.State.DRAFT)
    assert [(rule.fingerprint, rule.seed) for rule in rules_of(programme())] == [("", "")]
    assert "fixée à l’ouverture" in page_of()


@pytest.mark.django_db
def test_what_a_wave_does_otherwise_is_told_once_it_is_published_and_only_there(marseille):
    closed = contested_wave()
    draft = draft_of(closed)
    assert rules_of(programme())[0].particulars == []
    rows = with_applicants(draft)
    rows[0]["class"], rows[-1]["phantom"] = 1, True
    quota = {"group": "theme", "value": "illettrisme", "max": 12, "min": 0}
    by_another_rule(draft, rule={"key": "dhondt", "admission": "max-served"}, applicants=rows, quotas=[quota])
    assert rules_of(programme())[0].particulars == []
    draft.state, draft.published_by, draft.published_at, draft.record = "published", person("karim"), TUESDAY, "{}"
    draft.save()
    assert [sentence.replace("\u00a0", " ") for sentence in rules_of(programme())[0].particulars] == [
        "La part est arrondie au-dessous, et non au-dessus (méthode de D’Hondt).",
        "Les plus petits lots utiles passent d’abord, pour servir le plus d’associations.",
        "Un maximum par groupe : Lutte contre l’illettrisme, 12 ordinateurs au plus, toutes associations réunies.",
        "Certaines associations passent avant les autres, par groupe de priorité.",
        "Une réserve est gardée pour les vagues suivantes : 0 ordinateurs. Elle est écrite dans le procès-verbal.",
    ]
    assert "Ce que « Vague 1 » a de particulier" in plain_text(page_of())


@pytest.mark.django_db
def test_the_usual_rule_has_nothing_particular(marseille):
    published(contested_wave())
    assert rules_of(programme())[0].particulars == []
    assert "a de particulier" not in page_of()


@pytest.mark.django_db
@pytest.mark.parametrize("route", Programme.LegalRoute.values)
def test_the_law_is_said_as_the_legal_route_has_it(marseille, route):
    programme(legal_route=route)
    page = plain_text(page_of())
    by_law = "Ici, une administration décide : la loi lui demande ces quatre réponses" in page
    by_choice = "La ville donne ces réponses par choix." in page
    assert (by_law, by_choice) == (route in ("transfer", "loan"), route in ("gift", "refurbisher"))


@pytest.mark.django_db
def test_the_page_names_no_association_of_a_wave(marseille):
    published(contested_wave())
    html = page_of()
    assert [name for name in ("Clic et Calanques", "Mots en Partage", "V1-001") if name in html] == []


@pytest.mark.django_db
@pytest.mark.parametrize("route", ["gift", "transfer"])
def test_no_sentence_is_too_long_for_who_reads_slowly(marseille, route):
    programme(legal_route=route)
    published(contested_wave())
    assert [" ".join(words) for words in sentences_of(page_of()) if len(words) > MOST_WORDS] == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/aide/", "/dispositif/", "/vagues/verifier/", "/vagues/vague-1/resultats/"])
def test_public_pages_lead_to_the_rule(marseille, address):
    published(contested_wave())
    assert 'href="/vagues/comment/"' in Client().get(address).content.decode()


@pytest.mark.django_db
def test_a_public_draw_is_named_before_and_told_after(marseille):
    wave(public_draw="Loto du 12 décembre 2026")
    page = plain_text(page_of())
    assert "Loto du 12 décembre 2026" in page
    assert "la graine est l’empreinte des deux" in page
