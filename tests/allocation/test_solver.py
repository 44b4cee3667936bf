"""The rule, on cases small enough to do by hand."""

from rebond.allocation import solve
from tests.allocation.cases import problem


def units(result):
    return [allocation.units for allocation in result.allocations]


def reasons(result):
    return [allocation.reason for allocation in result.allocations]


def equals(count, **fields):
    """So many applicants of 10 points, in the tie order of their ids."""
    return [{"id": f"A{place}", "points": 10, "tie": place, **fields} for place in range(count)]


def test_everybody_is_filled_to_the_same_level():
    """Case a of the document: the first refused ticket is the second applicant's fourth."""
    result = solve(
        problem(
            10,
            {"id": "A", "points": 3, "request": 10},
            {"id": "B", "points": 2, "request": 10},
            {"id": "C", "points": 1, "request": 2},
        )
    )
    assert units(result) == [5, 3, 2]
    assert (result.level, result.left) == ("3/2", 0)
    assert reasons(result) == ["stock", "stock", "granted-in-full"]


def test_useful_lots_are_granted_whole_or_not_at_all():
    """Case b of the document: ten, ten, a refusal, a floor lowered to its request; one unit goes to the queue."""
    lots = {"floor": 10, "cap": 20}
    result = solve(
        problem(
            25,
            {"id": "A", "points": 60, "request": 20, **lots},
            {"id": "B", "points": 50, "request": 20, **lots},
            {"id": "C", "points": 40, "request": 20, **lots},
            {"id": "D", "points": 30, "request": 4, **lots},
        )
    )
    assert units(result) == [11, 10, 0, 4]
    assert reasons(result) == ["stock", "stock", "floor-did-not-fit", "granted-in-full"]
    assert result.by_id["A"].last_level == "1/6"


def test_quotas_that_cross_refuse_only_what_came_later():
    """Case c of the document."""
    applicants = [
        {"id": f"A{place}", "points": 10, "request": 3, "tie": place, "groups": {"district": district, "theme": theme}}
        for place, (district, theme) in enumerate([("D1", "T1"), ("D1", "T2"), ("D2", "T1"), ("D2", "T2")])
    ]
    quotas = [{"group": "district", "value": "D1", "max": 3}, {"group": "theme", "value": "T1", "max": 3}]
    result = solve(problem(6, *applicants, quotas=quotas))
    assert units(result) == [2, 1, 1, 2]
    assert [allocation.binding for allocation in result.allocations] == ["stock", "district=D1", "theme=T1", "stock"]


def test_explanation_gives_levels_and_the_points_for_one_more():
    allocation = solve(
        problem(10, {"id": "A", "points": 3}, {"id": "B", "points": 2, "request": 10}, {"id": "C", "points": 1})
    ).by_id["B"]
    assert (allocation.units, allocation.last_level, allocation.next_level) == (3, "1", "3/2")
    assert (allocation.binding, allocation.points_for_one_more, allocation.tie) == ("stock", 3, 1)


def test_size_weighs_as_points_do():
    assert units(solve(problem(9, {"id": "A", "points": 2, "size": 2}, {"id": "B", "points": 5}))) == [4, 5]


def test_received_units_count_in_the_level():
    assert units(solve(problem(6, *equals(1, received=4), {"id": "B", "points": 10, "tie": 1}))) == [1, 5]


def test_earlier_waves_count_towards_the_floor():
    served, new = {"id": "A", "points": 9, "received": 6, "floor": 10}, {"id": "B", "points": 1, "floor": 10}
    assert units(solve(problem(14, served, new))) == [4, 10]


def test_never_served_before_comes_first_in_the_walk_of_floors():
    served, new = {"id": "A", "points": 9, "received": 1, "floor": 10}, {"id": "B", "points": 1, "floor": 10}
    assert units(solve(problem(10, served, new))) == [0, 10]


def test_lower_class_is_served_before_any_key():
    assert units(solve(problem(7, {"id": "A", "points": 9, "class": 1}, {"id": "B", "points": 1, "request": 5}))) == [
        2,
        5,
    ]


def test_tie_order_is_points_then_lottery():
    twins = [{"id": name, "points": 10} for name in ("A", "B", "C")]
    drawn = solve(problem(1, *twins, seed="vague-2"))
    # SHA-256("vague-2", 0, id) starts with f5 for A, d0 for B, bf for C
    assert [allocation.tie for allocation in drawn.allocations] == [2, 1, 0]
    assert units(drawn) == [0, 0, 1]


def test_given_tie_order_replaces_points():
    small, large = {"id": "A", "points": 9, "tie": 1}, {"id": "B", "points": 1, "tie": 0}
    assert units(solve(problem(1, small, large))) == [0, 1]


def test_keys_of_the_same_queue_differ_only_in_their_order():
    """Three parties of 53, 24 and 23 votes and seven seats: the divisor methods disagree as textbooks say."""
    votes = [{"id": "A", "points": 53}, {"id": "B", "points": 24}, {"id": "C", "points": 23}]
    shares = {
        key: units(solve(problem(7, *votes, key=key)))
        for key in ("leximin", "sainte-lague", "dhondt", "huntington-hill", "rank")
    }
    assert shares == {
        "leximin": [3, 2, 2],
        "sainte-lague": [3, 2, 2],
        "dhondt": [4, 2, 1],
        "huntington-hill": [3, 2, 2],
        "rank": [7, 0, 0],
    }


