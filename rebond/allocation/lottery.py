"""Who comes first between equals: points, then a public lottery that nobody can bend.

Before the call closes the city publishes `commitment(secret)` and the name of a future public draw. Once the draw is
known, `seed(secret, draw)` is the seed; the secret is then published, and anyone can redo every rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from rebond.allocation.problem import Problem


def commitment(secret: str) -> str:
    """What is published before the call closes: it binds the city to its secret without telling it."""
    return sha256(secret.encode()).hexdigest()


def seed(secret: str, draw: str) -> str:
    """The seed of every rank, once the public draw is known."""
    return sha256((secret + draw).encode()).hexdigest()


def ticket_of(seed: str, name: str) -> bytes:
    """The lot that an id draws; the smallest comes first."""
    return sha256(seed.encode() + b"\0" + name.encode()).digest()


def draw_lots(problem: Problem) -> list[bytes] | None:
    """Everybody's lot, or None where an explicit tie order replaces points and lottery."""
    if problem.seed is None or any(applicant.tie is not None for applicant in problem.applicants):
        return None
    return [ticket_of(problem.seed, applicant.id) for applicant in problem.applicants]


def tie_order(problem: Problem, lots: Sequence[bytes] | None) -> list[int]:
    """Applicants (by place in the problem) from the first to the last: more points first, then the lottery.

    An explicit tie order replaces both.
    """
    applicants = problem.applicants
    if lots is None:
        return sorted(range(len(applicants)), key=lambda place: applicants[place].tie or 0)
    return sorted(range(len(applicants)), key=lambda place: (-applicants[place].points, lots[place]))


def places(order: Sequence[int]) -> list[int]:
    """The place of each applicant in an order, 0 first."""
    place_of = [0] * len(order)
    for place, applicant in enumerate(order):
        place_of[applicant] = place
    return place_of
