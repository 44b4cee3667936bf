"""What a city may do with later waves in mind: nothing, fixed tranches, or made-up applicants in the queue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from rebond.waves.simulation.casting import LARGEST_QUANTILE, Column, Crowd, Future
from rebond.waves.simulation.refusal import Refusal
from rebond.waves.simulation.scenario import MOST_UNITS, Scenario
from rebond.waves.simulation.sharing import units_by_the_rule

SETTLEMENT = "+settlement"
LONGEST_CODE = 120


class Reserve(Protocol):
    """How one wave is shared while others are still to come."""

    @property
    def code(self) -> str: ...

    def share(self, future: Future, wave: int, crowd: Crowd, left: int) -> Column:
        """The units of each association of the wave, out of what is left of the stock."""


@dataclass(frozen=True, slots=True)
class FirstCome:
    """No rule: whoever comes is given what it asks, within the cap, until nothing is left."""

    code: str = "first-come"

    def share(self, future: Future, wave: int, crowd: Crowd, left: int) -> Column:
        before = np.cumsum(crowd.ceiling) - crowd.ceiling
        return np.asarray(np.clip(left - before, 0, crowd.ceiling))


@dataclass(frozen=True, slots=True)
class NoReserve:
    """The rule, wave by wave, each with all that is left: nothing is kept for who comes later."""

    code: str = "no-reserve"

    def share(self, future: Future, wave: int, crowd: Crowd, left: int) -> Column:
        return units_by_the_rule(left, crowd)


@dataclass(frozen=True, slots=True)
class Tranches:
    """The stock is cut beforehand: each wave shares its tranche and leaves what it does not use."""

    sizes: tuple[int, ...]

    @property
    def code(self) -> str:
        return "tranches=" + "-".join(map(str, self.sizes))

    def share(self, future: Future, wave: int, crowd: Crowd, left: int) -> Column:
        return units_by_the_rule(min(left, self.sizes[wave]), crowd)


@dataclass(frozen=True, slots=True)
class Phantoms:
    """Made-up applicants stand in the queue for those of the waves to come, as many as the forecast expects not to be
    passed with `quantile` chances in 100. What they take is kept; the next wave starts from there."""

    quantile: int

    @property
    def code(self) -> str:
        return f"q{self.quantile}"

    def share(self, future: Future, wave: int, crowd: Crowd, left: int) -> Column:
        later = range(wave + 1, len(future.phantoms))
        kept_for = [future.phantoms[one].of(slice(future.scenario.forecast_of(one, self.quantile))) for one in later]
        return units_by_the_rule(left, crowd.and_also(*kept_for))[: len(crowd)]


@dataclass(frozen=True, slots=True)
class Policy:
    """A reserve, and whether a settlement follows: once all waves are over, the same queue shares what is left among
    all, what each has received counted."""

    reserve: Reserve
    settlement: bool = False

    @property
    def code(self) -> str:
        return self.reserve.code + (SETTLEMENT if self.settlement else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What each association has in the end, and how many of these units came with the settlement only."""

    units: Column
    late: int


def play(policy: Policy, future: Future) -> Outcome:
    """Live through the waves in turn, then settle where the policy says so."""
    crowd, left = future.crowd, future.scenario.stock
    units = np.zeros(len(crowd), dtype=np.int64)
    for wave in range(len(future.scenario.waves)):
        here = np.flatnonzero(crowd.wave == wave)
        units[here] = policy.reserve.share(future, wave, crowd.of(here), left)
        left -= int(units[here].sum())
    if not policy.settlement:
        return Outcome(units, 0)
    more = units_by_the_rule(left, crowd, received=units)
    return Outcome(units + more, int(more.sum()))


def read_policy(code: str, scenario: Scenario) -> Policy:
    """`first-come`, `no-reserve`, `tranches` (in proportion to the expected demand), `tranches=486-400-114`, `q80`,
    `q95` or another quantile; each with or without `+settlement`. Raises Refusal."""
    if len(code) > LONGEST_CODE:
        raise Refusal("unknown-policy", value=code[:40] + "…")
    name = code.removesuffix(SETTLEMENT)
    settlement = name != code
    if name == "first-come":
        return Policy(FirstCome(), settlement)
    if name == "no-reserve":
        return Policy(NoReserve(), settlement)
    if name == "tranches":
        return Policy(Tranches(proportional_tranches(scenario)), settlement)
    if sizes := re.fullmatch(r"tranches=([0-9]{1,6}(?:-[0-9]{1,6})*)", name):
        return Policy(read_tranches(sizes[1], scenario), settlement)
    if quantile := re.fullmatch(r"q([0-9]{2})", name):
        return Policy(read_quantile(int(quantile[1])), settlement)
    raise Refusal("unknown-policy", value=code)


def read_tranches(text: str, scenario: Scenario) -> Tranches:
    sizes = tuple(int(size) for size in text.split("-"))
    if len(sizes) != len(scenario.waves):
        raise Refusal("tranches-and-waves", value=text, tranches=len(sizes), waves=len(scenario.waves))
    if sum(sizes) > min(scenario.stock, MOST_UNITS):
        raise Refusal("tranches-exceed-stock", value=text, total=sum(sizes), stock=scenario.stock)
    return Tranches(sizes)


def read_quantile(quantile: int) -> Phantoms:
    if not 1 <= quantile <= LARGEST_QUANTILE:
        raise Refusal("bad-quantile", value=quantile, largest=LARGEST_QUANTILE)
    return Phantoms(quantile)


def proportional_tranches(scenario: Scenario) -> tuple[int, ...]:
    """The stock cut like the expected demand of each wave; the units lost by rounding down go to the first waves."""
    demands = [plan.demand for plan in scenario.waves]
    whole = sum(demands)
    if whole == 0:
        return (scenario.stock, *(0 for _ in demands[1:]))
    sizes = [int(scenario.stock * demand / whole) for demand in demands]
    lost = scenario.stock - sum(sizes)
    return tuple(size + (wave < lost) for wave, size in enumerate(sizes))


CITY_TRANCHES = "486-400-114"  # how the Marseille programme cut its 1,000 computers


def default_policies(scenario: Scenario) -> tuple[Policy, ...]:
    """What is compared where nobody says otherwise; the city's own tranches where they fit the scenario."""
    sizes = [int(size) for size in CITY_TRANCHES.split("-")]
    fits = len(sizes) == len(scenario.waves) and sum(sizes) == scenario.stock
    tranches = f"tranches={CITY_TRANCHES}" if fits else "tranches"
    codes = ("first-come", "no-reserve", f"{tranches}+settlement", "q80", "q80+settlement", "q95+settlement")
    return tuple(read_policy(code, scenario) for code in codes)


def check_policies(policies: Sequence[Policy]) -> None:
    """Some, each once. Raises Refusal."""
    codes = [policy.code for policy in policies]
    for code in codes:
        if codes.count(code) > 1:
            raise Refusal("policy-twice", value=code)
    if not codes:
        raise Refusal("no-policy")
