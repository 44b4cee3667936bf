"""Phase A: was each useful lot granted that had room at its turn, and no other?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rebond.allocation.columns import EXACT_IN_INT, Column
from rebond.allocation.verifier.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Floors:
    """Who was granted its lot before the queue, and who is left out of it."""

    granted: Column  # units
    refused: Column  # the group that had no room at its turn; -1 for who was not refused
    stopped: Column  # whether the walk had ended before its turn

    @property
    def shut_out(self) -> Column:
        return np.asarray((self.refused >= 0) | self.stopped, dtype=bool)


def walk_of(ledger: Ledger, present: Column) -> Column:
    """Those who ask for a lot: by class, never served before first, then the tie order; or by smallest lot."""
    applicants = ledger.problem.applicants
    if ledger.problem.admission == "none":
        return np.arange(0)
    if ledger.problem.admission == "max-served":
        order = np.lexsort((ledger.tie, ledger.floor))
    else:
        order = np.lexsort((ledger.tie, applicants.received > 0, applicants.priority))
    asking: Column = order[present[order] & (ledger.floor[order] > 0)]
    return asking


def check_walk(ledger: Ledger, walk: Column, shut_out: Column) -> Floors | None:
    """What a result says of the walk, if it is right: at each turn, what had been granted to each group decides.

    Right at every turn up to one, it can be held against the rule at the next: by induction it is the walk itself.
    """
    lots = ledger.floor if len(walk) * ledger.problem.stock < EXACT_IN_INT else ledger.floor.astype(object)
    granted = np.zeros_like(lots)
    given = walk[~shut_out[walk]]
    granted[given] = np.minimum(lots[given], ledger.problem.stock + 1)
    refused = np.full(len(lots), -1, dtype=np.int64)
    turn = np.full(len(lots), -1, dtype=np.int64)
    turn[walk] = np.arange(len(walk))
    for group in reversed(range(len(ledger.members))):
        most, who = ledger.most[group], walk
        if most is None:
            continue
        if group:
            who = ledger.members[group]
            who = who[turn[who] >= 0]
            who = who[np.argsort(turn[who], kind="stable")]
        before = np.cumsum(granted[who]) - granted[who]
        short = who[before + lots[who] > most]
        refused[short] = group
    stopped = np.zeros(len(lots), dtype=bool)
    if ledger.problem.admission == "rank-stop":
        after = walk[np.maximum.accumulate(refused[walk] >= 0)][1:]
        stopped[after] = True
        refused[after] = -1
    floors = Floors(granted, refused, stopped)
    return floors if (floors.shut_out[walk] == shut_out[walk]).all() else None
