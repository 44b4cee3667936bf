"""What holds for every problem, drawn at random: small numbers, many ties, full groups."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.allocation import parse_problem, solve, verify
from rebond.allocation.problem import KEYS
from tests.allocation.cases import nested_problems, plain, problems, with_applicant
from tests.allocation.naive import naive

few = settings(max_examples=40, deadline=None)
any_problem = st.one_of(problems(), nested_problems())


def unit_of(result):
    return {allocation.id: allocation.units for allocation in result.allocations}


def queues(keys=KEYS, **fixed):
    """The plain queue, whatever its key: no floor, no minimum, no quota."""
    return problems(rows=plain(6, **fixed), quotas=st.just([]), keys=keys)


@few
@given(any_problem)
def test_solver_agrees_with_one_ticket_at_a_time(case):
    units, removed = naive(case)
    result = solve(case)
    assert (unit_of(result), list(result.removed)) == (units, removed)


@few
@given(any_problem)
def test_verifier_accepts_what_the_solver_gives(case):
    assert verify(case, solve(case))


@few
@given(any_problem)
def test_verifier_rejects_every_move_of_one_unit(case):
    """From anybody to anybody else, to the stock, or out of it."""
    result = solve(case)
    places = range(len(result.allocations))
    moves = [(giver, taker) for giver in (None, *places) for taker in (None, *places) if giver != taker]
    for giver, taker in moves:
        assert not verify(case, moved(result, giver, taker))


def moved(result, giver, taker):
    rows = list(result.allocations)
    left = result.left + (taker is None) - (giver is None)
    for place, change in ((giver, -1), (taker, 1)):
        if place is not None:
            rows[place] = replace(rows[place], units=rows[place].units + change)
    return replace(result, allocations=tuple(rows), left=left)


@few
@given(any_problem)
def test_stock_caps_and_floors_hold(case):
    result = solve(case)
    assert 0 <= result.left == case.stock - sum(unit_of(result).values())
    for applicant in case.applicants:
        units = unit_of(result)[applicant.id]
        assert units == 0 or units >= applicant.minimum
        assert applicant.ceiling is None or units <= applicant.ceiling
        assert case.admission == "none" or units == 0 or units >= applicant.useful_lot


@few
@given(any_problem, st.randoms(use_true_random=False))
def test_order_of_the_input_changes_no_byte(case, random):
    given_in_disorder = case.as_dict()
    random.shuffle(given_in_disorder["applicants"])
    random.shuffle(given_in_disorder["quotas"])
    assert solve(parse_problem(given_in_disorder)).as_bytes() == solve(case).as_bytes()


@few
@given(queues(), st.data())
def test_asking_for_more_never_lowers_nor_raises_beyond_the_request(case, data):
    """Over-asking never pays: whoever was not granted in full receives the same for a larger request."""
    place = data.draw(st.integers(0, len(case.applicants) - 1))
    applicant = case.applicants[place]
    before = unit_of(solve(case))[applicant.id]
    if applicant.request is None or before == applicant.request:
        return
    asking_more = with_applicant(case, place, request=applicant.request + data.draw(st.integers(1, 9)))
    assert unit_of(solve(asking_more))[applicant.id] == before


@few
@given(queues(), st.data())
def test_more_points_never_cost_a_unit(case, data):
    place = data.draw(st.integers(0, len(case.applicants) - 1))
    applicant = case.applicants[place]
    richer = with_applicant(case, place, points=applicant.points + data.draw(st.integers(1, 9)))
    assert unit_of(solve(richer))[applicant.id] >= unit_of(solve(case))[applicant.id]


@few
@given(queues())
def test_more_stock_never_costs_anybody_a_unit(case):
    before, after = unit_of(solve(case)), unit_of(solve(replace(case, stock=case.stock + 1)))
    assert all(after[name] >= units for name, units in before.items())


@few
@given(queues(), st.data())
def test_departure_never_costs_the_others_a_unit(case, data):
    gone = data.draw(st.sampled_from(case.applicants))
    stayed = replace(case, applicants=tuple(each for each in case.applicants if each != gone))
    before = unit_of(solve(case))
    assert all(units >= before[name] for name, units in unit_of(solve(stayed)).items())


@few
@given(queues(), st.data())
def test_who_leaves_with_its_units_changes_nothing_for_the_others(case, data):
    """Consistency: the rest of the stock, shared again between the rest, gives each the same."""
    gone = data.draw(st.sampled_from(case.applicants))
    before = unit_of(solve(case))
    others = tuple(each for each in case.applicants if each.id != gone.id)
    after = unit_of(solve(replace(case, stock=case.stock - before.pop(gone.id), applicants=others)))
    assert after == before


@few
@given(any_problem)
def test_no_useful_unit_is_left(case):
    """While something is left, whoever waits for more stands before a quota that is full."""
    result = solve(case)
    units = unit_of(result)
    full = {
        quota.name
        for quota in case.quotas
        if quota.most == sum(units[each.id] for each in case.applicants if each.groups.get(quota.group) == quota.value)
    }
    for applicant in case.applicants:
        reason = result.by_id[applicant.id].reason
        groups = {f"{family}={value}" for family, value in applicant.groups.items()}
        waits = reason in ("stock", "quota") and units[applicant.id] != applicant.ceiling
        assert not waits or not result.left or groups & full


@few
@given(queues(received=st.just(0)), st.integers(0, 20))
def test_two_waves_give_what_one_would_have_given(case, first):
    """What was received counts in the key and lowers what is still asked."""
    first = min(first, case.stock)
    before = unit_of(solve(replace(case, stock=first)))
    rest = replace(
        case,
        stock=case.stock - first,
        applicants=tuple(
            replace(each, received=before[each.id], **left_to_ask(each, before)) for each in case.applicants
        ),
    )
    after = unit_of(solve(rest))
    assert {name: units + after[name] for name, units in before.items()} == unit_of(solve(case))


def left_to_ask(applicant, before):
    if applicant.ceiling is None:
        return {}
    return {"request": applicant.ceiling - before[applicant.id], "cap": None}


@few
@given(queues(keys=["leximin"], **{"class": st.just(0), "received": st.just(0)}))
def test_nobody_envies_more_than_one_unit(case):
    """Another's units, one taken off, are never more per point than one's own, unless one's own request is met."""
    units = unit_of(solve(case))
    for me in case.applicants:
        if me.ceiling is None or units[me.id] < me.ceiling:
            for other in case.applicants:
                assert (units[other.id] - 1) * me.weight <= units[me.id] * other.weight
