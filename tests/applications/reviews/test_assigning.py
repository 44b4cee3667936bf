"""Who reads what: by rules, by hand, by a draw that anybody can repeat; never somebody who is recused."""

from collections import Counter

import pytest

from rebond.applications.reviews import actions
from rebond.applications.reviews.models import Assignment
from tests.factories.accounts import person, reader
from tests.factories.applications import MONDAY, application
from tests.factories.organisations import association
from tests.factories.programmes import wave

pytestmark = pytest.mark.django_db


def by_ines() -> dict:
    return {"by": person("ines"), "at": MONDAY}


def drawn() -> list[tuple[str, str]]:
    rows = Assignment.objects.order_by("application__reference", "reader__name")
    return list(rows.values_list("application__reference", "reader__name"))


def test_a_draw_gives_each_file_two_readers_and_each_reader_as_many(marseille):
    one = wave()
    for _ in range(9):
        application(one)
    for name in ("ilan", "yann", "zoe"):
        reader(name)
    draw = actions.draw_readers(wave=one, seed="calanque", **by_ines())
    assert draw.files == 18
    assert Counter(name for _, name in drawn()) == {"Ilan": 6, "Yann": 6, "Zoe": 6}
    assert set(Counter(file for file, _ in drawn()).values()) == {2}


def test_the_same_seed_draws_the_same_readers(marseille):
    one = wave()
    for _ in range(4):
        application(one)
    for name in ("ilan", "yann", "zoe"):
        reader(name)
    draws = []
    for _ in range(2):
        actions.draw_readers(wave=one, seed="calanque", **by_ines())
        draws.append(drawn())
        Assignment.objects.all().delete()
    assert draws[0] == draws[1]


def test_nobody_is_asked_to_read_what_they_recused_themselves_from(marseille):
    one = application(wave())
    zoe, yann = reader("zoe"), reader("yann")
    actions.declare_interest(application=one, nature="family", by=zoe, at=MONDAY)
    assert actions.assign(applications=[one], reader=zoe, **by_ines()) == []
    actions.draw_readers(wave=one.wave, seed="calanque", **by_ines())
    assert drawn() == [("V1-001", str(yann))]


def test_rules_send_themes_and_districts_to_people(marseille):
    one = wave()
    application(one, association("Nord", district_code="13215"), answers={"theme": "seniors"})
    application(one, association("Sud", district_code="13208"), answers={"theme": "sante"})
    actions.add_rule(group="theme", value="seniors", reader=reader("zoe"), **by_ines())
    actions.add_rule(group="district", value="13208", reader=reader("yann"), **by_ines())
    assert actions.apply_rules(wave=one, **by_ines()) == 2
    assert drawn() == [("V1-001", "Zoe"), ("V1-002", "Yann")]
    assert actions.apply_rules(wave=one, **by_ines()) == 0
