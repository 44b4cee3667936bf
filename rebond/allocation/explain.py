"""Why everybody has what it has: reasons, what was full, levels. Read off the last round, for all at once."""

from __future__ import annotations

import numpy as np

from rebond.allocation.allocations import Allocations, Levels
from rebond.allocation.columns import Column, Labels
from rebond.allocation.groups import Who
from rebond.allocation.points import points_for_one_more
from rebond.allocation.refusals import full_groups
from rebond.allocation.result import REASONS
from rebond.allocation.rounds import Board, Outcome
from rebond.allocation.standing import NOBODY, Wall, ask, walls

GRANTED, STOCK, QUOTA, CAP, REFUSED, STOPPED, LEFT = range(len(REASONS))


def explain(board: Board, outcome: Outcome) -> tuple[Allocations, str | None]:
    """What each applicant receives and why not more; the level, the key of the first ticket that the stock refused."""
    applicants, played = board.problem.applicants, outcome.last
    standing = walls(board, played)
    units = played.units.astype(np.int64)
    reason, binding = reasons(board, outcome, standing)
    ever, weight, key = applicants.received + units, applicants.weight, board.queue.key
    told = Allocations(
        ids=applicants.ids,
        units=units,
        reason=Labels(reason, REASONS),
        binding=binding,
        last_level=Levels(key, ever, weight, units > 0),
        next_level=Levels(key, ever + 1, weight, (reason == STOCK) | (reason == QUOTA)),
        points_for_one_more=points_for_one_more(board, outcome, standing),
        tie=board.tie,
    )
    return told, level(board, told)


def reasons(board: Board, outcome: Outcome, standing: list[Wall]) -> tuple[Column, Labels]:
    """Why each applicant has no more, and what was full."""
    applicants, played, groups = board.problem.applicants, outcome.last, board.groups
    names = (*groups.names, "request", "cap", "minimum")
    request, cap, minimum = range(len(groups.names), len(names))
    binding = blocking(board, outcome, standing)
    reason = np.where(binding == 0, STOCK, QUOTA).astype(np.int8)

    def because(who: Column, code: int, what: int | Column) -> None:
        reason[who] = code
        binding[who] = what

    because(played.units == applicants.cap, CAP, cap)
    because(played.units == applicants.request, GRANTED, request)
    refused, stopped = played.admission.refused, played.admission.stopped
    if refused.any():
        promised = groups.promises(np.where(played.present, board.queue.ceiling, 0))
        because(refused, REFUSED, full_groups(groups, played.admission, board.lots, promised)[refused])
    because(stopped, STOPPED, -1)
    because(np.array(outcome.removed, dtype=np.int64), LEFT, minimum)
    return reason, Labels(binding, names)


def blocking(board: Board, outcome: Outcome, standing: list[Wall]) -> Column:
    """The first group, the stock before the quotas, that was full of earlier tickets when the next ticket came."""
    units, queue = outcome.last.units, board.queue
    binding = np.full(len(board.tie), board.groups.nowhere, dtype=np.int64)

    def blocked(who: Who, rival: Column) -> Column:
        """Whether the rival's last ticket came before one's next: always, where there is none."""
        mine, theirs = queue.tickets(who, units[who] + 1), queue.tickets(rival, units[rival])
        return mine.after(theirs) | (rival == NOBODY)

    for who, group, full in ask(standing, len(binding), blocked):
        if isinstance(who, slice):
            binding[full] = np.minimum(binding[full], group)
        else:
            np.minimum.at(binding, who[full], np.broadcast_to(group, full.shape)[full])
    return binding


def level(board: Board, told: Allocations) -> str | None:
    """The key of the first ticket refused for want of stock."""
    waiting = np.flatnonzero(told.reason.codes == STOCK)
    if not len(waiting):
        return None
    tickets = board.queue.tickets(waiting, board.queue.numbers(told.units[waiting] + 1))
    return told.next_level[int(waiting[tickets.first()])]
