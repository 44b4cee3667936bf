"""The worked example of the public page: four made-up associations, shared by the engine itself.

Nothing here is a result: the case is frozen, everything else is asked of the engine.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import pairwise

from rebond.allocation import Applicant, Problem, Result, solve
from rebond.interface.charts import Share, Tank, wave_tank
from rebond.waves.explanation import Account

FLOOR, CAP = 4, 12
CASE = Problem(
    stock=25,
    seed="exemple",
    applicants=tuple(
        Applicant(name, points=points, request=request, floor=FLOOR, cap=CAP)
        for name, points, request in (
            ("La Criée", 40, 12),
            ("Le Cabanon", 20, 6),
            ("Le Phare", 50, 10),
            ("Les Alizés", 40, 12),
        )
    ),
)
MUCH = 40
TANK_WIDTH = 160


@dataclass(frozen=True)
class Part:
    """What one association of the example gets, and the figures that lead there."""

    account: Account
    after_floors: int

    @property
    def name(self) -> str:
        return self.account.applicant.id

    @property
    def product(self) -> float:
        return float(self.account.product or 0)

    @property
    def units(self) -> int:
        return self.account.outcome.units

    @property
    def keeps_its_lot(self) -> bool:
        """Whether the useful lot is more than the share at the common level."""
        return self.account.useful_lot > (self.account.ceiling or 0)


@dataclass(frozen=True)
class Example:
    """The case before and after the queue, its parts by points, who was given each computer, and two what-ifs."""

    case: Problem
    result: Result
    parts: list[Part]
    floors: int
    turns: list[str]
    floors_tank: Tank
    tank: Tank
    much: int
    asking_much: int

    @property
    def first(self) -> Part:
        """The association with most points."""
        return self.parts[0]

    @property
    def lifted(self) -> Part:
        """The one whose useful lot exceeds its share."""
        return next(part for part in self.parts if part.keeps_its_lot)

    @property
    def winner(self) -> Part:
        """Of the two with as many points, exactly at the level, the one that the lottery served."""
        return next(part for part in self.parts if part.account.got_one_at_the_level)

    @property
    def loser(self) -> Part:
        return next(part for part in self.parts if part.account.missed_one_at_the_level)

    @property
    def level(self) -> int:
        """Computers for 100 points."""
        return int(100 * Fraction(self.result.level or 0))

    @property
    def queued(self) -> int:
        """How many computers the queue gave, after the useful lots."""
        return self.case.stock - self.floors


@cache
def worked_example() -> Example:
    """Solve the case, and again for each stock from the useful lots on: so one sees who gets each computer."""
    result = solve(CASE)
    floors = sum(each.useful_lot for each in CASE.applicants)
    shared = [solve(replace(CASE, stock=stock)) for stock in range(floors, CASE.stock + 1)]
    order = sorted(CASE.applicants, key=lambda each: result.by_id[each.id].tie)
    return Example(
        case=CASE,
        result=result,
        parts=[Part(Account(CASE, result, each, result.by_id[each.id]), each.useful_lot) for each in order],
        floors=floors,
        turns=[gainer(before, after) for before, after in pairwise(shared)],
        floors_tank=tank_of(order, shared[0], level=False),
        tank=tank_of(order, result, level=True),
        much=MUCH,
        asking_much=units_if_it_asked(order[0], MUCH),
    )


def gainer(before: Result, after: Result) -> str:
    """Who has one computer more."""
    return next(one.id for one in after.allocations if one.units > before.by_id[one.id].units)


def units_if_it_asked(applicant: Applicant, request: int) -> int:
    others = tuple(each for each in CASE.applicants if each != applicant)
    asking = (replace(applicant, request=request, cap=request), *others)
    case = replace(CASE, applicants=tuple(sorted(asking, key=lambda each: each.id)))
    return solve(case).by_id[applicant.id].units


def tank_of(order: list[Applicant], result: Result, *, level: bool) -> Tank:
    shares = [
        Share(
            name=each.id,
            weight=each.weight,
            requested=each.request or 0,
            units=result.by_id[each.id].units,
            floor=each.useful_lot,
            cap=each.cap,
            label=str(place),
        )
        for place, each in enumerate(order, start=1)
    ]
    reached = Account(CASE, result, order[0], result.by_id[order[0].id]).level if level else None
    return wave_tank(shares, reached, TANK_WIDTH)
