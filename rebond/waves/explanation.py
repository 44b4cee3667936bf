"""What the rule did with one application: the facts, which `steps` puts into words.

Of the other applications it tells how many there are, and nothing else.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from math import ceil, isqrt

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.allocation import Allocation as Outcome
from rebond.allocation import Applicant, Problem, Result, solve
from rebond.allocation.sentences import why
from rebond.applications.reviews.access import reads_blind
from rebond.applications.reviews.blind import veil
from rebond.interface.charts import Share, Tank, wave_tank
from rebond.waves.models import Allocation
from rebond.waves.sheet import DEFAULT_ORDER, Line, Sheet, level_of, sheet_of, sorted_lines

# Unit number n of an application of weight w stands at (n - shift) / w, by key. A key without levels is not here.
SHIFTS = {"leximin": Fraction(1), "sainte-lague": Fraction(1, 2), "dhondt": Fraction(0)}
GEOMETRIC = "huntington-hill"
FIRST, LAST = b"", b"\xff" * 33  # a lot before, a lot after every one that SHA-256 can draw


@dataclass(frozen=True)
class Draw:
    """Where the lottery put an application among those with as many points, and what either end would have given."""

    place: int
    equals: int
    if_first: int
    if_last: int

    @property
    def mattered(self) -> bool:
        return self.if_first != self.if_last


@dataclass(frozen=True)
class Account:
    """The rule applied to one applicant of a problem, in figures that a reader can follow by hand."""

    problem: Problem
    result: Result
    applicant: Applicant
    outcome: Outcome

    @property
    def place(self) -> int:
        """The place in the order: points first, then the lottery."""
        return self.outcome.tie + 1

    @property
    def applications(self) -> int:
        return len(self.result.allocations)

    @property
    def limit(self) -> str:
        """What kept the application from more: the name of its sentence in `allocation.sentences`."""
        return why(self.outcome, self.applicant, self.problem)

    @property
    def is_admitted(self) -> bool:
        """Whether it took part in the queue."""
        return self.outcome.reason not in ("floor-did-not-fit", "not-admitted", "below-minimum")

    @property
    def useful_lot(self) -> int:
        """What was granted, or refused, as a whole before the queue."""
        return self.applicant.useful_lot if self.problem.admission != "none" else 0

    @property
    def left_at_its_turn(self) -> int | None:
        """What the stock still held when a useful lot was refused; None where more than the stock counted."""
        if self.limit != "floor-did-not-fit" or self.problem.quotas or self.result.removed or self.result.reserved:
            return None
        units = self.result.by_id
        turns = {each.id: turn_of(each, units[each.id], self.problem) for each in self.problem.applicants}
        before = (each for each in self.problem.applicants if turns[each.id] < turns[self.applicant.id])
        return self.problem.stock - sum(each.useful_lot for each in before if units[each.id].units)

    @property
    def has_common_queue(self) -> bool:
        """Whether all are served together, by units per point: no classes, no strict rank."""
        classes = {each.priority for each in self.problem.applicants}
        return len(classes) == 1 and self.problem.key in (*SHIFTS, GEOMETRIC)

    @property
    def level(self) -> Fraction | float | None:
        """The common level; None where nobody was refused for want of stock, or where it is not this one's."""
        return level_of(self.result) if self.is_admitted and self.has_common_queue else None

    @property
    def per_hundred(self) -> float | None:
        """The level as people count: units for 100 points."""
        return None if self.level is None else float(100 * self.level)

    @property
    def product(self) -> Fraction | float | None:
        """The level times the weight."""
        return None if self.level is None else self.level * self.applicant.weight

    @property
    def ceiling(self) -> int | None:
        """The product rounded to whole units: what everybody reaches below the level, earlier waves included."""
        if self.product is None:
            return None
        if self.problem.key == GEOMETRIC:
            root = Fraction(str(self.result.level).removeprefix("sqrt(").removesuffix(")"))
            return units_below_root(root * self.applicant.weight**2)
        return max(0, ceil(self.product + SHIFTS[self.problem.key]) - 1)

    @property
    def share(self) -> int | None:
        """The ceiling less what earlier waves gave."""
        return None if self.ceiling is None else max(0, self.ceiling - self.applicant.received)

    @property
    def got_one_at_the_level(self) -> bool:
        """Whether its last unit stands exactly at the level: the order of points, then the lottery, gave it."""
        has_level = self.level is not None and self.outcome.units > self.useful_lot
        return has_level and self.outcome.last_level == self.result.level

    @property
    def missed_one_at_the_level(self) -> bool:
        """Whether its next unit stands exactly at the level: the order gave it to others."""
        return self.level is not None and self.outcome.next_level == self.result.level

    @property
    def followed_by_hand(self) -> int | None:
        """The units that the figures above lead to; None where they alone do not decide."""
        if self.share is None or self.outcome.reason == "quota":
            return None
        reached = max(self.useful_lot, self.share + self.got_one_at_the_level)
        return reached if self.applicant.ceiling is None else min(reached, self.applicant.ceiling)

    @cached_property
    def draw(self) -> Draw | None:
        """What the lottery did; None where nobody else has as many points, or where another order replaced it."""
        seed, me = self.problem.seed, self.applicant
        if seed is None or any(each.tie is not None for each in self.problem.applicants):
            return None
        equals = [each.id for each in self.problem.applicants if each.points == me.points]
        if len(equals) == 1:
            return None
        lots = {name: lot_of(seed, name) for name in equals}
        return Draw(
            place=1 + sum(lot < lots[me.id] for lot in lots.values()),
            equals=len(equals),
            if_first=self.units_had_it_drawn(FIRST),
            if_last=self.units_had_it_drawn(LAST),
        )

    def units_had_it_drawn(self, lot: bytes) -> int:
        """What the rule gives to this application with another lot, everything else unchanged."""
        seed, me = self.problem.seed or "", self.applicant.id
        lots = {each.id: lot if each.id == me else lot_of(seed, each.id) for each in self.problem.applicants}
        order = sorted(self.problem.applicants, key=lambda each: (-each.points, lots[each.id]))
        placed = [replace(each, tie=place) for place, each in enumerate(order)]
        again = replace(self.problem, seed=None, applicants=tuple(sorted(placed, key=lambda each: each.id)))
        return solve(again).by_id[me].units


