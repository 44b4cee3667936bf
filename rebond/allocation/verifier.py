"""Check a result without the solver: bounds, sums, floors replayed, and one test per refused ticket.

Nothing here fills anything up. Exactly one allocation passes: if two did, take the first ticket of the queue on which
they differ; the one that refuses it needs a group full of earlier tickets, which the other holds as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from heapq import heapify, heappop, heapreplace
from itertools import pairwise
from math import inf
from typing import Any

from rebond.allocation import words
from rebond.allocation.problem import LARGEST, Applicant, Problem, canonical_bytes, parse_problem
from rebond.allocation.result import Allocation, Result, parse_result

Ticket = tuple[Any, ...]  # sorts as the queue does
Granted = tuple[Ticket, int]  # a ticket and its owner


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or the first thing that does not hold."""

    code: str = ""
    facts: Mapping[str, object] | None = None

    def __bool__(self) -> bool:
        return not self.code

    def sentence(self, lang: str = "fr") -> str:
        return words.verdict(self.code, self.facts or {}, lang)


class Wrong(Exception):
    """Something in the result does not follow from the problem."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.verdict = Verdict(code, facts)


def verify(
    problem: Problem | str | bytes | Mapping[str, Any], result: Result | str | bytes | Mapping[str, Any]
) -> Verdict:
    """Is this the one result that the rule gives to this problem? Raises Nonsense when either cannot be read."""
    case, answer = parse_problem(problem), parse_result(result)
    try:
        check(case, answer)
    except Wrong as wrong:
        return wrong.verdict
    return Verdict()


def check(problem: Problem, result: Result) -> None:
    require(result.problem_sha256 == sha256(canonical_bytes(problem)).hexdigest(), "another-problem")
    ledger = Ledger(problem)
    units = units_by_applicant(problem, result)
    require(result.left == problem.stock - sum(units), "left", left=result.left, expected=problem.stock - sum(units))
    removed = check_opt_outs(ledger, result)
    for place, applicant in enumerate(ledger.applicants):
        useful = units[place] == 0 or units[place] >= applicant.minimum
        require(useful, "opt-out-missing", id=applicant.id)
    certificate = Certificate(ledger, removed, units)
    certificate.check_units()
    certificate.check_words(result)


def require(holds: bool, code: str, **facts: object) -> None:
    if not holds:
        raise Wrong(code, **facts)


def units_by_applicant(problem: Problem, result: Result) -> list[int]:
    """Everybody once: real applicants under `allocations`, phantoms under `reserved`."""
    for listed, expected in (
        ([row.id for row in result.allocations], [each.id for each in problem.applicants if not each.phantom]),
        ([row.id for row in result.reserved], [each.id for each in problem.applicants if each.phantom]),
    ):
        require(listed == expected, "not-everybody-once")
    given = {row.id: row.units for row in result.allocations} | {row.id: row.units for row in result.reserved}
    return [given[applicant.id] for applicant in problem.applicants]


class Ledger:
    """The problem read again, plainly: tie order, tickets, the groups of each applicant."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.applicants = problem.applicants
        self.turns = [turn_of(problem, applicant) for applicant in problem.applicants]
        self.tie = places_in_order(self.turns)
        self.limit = [limit_of(applicant, problem.stock) for applicant in problem.applicants]
        self.members = member_lists(problem)
        self.most = [problem.stock, *(quota.most for quota in problem.quotas)]
        self.least = [0, *(quota.least for quota in problem.quotas)]
        self.names = ["stock", *(quota.name for quota in problem.quotas)]
        self.smallest_first = sorted(range(1, len(self.members)), key=self.size)
        self.smallest_first.append(0)
        self.paths: list[list[int]] = [[] for _ in problem.applicants]
        for group in self.smallest_first:
            for place in self.members[group]:
                self.paths[place].append(group)
        self.guaranteed = any(self.least)
        self.may_leave = any(applicant.minimum > 1 for applicant in problem.applicants)
        self.around = {inner: outer for path in self.paths for inner, outer in pairwise(path)}

    def size(self, group: int) -> tuple[int, float, int]:
        """Inner groups sort before outer ones; of two with the same members the lower maximum is inside."""
        most = self.most[group]
        return len(self.members[group]), inf if most is None else most, group

    def ticket(self, place: int, unit: int) -> Ticket:
        """Class, key, turn in the tie order; with strict rank the turn goes before the key."""
        return self.ticket_with(self.applicants[place], self.turns[place], unit)

    def ticket_if(self, place: int, unit: int, points: int) -> Ticket:
        """The same ticket, had the applicant so many points."""
        applicant, (turn, *lot) = replace(self.applicants[place], points=points), self.turns[place]
        return self.ticket_with(applicant, (-points, *lot) if lot else (turn,), unit)

    def ticket_with(self, applicant: Applicant, turn: tuple[Any, ...], unit: int) -> Ticket:
        key = key_of(self.problem.key, applicant, unit)
        if self.problem.key == "rank":
            return applicant.priority, turn, key
        return applicant.priority, key, turn

    def softened(self, takes: Sequence[int]) -> list[int]:
        """Each minimum, lowered to what the members of the group can take."""
        can = [0] * len(self.members)
        for place, path in enumerate(self.paths):
            can[path[0]] += takes[place]
        for group in self.smallest_first:
            most = self.most[group]
            can[group] = can[group] if most is None else min(can[group], most)
            if group:
                can[self.around.get(group, 0)] += can[group]
        return [min(least, able) for least, able in zip(self.least, can, strict=True)]


