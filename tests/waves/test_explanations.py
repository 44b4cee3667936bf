"""What each association reads about its own number, reason by reason, in both languages; nothing about the others."""

import re

import pytest
from django.conf import settings
from django.test import Client

from rebond.accounts.models import Membership, User
from rebond.allocation import Problem, parse_problem, solve
from rebond.allocation.problem import canonical_bytes
from rebond.applications.models import Score
from rebond.programmes.models import Programme, Wave
from rebond.waves.actions import change_allocation, publish_allocation
from rebond.waves.explanation import explanation_of
from rebond.waves.models import Allocation, Proposal
from tests.factories.accounts import manager_of, person
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.programmes import criterion, programme, wave
from tests.factories.waves import TUESDAY, allocation_of, contested_wave, draft_of, published, ready_machines

pytestmark = pytest.mark.django_db


def plain_text(html: str) -> str:
    """What a reader sees of a page's main part."""
    main = html[html.index("<main") : html.index("</main>")]
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<title.*?</title>|<desc.*?</desc>", " ", main, flags=re.DOTALL))
    return " ".join(words.replace("&#x27;", "'").replace("&quot;", '"').replace("\u00a0", " ").split())


def read_as(who: User, allocation: Allocation, language: str = "fr") -> str:
    """The explanation page of an application, as that person reads it."""
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    browser.force_login(who)
    answer = browser.get(f"/vagues/candidature/{allocation.application_id}/explication/")
    assert answer.status_code == 200
    return answer.content.decode()


def told_to(allocation: Allocation, language: str = "fr") -> str:
    """What a manager of the association reads."""
    theirs = allocation.application.association
    known = Membership.objects.filter(association=theirs).first()
    return plain_text(
        read_as(known.user if known else manager_of(theirs, f"awa{Membership.objects.count()}"), allocation, language)
    )


def by_another_rule(proposal: Proposal, **changes) -> Proposal:
    """The same draft, had the wave been shared by another rule; kept as the engine's own canonical texts."""
    problem = parse_problem(parse_problem(proposal.problem).as_dict() | changes)
    return keep(proposal, problem)


def keep(proposal: Proposal, problem: Problem) -> Proposal:
    result = solve(problem)
    for line in result.allocations:
        lines = proposal.allocations.filter(application__reference=line.id)
        lines.update(units=line.units, proposed=line.units)
    proposal.problem, proposal.result = canonical_bytes(problem).decode(), result.as_bytes().decode()
    proposal.granted = sum(line.units for line in result.allocations)
    proposal.save()
    return proposal


def with_applicants(proposal: Proposal, **fields) -> list[dict]:
    return [each | fields for each in parse_problem(proposal.problem).as_dict()["applicants"]]


# --- each reason says the right thing ----------------------------------------------------------------------------


def level_case() -> Proposal:
    """Ten computers for 30, 20 and 10 points, floor 0: level 3/20, ceilings 4.5, 3 and 1.5 rounded up: 5, 3, 2."""
    closed = wave(state=Wave.State.CLOSED, stock=10, floor=0, cap=10)
    for name, points, requested in (("Alpha", 30, 10), ("Mots en Partage", 20, 10), ("Petits Pas", 10, 2)):
        application(closed, association(name), points=points, requested=requested, minimum=1)
    return published(closed)


def test_the_common_level_is_a_sum_that_one_can_redo(marseille):
    page = told_to(allocation_of(level_case(), "Alpha"))
    assert "Le stock a suffi jusqu’à 15 ordinateurs pour 100 points." in page
    assert "3/20 × 30 = 4,50 → 5" in page
    assert "Le niveau commun décide : le stock n’allait pas plus haut. 5" in page
    assert "Avec 50 points au lieu de 30, et tout le reste pareil, vous en auriez reçu un de plus." in page


def test_the_same_in_english(marseille):
    page = told_to(allocation_of(level_case(), "Alpha"), "en")
    assert "The stock was enough up to 15 computers for 100 points." in page
    assert "3/20 × 30 = 4.50 → 5" in page
    assert "The common level decides: the stock went no higher. 5" in page
    assert "You asked for 10 computers; the stock served everyone up to the same level per point" in page
    assert "vous" not in page.replace("Lire en français", "")


def test_whoever_stands_exactly_at_the_level_reads_who_had_the_rest(marseille):
    assert "Un ordinateur tombe exactement au niveau. Le stock s’arrête là" in told_to(allocation_of(level_case()))


def test_a_request_met_in_full(marseille):
    allocation = allocation_of(level_case(), "Petits Pas")
    assert "Votre demande décide : vous recevez tout ce que vous demandez." in told_to(allocation)
    assert "What you asked decides: you receive all of it." in told_to(allocation, "en")


def test_the_cap_of_the_wave(marseille):
    closed = wave(state=Wave.State.CLOSED, stock=30, floor=1, cap=10)
    application(closed, association("Mots en Partage"), requested=20, minimum=1)
    allocation = allocation_of(published(closed))
    page = told_to(allocation)
    assert "demande : 20 ; plafond : 10" in page
    assert "Le plafond de la vague décide : personne ne reçoit davantage. 10" in page
    assert "Aucun nombre de points n’y change rien : le plafond est le même pour toutes." in page
    assert "No number of points changes that: the cap is the same for all." in told_to(allocation, "en")


