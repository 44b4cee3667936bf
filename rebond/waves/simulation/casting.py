"""One possible future: who comes to each wave, and who was made up to stand for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rebond.waves.simulation.scenario import Scenario, WavePlan

Column = npt.NDArray[np.int64]
LARGEST_QUANTILE = 99


@dataclass(frozen=True, slots=True)
class Crowd:
    """Associations as columns, one line each."""

    wave: Column
    points: Column
    request: Column
    floor: Column
    cap: Column
    lot: npt.NDArray[np.float64]  # the lottery: the smallest comes first between equals

    def __len__(self) -> int:
        return len(self.points)

    @property
    def ceiling(self) -> Column:
        """The most that each may have: its request, or its wave's cap when that is lower."""
        return np.minimum(self.request, self.cap)

    def of(self, lines: Any) -> Crowd:
        """Some of them: by places, by a mask, by a slice."""
        return Crowd(*(getattr(self, name)[lines] for name in self.__slots__))

    def and_also(self, *others: Crowd) -> Crowd:
        """These, then the others."""
        crowds = (self, *others)
        return Crowd(*(np.concatenate([getattr(crowd, name) for crowd in crowds]) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Future:
    """The associations in the order in which they come, and for each wave a list of phantoms as long as any policy
    may want: the one that keeps for n associations takes the first n."""

    scenario: Scenario
    crowd: Crowd
    phantoms: tuple[Crowd, ...]


def draw_future(scenario: Scenario, seed: int, replication: int) -> Future:
    """The same future for the same scenario, seed and number, whatever was drawn before.

    Each replication has its own child of the seed (numpy's SeedSequence), so that neither the number of replications
    nor the way they are batched moves a figure. Every policy meets the same futures.
    """
    chance = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(replication,))))
    waves = range(len(scenario.waves))
    numbers = [scenario.number_in(wave, float(chance.standard_normal())) for wave in waves]
    crowds = [draw_crowd(chance, scenario.waves[wave], wave, numbers[wave]) for wave in waves]
    longest = [scenario.forecast_of(wave, LARGEST_QUANTILE) for wave in waves]
    phantoms = [draw_crowd(chance, scenario.waves[wave], wave, longest[wave]) for wave in waves]
    return Future(scenario, crowds[0].and_also(*crowds[1:]), tuple(phantoms))


def draw_crowd(chance: np.random.Generator, plan: WavePlan, wave: int, number: int) -> Crowd:
    """So many associations of a wave, each with points and a request of the plan, drawn apart."""

    def alike(value: int) -> Column:
        return np.full(number, value, dtype=np.int64)

    return Crowd(
        wave=alike(wave),
        points=chance.choice(np.array(plan.points, dtype=np.int64), number),
        request=chance.choice(np.array(plan.requests, dtype=np.int64), number),
        floor=alike(plan.floor),
        cap=alike(plan.cap),
        lot=chance.random(number),
    )