def turn_of(problem: Problem, applicant: Applicant) -> tuple[Any, ...]:
    """Points descending, then SHA-256(seed, 0, id) ascending; or the given order."""
    if applicant.tie is not None:
        return (applicant.tie,)
    return -applicant.points, sha256(f"{problem.seed}\0{applicant.id}".encode()).digest()


def places_in_order(turns: Sequence[tuple[Any, ...]]) -> list[int]:
    place_of = [0] * len(turns)
    for rank, place in enumerate(sorted(range(len(turns)), key=turns.__getitem__)):
        place_of[place] = rank
    return place_of


def limit_of(applicant: Applicant, stock: int) -> int:
    given = [bound for bound in (applicant.request, applicant.cap) if bound is not None]
    return min([stock, *given])


def floor_of(applicant: Applicant) -> int:
    owed = max(0, applicant.floor - applicant.received)
    return min([owed, *(bound for bound in (applicant.request, applicant.cap) if bound is not None)])


def key_of(name: str, applicant: Applicant, unit: int) -> Fraction:
    """The published key of the k-th unit; Huntington-Hill squared; strict rank counts the units."""
    ever, weight = applicant.received + unit, applicant.points * applicant.size
    match name:
        case "leximin":
            return Fraction(ever - 1, weight)
        case "sainte-lague":
            return Fraction(2 * ever - 1, 2 * weight)
        case "dhondt":
            return Fraction(ever, weight)
        case "huntington-hill":
            return Fraction(ever * (ever - 1), weight * weight)
        case _:
            return Fraction(ever)


def published(name: str, applicant: Applicant, unit: int) -> str | None:
    if name == "rank":
        return None
    key = str(key_of(name, applicant, unit))
    return f"sqrt({key})" if name == "huntington-hill" else key


def member_lists(problem: Problem) -> list[list[int]]:
    """Everybody (the stock), then the members of each quota."""
    everybody = range(len(problem.applicants))
    return [
        list(everybody),
        *(
            [place for place in everybody if problem.applicants[place].groups.get(quota.group) == quota.value]
            for quota in problem.quotas
        ),
    ]


@dataclass(frozen=True, slots=True)
class Floors:
    """Phase A, replayed."""

    granted: list[int]
    refused: dict[int, int]  # place: the group that had no room
    stopped: set[int]


def replay_floors(ledger: Ledger, present: Sequence[bool]) -> Floors:
    """Walk the applicants in turn and grant each useful lot whole, or refuse it whole."""
    problem, applicants = ledger.problem, ledger.applicants
    floors = Floors([0] * len(applicants), {}, set())
    if problem.admission == "none":
        return floors
    least = ledger.softened([limit if here else 0 for limit, here in zip(ledger.limit, present, strict=True)])
    totals = [0] * len(ledger.members)

    def turn(place: int) -> tuple[int, int, int]:
        if problem.admission == "max-served":
            return floor_of(applicants[place]), 0, ledger.tie[place]
        return applicants[place].priority, int(applicants[place].received > 0), ledger.tie[place]

    for place in sorted(range(len(applicants)), key=turn):
        lot = floor_of(applicants[place])
        if not present[place] or lot == 0:
            continue
        if floors.refused and problem.admission == "rank-stop":
            floors.stopped.add(place)
            continue
        for group in ledger.paths[place]:
            totals[group] += lot
        owed = owed_to_minimums(ledger, totals, least)
        overfull = [
            group
            for group in ledger.paths[place]
            if (most := ledger.most[group]) is not None and totals[group] + owed[group] > most
        ]
        if not overfull:
            floors.granted[place] = lot
            continue
        floors.refused[place] = min(overfull)
        for group in ledger.paths[place]:
            totals[group] -= lot
    return floors


