"""Futures written by hand: who comes to which wave, with which points and which request."""

import numpy as np

from rebond.waves.simulation.casting import Crowd, Future
from rebond.waves.simulation.scenario import Scenario, WavePlan


def crowd(*rows: tuple[int, int, int], floor: int = 0, cap: int = 30) -> Crowd:
    """Associations as (wave, points, request), all with the same floor and cap; ties go in the order written."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    alike = np.ones(len(rows), dtype=np.int64)
    return Crowd(columns[0], columns[1], columns[2], floor * alike, cap * alike, np.arange(len(rows)) / 1000)


def scenario(stock: int, *expected: int, **fields) -> Scenario:
    """Waves of associations that all have 10 points and ask 10, between no floor and a cap of 30."""
    waves = tuple(WavePlan(number, floor=0, cap=30, points=(10,), requests=(10,)) for number in expected)
    return Scenario("à la main", stock, waves, **{"forecast_error": 0} | fields)


def future(stock: int, *rows: tuple[int, int, int], phantoms: tuple[Crowd, ...] = (), **limits) -> Future:
    """A programme of two waves with exactly these associations."""
    who = crowd(*rows, **limits)
    expected = [int((who.wave == wave).sum()) for wave in (0, 1)]
    return Future(scenario(stock, *expected), who, phantoms or (crowd(), crowd()))
