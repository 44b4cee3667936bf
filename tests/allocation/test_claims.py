"""Bankruptcies of the Talmud and after: with equal points and no tie the queue is constrained equal awards.

Aumann and Maschler, "Game theoretic analysis of a bankruptcy problem from the Talmud", 1985; O'Neill, "A problem of
rights arbitration from the Talmud", 1982; Moulin, "Priority rules and other asymmetric rationing methods", 2000.
"""

import pytest

from rebond.allocation import solve
from tests.allocation.cases import problem


def awards(estate, claims, points=None):
    """What each creditor receives; claims are requests, and points are equal unless given."""
    weights = points or [1] * len(claims)
    rows = [
        {"id": f"C{place}", "points": weight, "request": claim}
        for place, (claim, weight) in enumerate(zip(claims, weights, strict=True))
    ]
    return [row.units for row in solve(problem(estate, *rows)).allocations]


@pytest.mark.parametrize(
    ("estate", "shares"),
    [
        (100, [100, 100, 100]),  # in thirds, so that a third of the estate is a whole number
        (200, [200, 200, 200]),
        (300, [300, 300, 300]),
        (400, [300, 450, 450]),
        (500, [300, 600, 600]),
        (600, [300, 600, 900]),
    ],
)
def test_three_widows_by_equal_awards(estate, shares):
    """Maimonides' rule for the claims of the Mishnah (Ketubot 93a): 100, 200 and 300."""
    assert awards(3 * estate, [300, 600, 900]) == shares


@pytest.mark.parametrize(("estate", "shares"), [(100, [200, 200, 200]), (200, [300, 450, 450]), (300, [300, 600, 900])])
def test_the_table_of_the_mishnah_is_equal_awards_of_half_claims(estate, shares):
    """Up to half of all claims: 33⅓ each, then 50 75 75, then 50 100 150. In sixths, so that all is whole."""
    assert awards(6 * estate, [300, 600, 900]) == shares


@pytest.mark.parametrize(("estate", "shares"), [(400, [50, 125, 225]), (450, [50, 150, 250])])
def test_the_talmud_beyond_half_shares_the_losses_of_half_claims(estate, shares):
    losses = awards(600 - estate, [50, 100, 150])
    assert [claim - loss for claim, loss in zip([100, 200, 300], losses, strict=True)] == shares


def test_the_four_sons_of_jacob():
    """Ibn Ezra: an estate of 120, willed whole, by half, by a third and by a quarter."""
    assert awards(120, [120, 60, 40, 30]) == [30, 30, 30, 30]


def test_equal_losses_are_the_dual():
    """What each goes without, shared equally, leaves 0, 100 and 200 of an estate of 300."""
    losses = awards(600 - 300, [100, 200, 300])
    assert [claim - loss for claim, loss in zip([100, 200, 300], losses, strict=True)] == [0, 100, 200]


def test_equal_awards_with_weights():
    """Weights 1, 2 and 3: the second is satisfied, and the rest is shared as one to three."""
    assert awards(100, [60, 20, 90], points=[1, 2, 3]) == [20, 20, 60]


def test_a_claim_beyond_the_estate_is_no_argument():
    """Invariance under truncation."""
    assert awards(90, [1000, 50, 20]) == awards(90, [90, 50, 20]) == [35, 35, 20]