def test_a_useful_lot_and_no_more(marseille):
    allocation = allocation_of(published(contested_wave()))
    assert "Votre lot utile décide : le stock n’allait pas plus loin. 10" in told_to(allocation)
    assert "Your useful lot decides: the stock went no further. 10" in told_to(allocation, "en")


def test_a_floor_that_did_not_fit_says_how_many_were_left(marseille):
    allocation = allocation_of(published(contested_wave()), "Les Claviers du Panier")
    page = told_to(allocation)
    assert "À votre tour, il restait 5 ordinateurs, trop peu pour ce lot. 0" in page
    assert "Le plancher décide : il restait trop peu pour un lot utile. 0" in page
    assert "Avec 50 points au lieu de 40, et tout le reste pareil, vous en auriez reçu au moins un." in page
    assert "At your turn 5 computers were left, too few for this lot." in told_to(allocation, "en")


def test_a_request_below_the_floor_is_a_smaller_lot(marseille):
    page = told_to(allocation_of(published(contested_wave()), "Atelier Pixel"))
    assert "La vague a un plancher de 10 : un lot plus petit ne permet pas un atelier." in page
    assert "Vous demandez moins : votre lot utile est de 4." in page


def test_earlier_waves_count(marseille):
    first = contested_wave()
    published(first)
    second = wave(2, state=Wave.State.CLOSED, stock=6, floor=1, cap=20)
    application(second, allocation_of(first.proposals.get()).application.association, points=50, requested=20)
    application(second, association("Nouvelle"), points=50, requested=20, minimum=1)
    allocation = allocation_of(published(second))
    page = told_to(allocation)
    assert allocation.units == 0
    assert "10 déjà reçus, plus que votre part de 6" in page
    assert "10 already received, more than your share of 6" in told_to(allocation, "en")


def test_a_walk_that_stopped(marseille):
    draft = draft_of(contested_wave())
    by_another_rule(draft, rule={"key": "leximin", "admission": "rank-stop"})
    page = plain_text(read_as(person("paul"), allocation_of(draft, "Atelier Pixel")))
    assert "Un lot placé avant le vôtre ne tenait plus dans le stock : la distribution s’est arrêtée là. 0" in page
    english = plain_text(read_as(person("paul"), allocation_of(draft, "Atelier Pixel"), "en"))
    assert "The order decides: useful lots stopped before you." in english


def test_an_own_minimum(marseille):
    draft = draft_of(contested_wave())
    rows = with_applicants(draft, floor=0)
    by_another_rule(draft, applicants=[row | ({"minimum": 15} if row["id"] == "V1-003" else {}) for row in rows])
    allocation = allocation_of(draft, "Les Claviers du Panier")
    page = plain_text(read_as(person("paul"), allocation))
    assert "Vous avez dit ne pas pouvoir servir moins de 15 : votre part était plus petite. 0" in page
    assert "Votre minimum utile : 15, d’après votre candidature." in page
    assert "Your own useful minimum decides: your share was smaller." in plain_text(
        read_as(person("paul"), allocation, "en")
    )


def quota_case(most: int, **fields) -> Allocation:
    """Mots en Partage alone in a theme that may have so many."""
    draft = draft_of(contested_wave())
    rows = [
        row | fields | {"groups": {"theme": "illettrisme" if row["id"] == "V1-002" else "emploi"}}
        for row in with_applicants(draft)
    ]
    quotas = [{"group": "theme", "value": "illettrisme", "max": most, "min": 0}]
    return allocation_of(by_another_rule(draft, applicants=rows, quotas=quotas))


def test_a_full_group_is_named_as_people_call_it(marseille):
    allocation = quota_case(3, floor=0)
    page = plain_text(read_as(person("paul"), allocation))
    assert "les associations de votre groupe (Lutte contre l’illettrisme) reçoivent 3 ordinateurs au plus." in page
    assert "Le maximum de votre groupe décide : il était atteint. 3" in page
    assert "la part réservée à votre groupe (Lutte contre l’illettrisme : 3 au plus" in page
    assert "your group (Fighting illiteracy) receive 3 computers at most" in plain_text(
        read_as(person("paul"), allocation, "en")
    )


def test_a_group_without_room_for_a_useful_lot(marseille):
    page = plain_text(read_as(person("paul"), quota_case(9)))
    assert "votre groupe (Lutte contre l’illettrisme) n’avait plus assez de place pour ce lot. 0" in page


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("sainte-lague", "Le résultat est arrondi au plus proche."),
        ("dhondt", "Le résultat est arrondi au-dessous."),
        ("huntington-hill", "Le résultat est arrondi à la moyenne géométrique."),
        ("rank", "Chaque association est servie en entier avant la suivante. Vous êtes à la place 2 sur 4."),
    ],
)
def test_another_key_is_explained_as_it_is(marseille, key, sentence):
    draft = draft_of(contested_wave())
    by_another_rule(draft, rule={"key": key, "admission": "none"})
    assert sentence in plain_text(read_as(person("paul"), allocation_of(draft)))


