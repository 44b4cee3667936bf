"""Phase A: useful lots. A workshop cannot be run with three computers; whoever cannot have its floor gets nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rebond.allocation.groups import Groups
from rebond.allocation.problem import Problem


@dataclass(frozen=True, slots=True)
class Admission:
    """Who takes part in the queue, and with how many units granted beforehand."""

    granted: tuple[int, ...]
    refused: dict[int, str]  # its floor did not fit: the group that had no room
    stopped: frozenset[int]  # the walk had stopped before its turn
    history: list[list[tuple[int, int]]]  # for each group, its total after each grant, and to whom

    def is_open_to(self, applicant: int) -> bool:
        return applicant not in self.refused and applicant not in self.stopped


class Room:
    """What every group still has room for, while floors are granted one after another.

    What a group owes to the minimums guaranteed inside it is not room: the same sentence holds for the stock.
    """

    def __init__(self, groups: Groups, promised: Sequence[int]) -> None:
        self.groups = groups
        self.promised = promised
        self.granted = [0] * len(groups.groups)
        self.inside = [0] * len(groups.groups)  # owed by the groups directly inside
        self.history: list[list[tuple[int, int]]] = [[] for _ in groups.groups]
        for index in groups.upwards:
            if index:
                self.inside[groups.parents[index]] += self.owed(index)

    def owed(self, index: int) -> int:
        """What the minimums of a group still lack."""
        return max(self.promised[index] - self.granted[index], self.inside[index])

    def steps(self, applicant: int, units: int) -> Iterator[tuple[int, int, int]]:
        """Up from the applicant: each group, what it would owe after a grant, how much less than before."""
        settled = 0
        for index in self.groups.paths[applicant]:
            lacking = self.promised[index] - self.granted[index] - units
            after = max(lacking, self.inside[index] - settled)
            settled = self.owed(index) - after
            yield index, after, settled

    def full_group(self, applicant: int, units: int) -> str | None:
        """The group that cannot take so many units: the stock first, then by name; None if all can."""
        full = []
        for index, owed, _ in self.steps(applicant, units):
            most = self.groups.groups[index].most
            if most is not None and self.granted[index] + units + owed > most:
                full.append(index)
        return self.groups.groups[min(full)].name if full else None

    def grant(self, applicant: int, units: int) -> None:
        for index, _, settled in list(self.steps(applicant, units)):
            self.granted[index] += units
            self.history[index].append((self.granted[index], applicant))
            if index:
                self.inside[self.groups.parents[index]] -= settled


def useful_lots(problem: Problem) -> list[int]:
    """The effective floor of each applicant; nobody has any without an admission."""
    if problem.admission == "none":
        return [0] * len(problem.applicants)
    return [applicant.useful_lot for applicant in problem.applicants]


def rank_in_walk(problem: Problem, place: int) -> tuple[int, int]:
    """Who is asked before whom, ties aside: by class, never served before first; or by smallest useful lot."""
    applicant = problem.applicants[place]
    if problem.admission == "max-served":
        return applicant.useful_lot, 0
    return applicant.priority, int(applicant.received > 0)


def walk_order(problem: Problem, tie: Sequence[int]) -> list[int]:
    """The order in which floors are granted: by rank, then in the tie order."""
    return sorted(range(len(problem.applicants)), key=lambda place: (rank_in_walk(problem, place), tie[place]))


def admit(lots: Sequence[int], walk: Sequence[int], room: Room, admission: str) -> Admission:
    """Grant each useful lot whole, or refuse it whole, in turn.

    A lot of 0 always fits. With `rank` the walk goes on after a refusal, with `rank-stop` it ends there.
    """
    granted = [0] * len(lots)
    refused: dict[int, str] = {}
    stopped: list[int] = []
    for place in walk:
        lot = lots[place]
        if lot == 0:
            continue
        if refused and admission == "rank-stop":
            stopped.append(place)
            continue
        full = room.full_group(place, lot)
        if full is None:
            room.grant(place, lot)
            granted[place] = lot
        else:
            refused[place] = full
    return Admission(tuple(granted), refused, frozenset(stopped), room.history)
