"""What a result says of each applicant, held against its units: reason, binding group, levels, points for one more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rebond.allocation.allocations import Levels
from rebond.allocation.columns import NO_LIMIT, Column, Labels
from rebond.allocation.problem import LARGEST
from rebond.allocation.result import REASONS, Result
from rebond.allocation.verifier.certificate import Certificate
from rebond.allocation.verifier.ledger import Who
from rebond.allocation.verifier.verdict import Wrong, require

CODE = {reason: code for code, reason in enumerate(REASONS)}


def check_explanations(certificate: Certificate, result: Result) -> None:
    """Level, reasons, levels and places of everybody."""
    ledger, units, rows = certificate.ledger, certificate.units, result.allocations
    reason, binding = expected_reasons(certificate)
    ever, weight = ledger.received + units, ledger.weight
    waiting = (reason == CODE["stock"]) | (reason == CODE["quota"])
    last, following = Levels(ledger.key, ever, weight, units > 0), Levels(ledger.key, ever + 1, weight, waiting)
    require(result.level == expected_level(certificate, reason, following), "level")
    real = ~ledger.problem.applicants.phantom
    wrong = {
        "reason": not_named(rows.reason, Labels(reason[real], REASONS)),
        "binding": not_named(rows.binding, Labels(binding[real], (*ledger.names, "request", "cap", "minimum"))),
        "last_level": not_written(rows.last_level, last, real),
        "next_level": not_written(rows.next_level, following, real),
        "tie": rows.tie != ledger.tie[real],
        "points_for_one_more": ~points_hold(certificate, reason, waiting, said_of_all(rows.points_for_one_more, real))[
            real
        ],
    }
    lines = {field: int(np.argmax(bad)) for field, bad in wrong.items() if bad.any()}
    if lines:
        field = min(lines, key=lines.__getitem__)
        raise Wrong("explanation", id=rows.ids[lines[field]], field=field)


def expected_reasons(certificate: Certificate) -> tuple[Column, Column]:
    """Why each has no more, as a number of REASONS, and what was full, as a number of the names of groups."""
    applicants, units, floors = certificate.ledger.problem.applicants, certificate.units, certificate.floors
    groups = len(certificate.ledger.names)
    binding = certificate.blocking.copy()
    reason = np.where(binding == 0, CODE["stock"], CODE["quota"])
    for who, code, what in (
        (units == applicants.cap, "wave-cap", groups + 1),
        (units == applicants.request, "granted-in-full", groups),
        (floors.stopped, "not-admitted", -1),
        (floors.refused >= 0, "floor-did-not-fit", floors.refused[floors.refused >= 0]),
        (certificate.removed, "below-minimum", groups + 2),
    ):
        reason[who], binding[who] = CODE[code], what
    return reason, binding


def expected_level(certificate: Certificate, reason: Column, following: Levels) -> str | None:
    """The key of the first ticket refused for want of stock."""
    lines = np.flatnonzero(reason == CODE["stock"])
    if not len(lines):
        return None
    tickets = certificate.next
    for column in (tickets.stage, tickets.key, tickets.turn):
        lines = lines[column[lines] == column[lines].min()]
    return following[int(lines[0])]


def not_named(said: Labels, expected: Labels) -> Column:
    """Where a column of names differs from another."""
    numbers = [expected.code_of(name) for name in said.names]
    return np.asarray(np.array([*numbers, -1], dtype=np.int64)[said.codes] != expected.codes, dtype=bool)


def not_written(said: Sequence[str | None], levels: Levels, real: Column) -> Column:
    """Where a column of levels differs; two that count the same units of the same weight are written the same."""
    expected = Levels(levels.key, levels.ever[real], levels.weight[real], levels.given[real])
    if isinstance(said, Levels) and said.key is expected.key:
        same = (said.ever == expected.ever) & (said.weight == expected.weight)
        return np.asarray((said.given != expected.given) | (expected.given & ~same), dtype=bool)
    return np.array([one != other for one, other in zip(said, expected, strict=True)], dtype=bool)


def said_of_all(said: Column, real: Column) -> Column:
    column = np.full(len(real), NO_LIMIT, dtype=said.dtype)
    column[real] = said
    return column


def points_hold(certificate: Certificate, reason: Column, waiting: Column, needed: Column) -> Column:
    """With so many points the next ticket comes before a rival's in every full group; with one fewer it does not.

    Where a floor was refused or somebody may opt out this says nothing: only the direction is checked.
    """
    own = certificate.ledger.problem.applicants.points
    none = needed == NO_LIMIT
    done = (reason == CODE["granted-in-full"]) | (reason == CODE["wave-cap"])
    holds = none | ((needed > own) & ~done)
    if certificate.ledger.may_leave or not waiting.any():
        return np.asarray(holds, dtype=bool)
    enough = overtakes(certificate, np.where(none, LARGEST, needed)) != none
    fewer = (needed - 1 == own) | ~overtakes(certificate, np.where(none, own, needed - 1))
    return np.asarray(holds & (~waiting | (enough & (none | fewer))), dtype=bool)


def overtakes(certificate: Certificate, points: Column) -> Column:
    """Whether so many points would have brought one unit more."""
    overtaken = certificate.units < certificate.limit
    for gate in certificate.gates:
        if gate.rival is None:
            overtaken[gate.who] = False
            continue
        first = would_precede(certificate, gate.who, points[gate.who], gate.rival)
        first[gate.itself] = True
        overtaken[gate.who] &= first
    return np.asarray(overtaken, dtype=bool)


def would_precede(certificate: Certificate, who: Who, points: Column, rival: int) -> Column:
    """Whether the next ticket of each would come before a rival's last one, had each so many points.

    Floats are as good as whole numbers here: where a product passes 2^53, it is the larger one by far.
    """
    ledger, applicants = certificate.ledger, certificate.ledger.problem.applicants
    first = turns_first(certificate, who, points, rival)
    if not ledger.key.one_by_one:
        ever = ledger.numbers(ledger.received[who] + certificate.units[who] + 1)
        above, below = ledger.key.fraction(ever, ledger.numbers(points) * ledger.numbers(applicants.size[who]))
        level = ledger.key.fraction(
            int(ledger.received[rival]) + int(certificate.units[rival]), int(ledger.weight[rival])
        )
        mine, theirs = above * level[1], level[0] * below
        first = (mine < theirs) | ((mine == theirs) & first)
    priority = applicants.priority
    return np.asarray((priority[who] < priority[rival]) | ((priority[who] == priority[rival]) & first), dtype=bool)


def turns_first(certificate: Certificate, who: Who, points: Column, rival: int) -> Column:
    """Who would come before a rival in the tie order."""
    ledger = certificate.ledger
    if ledger.drawn is None:
        return np.asarray(ledger.tie[who] < ledger.tie[rival], dtype=bool)
    theirs = ledger.problem.applicants.points[rival]
    first, equal = points > theirs, np.flatnonzero(points == theirs)
    places = equal if isinstance(who, slice) else who[equal]
    first[equal] = [ledger.drawn[place] < ledger.drawn[rival] for place in places.tolist()]
    return np.asarray(first, dtype=bool)
