"""The figures of an explanation lead to the rule's number, and say truly what the lottery did."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.allocation import parse_problem, solve
from rebond.waves.explanation import Account, Draw, lot_of
from tests.allocation.cases import plain, problem, problems

few = settings(max_examples=60, deadline=None)
LEVELS = ["leximin", "sainte-lague", "dhondt", "huntington-hill"]


def accounts(case):
    """The account of every applicant."""
    result = solve(case)
    return [Account(case, result, each, result.by_id[each.id]) for each in case.applicants]


def account(case, name) -> Account:
    return next(one for one in accounts(case) if one.applicant.id == name)


def workshop(*asked, stock, **rule):
    """Applicants A, B, C… by (points, request), with a floor of 10 and a cap of 20."""
    rows = [
        {"id": name, "points": points, "request": request, "floor": 10, "cap": 20}
        for name, (points, request) in zip("ABCDEF", asked, strict=False)
    ]
    return problem(stock, *rows, **rule)


@few
@given(problems(quotas=st.just([]), keys=LEVELS))
def test_level_times_points_leads_to_the_number_of_the_rule(case):
    followed = [(one.followed_by_hand, one.outcome.units) for one in accounts(case)]
    assert [pair for pair in followed if pair[0] is not None and pair[0] != pair[1]] == []


@pytest.mark.parametrize(
    ("key", "ceilings"),
    [("leximin", [5, 3, 2]), ("sainte-lague", [5, 3, 2]), ("dhondt", [5, 3, 1]), ("huntington-hill", [5, 3, 2])],
)
def test_the_ceiling_is_rounded_as_the_key_wants(key, ceilings):
    """Ten units for 3, 2 and 1 points: levels 3/2, 7/4, 2 and sqrt(3), worked by hand."""
    case = problem(10, {"id": "A", "points": 3}, {"id": "B", "points": 2}, {"id": "C", "points": 1}, key=key)
    assert [one.ceiling for one in accounts(case)] == ceilings


def test_who_stands_exactly_at_the_level_knows_whether_the_order_helped():
    """Level 1/10, two applicants of 10 points: the second unit of both stands exactly there, one is left."""
    first, second = sorted(
        accounts(problem(3, {"id": "A", "points": 10}, {"id": "B", "points": 10})), key=lambda one: one.place
    )
    assert (first.got_one_at_the_level, first.missed_one_at_the_level) == (True, False)
    assert (second.got_one_at_the_level, second.missed_one_at_the_level) == (False, True)
    assert (first.draw, second.draw) == (Draw(1, 2, 2, 1), Draw(2, 2, 2, 1))
    assert first.draw.mattered


@few
@given(problems())
def test_the_lot_is_the_one_that_the_engine_draws(case):
    order = sorted(accounts(case), key=lambda one: (-one.applicant.points, lot_of(case.seed, one.applicant.id)))
    assert [one.place for one in order] == list(range(1, len(order) + 1))


def test_the_lottery_between_equals_who_all_get_what_they_ask_changes_nothing():
    draw = account(problem(9, {"id": "A", "points": 5, "request": 2}, {"id": "B", "points": 5, "request": 2}), "A").draw
    assert (draw.equals, draw.mattered) == (2, False)


def test_nobody_is_drawn_against_who_has_other_points():
    assert account(problem(9, {"id": "A", "points": 5}, {"id": "B", "points": 4}), "A").draw is None


def test_a_given_order_leaves_no_lottery():
    rows = [{"id": name, "points": 5, "tie": tie} for tie, name in enumerate("AB")]
    assert account(problem(9, *rows), "A").draw is None


def test_the_lottery_may_decide_who_has_a_useful_lot():
    first, second = sorted(accounts(workshop((50, 20), (50, 20), stock=10)), key=lambda one: one.place)
    assert (first.outcome.units, first.draw) == (10, Draw(1, 2, 10, 0))
    assert (second.outcome.units, second.draw) == (0, Draw(2, 2, 10, 0))


def test_a_refused_lot_says_what_was_left_at_its_turn():
    """Case b: ten, ten, and five left for a lot of ten."""
    case = workshop((60, 20), (50, 20), (40, 20), (30, 4), stock=25)
    assert [one.left_at_its_turn for one in accounts(case)] == [None, None, 5, None]


@few
@given(problems(rows=plain(6, received=st.just(0)), quotas=st.just([]), keys=["leximin"]), st.integers(1, 6))
def test_what_was_left_at_a_turn_is_what_the_walk_left(case, floor):
    """Whoever was refused would have been granted a lot as large as what was left, had it asked for that."""
    case = parse_problem(
        replace(
            case, admission="rank", applicants=tuple(replace(each, floor=floor, cap=None) for each in case.applicants)
        ).as_dict()
    )
    for one in accounts(case):
        left = one.left_at_its_turn
        if left is not None:
            assert 0 <= left < one.useful_lot
            smaller = tuple(
                replace(each, floor=left, request=left) if each.id == one.applicant.id else each
                for each in case.applicants
            )
            assert solve(replace(case, applicants=smaller)).by_id[one.applicant.id].units == left


def test_classes_and_ranks_have_no_common_level():
    rows = [{"id": "A", "points": 5, "class": 1}, {"id": "B", "points": 5}]
    assert account(problem(3, *rows), "A").level is None
    assert account(problem(3, {"id": "A", "points": 5}, {"id": "B", "points": 4}, key="rank"), "B").level is None
