"""What the drawings show, in whole pixels."""

from fractions import Fraction

import pytest

from rebond.interface.charts import Share, bars, district_map, map_step, wave_tank

BASE = 24 + 280


def share(**changes) -> Share:
    return Share(**{"name": "Mots en Partage", "weight": 50, "requested": 20, "units": 10} | changes)


def test_wave_tank_widths_follow_points():
    wide, narrow = wave_tank([share(weight=60), share(weight=30)]).columns
    assert wide.width == 110  # as wide as a page can show
    assert narrow.width == 110
    wide, narrow = wave_tank([share(weight=60), share(weight=30)] + [share(weight=45)] * 20).columns[:2]
    assert (wide.width, narrow.width) == (39, 19)


def test_wave_tank_areas_follow_units():
    columns = wave_tank([share(weight=60, units=12), share(weight=30, units=12)] + [share(weight=45)] * 20).columns
    first, second = (column.width * column.water_height for column in columns[:2])
    assert first == pytest.approx(second, rel=0.06)


def test_wave_tank_level_meets_the_water_of_whoever_stands_at_it():
    tank = wave_tank([share(weight=50, units=10), share(weight=100, units=20, requested=40)], Fraction(1, 5))
    assert [column.water_y for column in tank.columns] == [tank.level_y, tank.level_y]


def test_wave_tank_glass_stops_at_the_cap_and_the_request_goes_on():
    column = wave_tank([share(requested=30, cap=15, units=10)]).columns[0]
    assert column.is_capped
    assert column.asked_height > column.glass_height > column.water_height


def test_wave_tank_glass_of_a_modest_request_has_no_cap_mark():
    column = wave_tank([share(requested=12, cap=30)]).columns[0]
    assert (column.is_capped, column.glass_height) == (False, column.asked_height)


def test_wave_tank_floor_is_part_of_the_water():
    column = wave_tank([share(floor=10, units=14)]).columns[0]
    assert column.water_y < column.floor_y < BASE
    assert column.floor_y + column.floor_height == BASE


def test_wave_tank_draws_no_floor_for_whoever_gets_nothing():
    column = wave_tank([share(floor=10, units=0), share(units=10)]).columns[0]
    assert (column.floor_height, column.water_height) == (0, 0)


def test_wave_tank_figures_keep_clear_of_the_level():
    tank = wave_tank([share(weight=100, units=20), share(weight=100, units=19, requested=19)], Fraction(1, 5))
    assert [column.figure_y for column in tank.columns] == [tank.level_y - 8, tank.level_y - 8]


def test_wave_tank_never_draws_above_its_top():
    tank = wave_tank([share(weight=1, requested=1000, units=3), share(weight=90, units=9)], Fraction(1, 10))
    assert min(column.asked_y for column in tank.columns) >= 24


def test_wave_tank_has_no_level_when_everybody_is_served():
    tank = wave_tank([share(requested=10)])
    assert (tank.level, tank.level_y, tank.units) == (None, None, 10)


def test_wave_tank_of_nobody_is_empty():
    tank = wave_tank([])
    assert (tank.columns, tank.units) == ((), 0)


def test_bars_are_parts_of_the_longest():
    assert [bar.percent for bar in bars([("Emploi", 200), ("Illettrisme", 50), ("Autre", 0)])] == [100, 25, 0]


def test_bars_keep_note_and_url():
    (bar,) = bars([("Emploi", 3, "vague 1", "/vagues/1/")])
    assert (bar.note, bar.url) == ("vague 1", "/vagues/1/")


def test_bars_of_zeros_are_empty():
    assert [bar.percent for bar in bars([("Emploi", 0)])] == [0]


@pytest.mark.parametrize(
    ("highest", "step"),
    [(0, 1), (5, 1), (6, 2), (10, 2), (11, 5), (50, 10), (60, 20), (101, 25), (486, 100), (1000, 200)],
)
def test_map_step_is_the_smallest_round_number_that_holds_all(highest, step):
    assert map_step(highest) == step


GEOMETRY = {
    "attribution": "IGN",
    "view_box": "0 0 520 400",
    "districts": [
        {"code": code, "name": code, "number": code[-2:], "path": "M0 0Z", "label_x": 10.4, "label_y": 20.6}
        for code in ("13201", "13202", "13203")
    ],
}


def test_district_map_shades_by_equal_steps():
    drawn = district_map(GEOMETRY, {"13201": 50, "13202": 11})
    assert [(place.code, place.value, place.level) for place in drawn.places] == [
        ("13201", 50, 5),
        ("13202", 11, 2),
        ("13203", 0, 0),
    ]


def test_district_map_legend_covers_every_value():
    drawn = district_map(GEOMETRY, {"13201": 42})
    assert [(step.low, step.high) for step in drawn.legend] == [(1, 10), (11, 20), (21, 30), (31, 40), (41, 50)]


def test_district_map_places_labels_on_whole_points():
    place = district_map(GEOMETRY, {}).places[0]
    assert (place.label_x, place.label_y) == (10, 21)
