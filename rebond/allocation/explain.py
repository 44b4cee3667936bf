"""Why everybody has what it has: reasons, what was full, levels. Read off the last round, for all at once."""

from __future__ import annotations

import numpy as np

from rebond.allocation.allocations import Allocations, Levels
from rebond.allocation.columns import Column, Labels, blocks
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
    reason, binding = reasons(board, outcome, units, blocking(board, outcome, standing))
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


def reasons(board: Board, outcome: Outcome, units: Column, binding: Column) -> tuple[Column, Labels]:
    """Why each applicant has no more, and what was full."""
    applicants, played, groups = board.problem.applicants, outcome.last, board.groups
    names = (*groups.names, "request", "cap", "minimum")
    request, cap, minimum = range(len(groups.names), len(names))
    reason = np.empty(len(units), dtype=np.int8)
    for block in blocks(len(units)):
        reason[block] = np.where(binding[block] == 0, STOCK, QUOTA)
        for most, code, what in ((applicants.cap, CAP, cap), (applicants.request, GRANTED, request)):
            reached = units[block] == most[block]
            np.copyto(reason[block], code, where=reached)
            np.copyto(binding[block], what, where=reached)

    def because(who: Column, code: int, what: int | Column) -> None:
        reason[who] = code
        binding[who] = what

    refused, stopped = played.admission.refused, played.admission.stopped
    if refused.any():
        promised = groups.promises(np.where(played.present, board.ceiling, 0))
        because(refused, REFUSED, full_groups(groups, played.admission, board.lots, promised)[refused])
    if stopped.any():
        because(stopped, STOPPED, -1)
    because(np.array(outcome.removed, dtype=np.int64), LEFT, minimum)
    return reason, Labels(binding, names)


def blocking(board: Board, outcome: Outcome, standing: list[Wall]) -> Column:
    """The first group, the stock before the quotas, that was full of earlier tickets when the next ticket came."""
    units, queue = outcome.last.units, board.queue
    binding = np.full(len(board.tie), board.groups.nowhere, dtype=np.int32)

    def blocked(who: Who, rival: Column) -> Column:
        """Whether the rival's last ticket came before one's next: always, where there is none."""
        earlier = queue.tickets(who, units[who] + 1).after(queue.tickets(rival, units[rival]))
        return np.asarray(earlier | (rival == NOBODY), dtype=bool)

    for meeting in ask(standing, len(binding), blocked):
        meeting.tell(binding, np.minimum, np.where(meeting.said, meeting.group, len(board.groups.names)))
    return binding


def level(board: Board, told: Allocations) -> str | None:
    """The key of the first ticket refused for want of stock."""
    earliest: list[int] = []  # of each block

    def earliest_of(places: Column) -> int:
        return int(places[board.queue.tickets(places, told.units[places] + 1).first()])

    for block in blocks(len(told)):
        waiting = np.flatnonzero(told.reason.codes[block] == STOCK)
        if len(waiting):
            earliest.append(earliest_of(block.start + waiting))
    return told.next_level[earliest_of(np.array(earliest))] if earliest else None