def owed_to_minimums(ledger: Ledger, totals: Sequence[int], least: Sequence[int]) -> list[int]:
    """What each group still lacks for the minimums guaranteed to it and inside it."""
    owed = [0] * len(totals)
    if ledger.guaranteed:
        for group in ledger.smallest_first:
            owed[group] = max(least[group] - totals[group], owed[group])
            if group:
                owed[ledger.around.get(group, 0)] += owed[group]
    return owed


class Certificate:
    """The units of those who did not opt out, held against the rule."""

    def __init__(self, ledger: Ledger, removed: Sequence[int], units: Sequence[int]) -> None:
        self.ledger = ledger
        self.units = units
        self.removed = set(removed)
        present = [place not in self.removed for place in range(len(units))]
        self.floors = replay_floors(ledger, present)
        self.limit = [
            limit if here and place not in self.floors.refused and place not in self.floors.stopped else 0
            for place, (limit, here) in enumerate(zip(ledger.limit, present, strict=True))
        ]
        self.least = ledger.softened(self.limit)
        self.totals = [sum(units[place] for place in members) for members in ledger.members]
        self.last = self.last_removable()

    def check_units(self) -> None:
        applicants = self.ledger.applicants
        for place, units in enumerate(self.units):
            low, high = self.floors.granted[place], self.limit[place]
            require(low <= units <= high, "out-of-bounds", id=applicants[place].id, units=units, low=low, high=high)
        for group, total in enumerate(self.totals):
            most, least, name = self.ledger.most[group], self.least[group], self.ledger.names[group]
            require(most is None or total <= most, "over-the-maximum", group=name, total=total, most=most)
            require(total >= least, "under-the-minimum", group=name, total=total, least=least)
        for place, units in enumerate(self.units):
            if units < self.limit[place]:
                require(bool(self.blocking(place)), "ticket-refused-too-early", id=applicants[place].id, unit=units + 1)

    def last_removable(self) -> list[list[Granted]]:
        """For each group, its latest tickets of the queue that no guaranteed minimum needs, of two owners."""
        last: list[list[Granted]] = [[] for _ in self.totals]
        for place, units in enumerate(self.units):
            if units > self.floors.granted[place]:
                granted = (self.ledger.ticket(place, units), place)
                path = self.ledger.paths[place]
                for group in path[:1] if self.ledger.guaranteed else path:
                    last[group] = two_latest([*last[group], granted])
        if self.ledger.guaranteed:
            for group in self.ledger.smallest_first[:-1]:
                if last[group] and self.totals[group] > self.least[group]:
                    outer = self.ledger.around.get(group, 0)
                    last[outer] = two_latest([*last[outer], *last[group]])
        return last

    def rivals(self, place: int) -> Iterator[tuple[int, Ticket | None]]:
        """For each full group of an applicant, the last ticket in it that another could give up."""
        seen: list[Granted] = []
        for group in self.ledger.paths[place]:
            seen = [*seen, *self.last[group]] if self.ledger.guaranteed else self.last[group]
            if self.totals[group] == self.ledger.most[group]:
                yield group, max((ticket for ticket, owner in seen if owner != place), default=None)

    def blocking(self, place: int) -> list[int]:
        """The groups that were full of earlier tickets when an applicant's next ticket came."""
        ticket = self.ledger.ticket(place, self.units[place] + 1)
        return sorted(group for group, rival in self.rivals(place) if rival is None or rival < ticket)

    def check_words(self, result: Result) -> None:
        """Level, reasons, levels and places of everybody."""
        waiting: list[tuple[Ticket, str | None]] = []
        for place in range(len(self.units)):
            reason, _ = self.reason(place)
            if reason == "stock":
                unit = self.units[place] + 1
                waiting.append((self.ledger.ticket(place, unit), self.published(place, unit)))
        require(result.level == (min(waiting)[1] if waiting else None), "level")
        place_of = {applicant.id: place for place, applicant in enumerate(self.ledger.applicants)}
        for row in result.allocations:
            place = place_of[row.id]
            reason, binding = self.reason(place)
            units = self.units[place]
            expected = {
                "reason": reason,
                "binding": binding,
                "last_level": self.published(place, units) if units else None,
                "next_level": self.published(place, units + 1) if reason in ("stock", "quota") else None,
                "tie": self.ledger.tie[place],
            }
            for field, value in expected.items():
                require(getattr(row, field) == value, "explanation", id=row.id, field=field)
            self.check_points(row, place)

    def check_points(self, row: Allocation, place: int) -> None:
        """With so many points the next ticket comes before a rival's in every full group; with one fewer it does not.

        Where a floor was refused or somebody may opt out this says nothing: only the direction is checked.
        """
        needed, own = row.points_for_one_more, self.ledger.applicants[place].points
        holds = needed is None or (needed > own and row.reason not in ("granted-in-full", "wave-cap"))
        if holds and row.reason in ("stock", "quota") and not self.ledger.may_leave:
            holds = (
                not self.overtakes(place, LARGEST)
                if needed is None
                else self.overtakes(place, needed) and (needed - 1 == own or not self.overtakes(place, needed - 1))
            )
        require(holds, "explanation", id=row.id, field="points_for_one_more")

    def overtakes(self, place: int, points: int) -> bool:
        """Whether so many points would have brought one unit more."""
        unit = self.units[place] + 1
        if unit > self.ledger.limit[place]:
            return False
        ticket = self.ledger.ticket_if(place, unit, points)
        return all(rival is not None and ticket < rival for _, rival in self.rivals(place))

    def reason(self, place: int) -> tuple[str, str | None]:
        applicant, units = self.ledger.applicants[place], self.units[place]
        if place in self.removed:
            return "below-minimum", "minimum"
        if place in self.floors.refused:
            return "floor-did-not-fit", self.ledger.names[self.floors.refused[place]]
        if place in self.floors.stopped:
            return "not-admitted", None
        if units == applicant.request:
            return "granted-in-full", "request"
        if units == applicant.cap:
            return "wave-cap", "cap"
        group = self.blocking(place)[0]
        return ("quota" if group else "stock"), self.ledger.names[group]

    def published(self, place: int, unit: int) -> str | None:
        return published(self.ledger.problem.key, self.ledger.applicants[place], unit)


