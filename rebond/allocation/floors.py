"""Phase A: useful lots. A workshop cannot be run with three computers; whoever cannot have its floor gets nothing."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from rebond.allocation.applicants import Applicants
from rebond.allocation.columns import Column, stable_order
from rebond.allocation.problem import Problem
from rebond.allocation.room import Room

AT_FIRST, AT_MOST = 64, 1 << 16  # how many lots are tried together


@dataclass(frozen=True, slots=True)
class Admission:
    """Who takes part in the queue, and with how many units granted beforehand."""

    walk: Column  # those who asked for a lot, in turn
    granted: Column  # units, for each applicant
    refused: Column  # whether its floor did not fit
    stopped: Column  # whether the walk had stopped before its turn

    @property
    def shut_out(self) -> Column:
        return np.asarray(self.refused | self.stopped, dtype=bool)


def useful_lots(problem: Problem) -> Column:
    """The effective floor of each applicant; nobody has any without an admission."""
    lots = problem.applicants.useful_lot
    return np.zeros_like(lots) if problem.admission == "none" else lots


def walk_rank(applicants: Applicants, lots: Column, admission: str) -> Column:
    """Who is asked before whom, ties aside: by class, never served before first; or by smallest useful lot."""
    if admission == "max-served":
        return lots
    return 2 * applicants.priority + (applicants.received > 0)


def walk_order(rank: Column, lots: Column, by_tie: Column) -> Column:
    """Those who ask for a lot, in the order in which floors are granted: by rank, then in the tie order."""
    asking = by_tie[lots[by_tie] > 0]
    return asking[stable_order(rank[asking])]


def admit(lots: Column, walk: Column, room: Room, admission: str) -> Admission:
    """Grant each useful lot whole, or refuse it whole, in turn.

    With `rank` the walk goes on after a refusal, with `rank-stop` it ends there. Whoever follows is tried together
    with those behind, as many as fit; since room never grows, a lot that does not fit now will not fit later.
    """
    stop = admission == "rank-stop"
    granted = np.zeros(len(lots), dtype=bool)
    place, width = 0, AT_FIRST
    while place < len(walk):
        here = walk[place : place + width]
        hopeful = np.flatnonzero(lots[here] <= room.largest(here))
        if stop:
            hopeful = hopeful[hopeful == np.arange(len(hopeful))]
        taken = how_many_fit(room, here[hopeful], lots)
        given = here[hopeful[:taken]]
        room.grant(given, lots[given])
        granted[given] = True
        refusal = taken < len(hopeful) or (stop and taken < len(here))
        if refusal and stop:
            break
        place += int(hopeful[taken]) + 1 if refusal else len(here)
        width = AT_FIRST if refusal else min(2 * width, AT_MOST)
    left_out = walk[~granted[walk]]
    refused, stopped = np.zeros(len(lots), dtype=bool), np.zeros(len(lots), dtype=bool)
    refused[left_out[:1] if stop else left_out] = True
    stopped[left_out[1:] if stop else left_out[:0]] = True
    return Admission(walk, np.where(granted, lots, 0), refused, stopped)


def how_many_fit(room: Room, who: Column, lots: Column) -> int:
    """The longest beginning of a walk whose lots fit together; the first one fits."""
    if not len(who) or room.fits(who, lots[who]):
        return len(who)
    return bisect_left(range(len(who)), True, lo=1, key=lambda end: not room.fits(who[: end + 1], lots[who[: end + 1]]))
