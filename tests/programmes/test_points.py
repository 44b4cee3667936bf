"""Points are computed from answers: of the answers that fit, the one with most points counts."""

from dataclasses import dataclass

import pytest

from rebond.programmes.points import Mark, mark


@dataclass(frozen=True)
class Rule:
    label: str
    points: int
    field: str = ""
    values: tuple[str, ...] = ()
    at_least: int | None = None


ILLITERACY = (
    Rule("Activité principale", 20, "theme", ("illettrisme",)),
    Rule("Personnes exilées", 10, "publics", ("personnes-exilees",)),
    Rule("Aucun de ces cas", 0),
)
QPV = (Rule("75 % ou plus", 20, "qpv_share", at_least=75), Rule("De 50 à 74 %", 15, "qpv_share", at_least=50))


def test_the_answer_with_most_points_counts():
    answers = {"theme": "illettrisme", "publics": ["personnes-exilees", "jeunes"]}
    assert mark(ILLITERACY, answers) == Mark(20, "Activité principale", "theme", "illettrisme")


def test_one_of_several_publics_is_enough():
    answers = {"theme": "seniors", "publics": ["jeunes", "personnes-exilees"]}
    assert mark(ILLITERACY, answers) == Mark(10, "Personnes exilées", "publics", ["jeunes", "personnes-exilees"])


def test_an_answer_that_asks_nothing_fits_everybody():
    assert mark(ILLITERACY, {}) == Mark(0, "Aucun de ces cas", "", None)


@pytest.mark.parametrize(("share", "points"), [(100, 20), (75, 20), (74, 15), (50, 15), (49, 0), (None, 0)])
def test_a_share_gives_points_from_its_threshold_on(share, points):
    assert mark(QPV, {"qpv_share": share}).points == points