def test_levels_are_published_as_each_key_writes_them():
    pair = [{"id": "A", "points": 6}, {"id": "B", "points": 6}]
    levels = {
        key: solve(problem(4, *pair, key=key)).level for key in ("leximin", "sainte-lague", "dhondt", "huntington-hill")
    }
    assert levels == {"leximin": "1/3", "sainte-lague": "5/12", "dhondt": "1/2", "huntington-hill": "sqrt(1/6)"}
    assert solve(problem(4, *pair, key="rank")).level is None


def test_rank_stop_ends_the_walk_at_the_first_refusal():
    lots = [{"id": name, "points": points, "floor": floor} for name, points, floor in (("A", 9, 6), ("B", 8, 6))]
    last = {"id": "C", "points": 7, "floor": 2}
    open_ended = {"id": "D", "points": 6}
    assert units(solve(problem(9, *lots, last, open_ended))) == [6, 0, 2, 1]
    stopped = solve(problem(9, *lots, last, open_ended, admission="rank-stop"))
    assert units(stopped) == [6, 0, 0, 3]
    assert reasons(stopped) == ["stock", "floor-did-not-fit", "not-admitted", "stock"]


def test_max_served_starts_with_the_smallest_lot():
    lots = [
        {"id": "A", "points": 9, "floor": 8},
        {"id": "B", "points": 1, "floor": 4},
        {"id": "C", "points": 1, "floor": 4},
    ]
    assert units(solve(problem(8, *lots, admission="max-served"))) == [0, 4, 4]


def test_no_admission_ignores_floors():
    assert units(solve(problem(5, *equals(2, floor=4), admission="none"))) == [3, 2]


def test_opt_out_leaves_its_units_to_the_others():
    result = solve(
        problem(
            6,
            {"id": "A", "points": 10},
            {"id": "B", "points": 10, "minimum": 3},
            {"id": "C", "points": 5, "minimum": 4},
        )
    )
    assert units(result) == [3, 3, 0]
    assert (result.removed, result.by_id["C"].reason) == (("C",), "below-minimum")


def test_guaranteed_minimum_goes_before_the_queue():
    strong, weak = {"id": "A", "points": 9}, {"id": "B", "points": 1, "groups": {"size": "small"}}
    guarantee = [{"group": "size", "value": "small", "min": 4}]
    result = solve(problem(10, strong, weak, quotas=guarantee))
    assert units(result) == [6, 4]
    assert (result.by_id["A"].binding, result.by_id["A"].points_for_one_more) == ("stock", None)


def test_guaranteed_minimum_is_softened_to_what_its_members_can_take():
    strong = {"id": "A", "points": 9}
    weak = {"id": "B", "points": 1, "request": 2, "groups": {"size": "small"}}
    assert units(solve(problem(10, strong, weak, quotas=[{"group": "size", "value": "small", "min": 400}]))) == [8, 2]


def test_floor_leaves_what_guaranteed_minimums_lack():
    big, small = {"id": "A", "points": 9, "floor": 8}, {"id": "B", "points": 1, "groups": {"size": "small"}}
    result = solve(problem(10, big, small, quotas=[{"group": "size", "value": "small", "min": 4}]))
    assert units(result) == [0, 10]
    assert (result.by_id["A"].reason, result.by_id["A"].binding) == ("floor-did-not-fit", "stock")


def test_phantoms_keep_units_for_later_waves():
    result = solve(problem(9, {"id": "A", "points": 10}, {"id": "Z", "points": 5, "phantom": True}))
    assert [(reserve.id, reserve.units) for reserve in result.reserved] == [("Z", 3)]
    assert units(result) == [6]


def test_own_cap_below_own_request_is_the_wave_cap():
    allocation = solve(problem(9, {"id": "A", "points": 10, "request": 8, "cap": 5})).by_id["A"]
    assert (allocation.units, allocation.reason, allocation.binding) == (5, "wave-cap", "cap")


def test_nothing_asked_and_nothing_in_stock_are_answers():
    assert reasons(solve(problem(5, {"id": "A", "points": 1, "request": 0}))) == ["granted-in-full"]
    assert reasons(solve(problem(0, {"id": "A", "points": 1}))) == ["stock"]
    assert units(solve(problem(5))) == []


def test_numbers_beyond_floating_point_stay_exact():
    """Two keys that float64 cannot tell apart: (2^52 + 1) / (2^52 + 3) and (2^52 - 1) / (2^52 + 1)."""
    near = 2**52
    result = solve(
        problem(
            1,
            {"id": "A", "points": near + 3, "received": near + 1, "tie": 0},
            {"id": "B", "points": near + 1, "received": near - 1, "tie": 1},
        )
    )
    assert units(result) == [0, 1]


def test_huge_stock_is_shared_without_counting_tickets():
    result = solve(problem(2**53 - 1, {"id": "A", "points": 2}, {"id": "B", "points": 1}))
    assert (sum(units(result)), units(result)[1]) == (2**53 - 1, (2**53 - 1) // 3)