def two_latest(granted: Sequence[Granted]) -> list[Granted]:
    """The latest ticket and the latest of another owner."""
    first, *others = sorted(granted, reverse=True)
    return [first, *[other for other in others if other[1] != first[1]][:1]]


def check_opt_outs(ledger: Ledger, result: Result) -> list[int]:
    """Replay the rounds that ended with an opt-out, ticket by ticket; returns who left, in order."""
    place_of = {applicant.id: place for place, applicant in enumerate(ledger.applicants)}
    present = [True] * len(ledger.applicants)
    removed: list[int] = []
    for name in result.removed:
        units = replay_queue(ledger, present)
        short = [place for place, each in enumerate(ledger.applicants) if 0 < units[place] < each.minimum]
        leaver = max(short, key=lambda place: (height_needed(ledger.applicants[place]), ledger.tie[place]), default=-1)
        require(place_of.get(name) == leaver, "opt-out-order", id=name)
        present[leaver] = False
        removed.append(leaver)
    return removed


def height_needed(applicant: Applicant) -> Fraction:
    return Fraction(applicant.received + applicant.minimum - 1, applicant.points * applicant.size)


def replay_queue(ledger: Ledger, present: Sequence[bool]) -> list[int]:
    """The rule itself, one ticket after another. Slow and obvious: used only where somebody opted out."""
    floors = replay_floors(ledger, present)
    takes = [
        limit if here and place not in floors.refused and place not in floors.stopped else 0
        for place, (limit, here) in enumerate(zip(ledger.limit, present, strict=True))
    ]
    least = ledger.softened(takes)
    units = list(floors.granted)
    totals = [sum(units[place] for place in members) for members in ledger.members]
    queue = [
        (ledger.ticket(place, units[place] + 1), place) for place in range(len(units)) if units[place] < takes[place]
    ]
    heapify(queue)
    while queue:
        place = queue[0][1]
        if fits(ledger, totals, least, place):
            units[place] += 1
            for group in ledger.paths[place]:
                totals[group] += 1
            if units[place] < takes[place]:
                heapreplace(queue, (ledger.ticket(place, units[place] + 1), place))
                continue
        heappop(queue)
    return units


def fits(ledger: Ledger, totals: Sequence[int], least: Sequence[int], place: int) -> bool:
    """Whether every group of an applicant has room for one more, what it owes to minimums set aside."""
    after = list(totals)
    for group in ledger.paths[place]:
        after[group] += 1
    owed = owed_to_minimums(ledger, after, least)
    return all(
        (most := ledger.most[group]) is None or after[group] + owed[group] <= most for group in ledger.paths[place]
    )