# --- points, lottery, changes, rights ----------------------------------------------------------------------------


def test_points_are_added_criterion_by_criterion_with_their_sources(marseille):
    closed = contested_wave()
    asked = closed.applications.get(association__name="Mots en Partage")
    for position, (points, answer) in enumerate([(30, "Illettrisme"), (0, "Aucun de ces cas"), (20, "Ateliers")], 1):
        Score.objects.create(
            application=asked,
            criterion=criterion(f"critère {position}", position=position),
            points=points,
            answer=answer,
            question="theme",
            given="illettrisme",
        )
    page = told_to(allocation_of(published(closed)))
    assert "30 + 20 = 50" in page
    assert "critère 1 Illettrisme Activité principale : Lutte contre l’illettrisme 30" in page


def test_the_lottery_says_what_it_did(marseille):
    closed = wave(state=Wave.State.CLOSED, stock=10, floor=10, cap=10)
    for name in ("Mots en Partage", "Atelier Pixel"):
        application(closed, association(name), requested=10, minimum=1)
    proposal = published(closed)
    served = proposal.allocations.served().get()
    other = proposal.allocations.get(units=0)
    sentence = (
        "2 candidatures ont autant de points, la vôtre comprise. Le tirage vous place n° {}. Première, vous auriez "
    )
    assert sentence.format(1) + "reçu 10 ; dernière, 0 : le tirage a compté." in told_to(served)
    assert sentence.format(2) + "reçu 10 ; dernière, 0 : le tirage a compté." in told_to(other)


@pytest.mark.parametrize(
    ("who", "body"),
    [
        ("lucie", "la commission."),
        ("sam", "le service chargé du dispositif, qui tient le procès-verbal de la commission."),
    ],
)
def test_a_change_says_what_why_and_by_which_body_never_by_whom(marseille, who, body):
    proposal = draft_of(contested_wave())
    changed = allocation_of(proposal)
    change_allocation(allocation=changed, units=8, reason="Une salle au lieu de deux.", by=person(who), at=TUESDAY)
    ready_machines(25)
    publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)
    page = told_to(allocation_of(proposal))
    assert "La règle donnait 10 ; la commission a décidé 8" in page
    assert f"Motif : Une salle au lieu de deux. Changement inscrit par : {body}" in page
    assert "La décision Une salle au lieu de deux. 8" in page
    assert "La commission a décidé 8, pour le motif écrit plus haut." in page
    assert [name for name in ("Lucie", "Sam", "Karim", "Inès") if name in page] == []


@pytest.mark.parametrize(
    ("route", "sentence", "names_a_court"),
    [
        ("gift", "La ville donne ces réponses par choix, comme pour une décision publique", False),
        ("transfer", "Elles sont dues à qui reçoit la décision d’une administration", True),
    ],
)
def test_the_law_is_said_as_the_legal_route_has_it(marseille, route, sentence, names_a_court):
    programme(legal_route=route)
    page = told_to(allocation_of(published(contested_wave())))
    assert sentence in page
    assert "(CADA) dans les deux mois." in page
    assert ("tribunal" in page) == names_a_court
    assert "Mission numérique" in page


def test_the_mention_of_the_law_is_read_in_english_too(marseille):
    programme(legal_route="transfer")
    page = told_to(allocation_of(published(contested_wave())), "en")
    assert "This decision was prepared with the help of algorithmic processing" in page
    assert "administrative court" in page


# --- nothing of the others, and a clean sheet of paper -----------------------------------------------------------


def test_a_manager_reads_nothing_that_names_another_application(marseille):
    proposal = published(contested_wave())
    allocation = allocation_of(proposal)
    html = read_as(manager_of(allocation.application.association), allocation)
    others = proposal.allocations.exclude(pk=allocation.pk).select_related("application__association")
    told = [
        said
        for other in others
        for said in (
            other.application.association.name,
            other.application.reference,
            str(other.application_id),
            str(other.application.association_id),
            str(other.pk),
        )
        if said in html
    ]
    assert (told, len(others)) == ([], 3)


def test_only_ones_own_column_has_a_name_and_a_figure(marseille):
    allocation = allocation_of(published(contested_wave()))
    tank = explanation_of(allocation).tank
    assert [column.share.name for column in tank.columns] == ["Mots en Partage", "", "", ""]
    html = read_as(manager_of(allocation.application.association), allocation)
    assert (html.count('class="tank-units"'), html.count("tank-other")) == (1, 3)


def test_the_next_step_is_for_the_association_itself(marseille):
    allocation = allocation_of(published(contested_wave()))
    assert "Et maintenant ?" in told_to(allocation)
    assert "Et maintenant ?" not in plain_text(read_as(person("paul"), allocation))


def test_every_route_has_its_rights(marseille):
    made = programme()
    allocation = allocation_of(published(contested_wave()))
    manager = manager_of(allocation.application.association)
    for route in Programme.LegalRoute.values:
        Programme.objects.filter(pk=made.pk).update(legal_route=route)
        assert "Vos droits et leurs délais" in plain_text(read_as(manager, allocation))
