"""Who comes first between equals: points, then a public lottery that nobody can bend.

Before the call closes the city publishes `commitment(secret)` and the name of a future public draw. Once the draw is
known, `seed(secret, draw)` is the seed; the secret is then published, and anyone can redo every rank.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import numpy as np

from rebond.allocation.applicants import NOT_GIVEN, Applicants
from rebond.allocation.columns import Column
from rebond.allocation.groups import Who
from rebond.allocation.problem import Problem


def commitment(secret: str) -> str:
    """What is published before the call closes: it binds the city to its secret without telling it."""
    return sha256(secret.encode()).hexdigest()


def seed(secret: str, draw: str) -> str:
    """The seed of every rank, once the public draw is known."""
    return sha256((secret + draw).encode()).hexdigest()


def lots(seed: str, ids: Iterable[str]) -> Column:
    """The lot that each id draws: a digest of 256 bits in four rows of 64, the first row compared first."""
    head = seed.encode() + b"\0"
    drawn = b"".join([sha256(head + name.encode()).digest() for name in ids])
    return np.ascontiguousarray(np.frombuffer(drawn, dtype=">u8").reshape(-1, 4).T.astype(np.uint64))


def draw_lots(problem: Problem) -> Column | None:
    """Everybody's lot, or None where an explicit tie order replaces points and lottery."""
    if problem.seed is None or (problem.applicants.tie != NOT_GIVEN).any():
        return None
    return lots(problem.seed, problem.applicants.ids)


def tie_order(applicants: Applicants, drawn: Column | None) -> Column:
    """Applicants (by place in the problem) from the first to the last: more points first, then the lottery.

    An explicit tie order replaces both.
    """
    if drawn is None:
        return np.argsort(applicants.tie, kind="stable")
    head, points = drawn[0], applicants.points
    order = np.lexsort((head, -points))
    one, other = order[1:], order[:-1]
    twins = (points[one] == points[other]) & (head[one] == head[other])
    return np.lexsort((*drawn[::-1], -points)) if twins.any() else order


def draws_before(drawn: Column, who: Who, other: Column) -> Column:
    """Which of `who` draw a smaller lot than the other: one for all, or one for each."""
    before = drawn[-1, who] < drawn[-1, other]
    for row in drawn[-2::-1]:
        before = (row[who] < row[other]) | ((row[who] == row[other]) & before)
    return np.asarray(before, dtype=bool)


def places(order: Column) -> Column:
    """The place of each applicant in an order, 0 first."""
    place_of = np.empty(len(order), dtype=np.int64)
    place_of[order] = np.arange(len(order))
    return place_of