def lot_of(seed: str, name: str) -> bytes:
    """The lot that an application draws, as everybody can redo it; the smallest comes first."""
    return sha256(f"{seed}\0{name}".encode()).digest()


def turn_of(applicant: Applicant, outcome: Outcome, problem: Problem) -> tuple[int, int, int]:
    """When useful lots are walked through: class, never served before first, tie order; or the smallest lot first."""
    if problem.admission == "max-served":
        return applicant.useful_lot, 0, outcome.tie
    return applicant.priority, int(applicant.received > 0), outcome.tie


def units_below_root(square: Fraction) -> int:
    """How many units n have sqrt(n (n - 1)) below the root of a number."""
    units = 2 + isqrt(ceil(square))
    while units and units * (units - 1) >= square:
        units -= 1
    return units


@dataclass(frozen=True)
class Explanation:
    """All that decided for one application, as article R311-3-1-2 of the CRPA wants it told."""

    sheet: Sheet
    line: Line

    @cached_property
    def account(self) -> Account:
        return Account(self.sheet.problem, self.sheet.result, self.line.applicant, self.line.outcome)

    @property
    def tank(self) -> Tank:
        """The wave as water: the application's own column first and named, the others by points, without a name."""
        others = [line for line in sorted_lines(self.sheet, DEFAULT_ORDER) if line is not self.line]
        return wave_tank(
            [share_of(self.line, is_named=True), *(share_of(line, is_named=False) for line in others)],
            self.sheet.level,
        )


def share_of(line: Line, *, is_named: bool) -> Share:
    return Share(
        name=line.association if is_named else "",
        weight=line.applicant.weight,
        requested=line.applicant.request or 0,
        units=line.allocation.units,
        floor=line.applicant.useful_lot,
        cap=line.applicant.cap,
        label=_("Vous") if is_named else "",
        is_named=is_named,
    )


def explanation_of(allocation: Allocation, viewer: User | None = None) -> Explanation:
    """What the rule did with one application, as the viewer may read it."""
    if viewer is not None and reads_blind(viewer, allocation.proposal.wave):
        veil(allocation.application)
    sheet = sheet_of(allocation.proposal, viewer)
    return Explanation(sheet, next(line for line in sheet.lines if line.allocation.pk == allocation.pk))
