"""The published record of a wave: problem, result, and what was decided of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rebond.allocation.lottery import commitment, seed
from rebond.allocation.nonsense import Nonsense, Place
from rebond.allocation.problem import check_format, parse_problem, read_json
from rebond.allocation.result import Result, parse_result
from rebond.allocation.verifier import Verdict, Wrong, require, verify

FORMAT = "rebond.waves.record/1"
LOTTERY_FIELDS = ("commitment", "secret", "public_draw", "drawn")
DECISION_FIELDS: dict[str, tuple[type, ...]] = {"id": (str,), "proposed": (int,), "decided": (int,)}


def verify_record(source: str | bytes | Mapping[str, Any]) -> Verdict:
    """Does the result follow from the problem, the seed from the lottery, every decision from the result or a reason?

    Raises Nonsense when the record cannot be read.
    """
    at = Place("record")
    record = read_json(source, at) if isinstance(source, str | bytes) else source
    if not isinstance(record, Mapping):
        raise Nonsense("not-an-object", at, field="record")
    check_format(record, at, FORMAT)
    for field in ("format", "problem", "result", "decisions"):
        if record.get(field) is None:
            raise Nonsense("missing-field", at, field=field)
    problem, result = parse_problem(record["problem"]), parse_result(record["result"])
    decisions = read_decisions(record["decisions"], at)
    verdict = verify(problem, result)
    if verdict and record.get("lottery") is not None:
        verdict = drawn_as_told(read_lottery(record["lottery"], at), problem.seed)
    return verdict and checked(decisions, result, problem.stock)


def read_lottery(given: Any, at: Place) -> Mapping[str, str]:
    if not isinstance(given, Mapping):
        raise Nonsense("not-an-object", at, field="lottery")
    for field in LOTTERY_FIELDS:
        if field not in given:
            raise Nonsense("missing-field", at, field=f"lottery.{field}")
        if not isinstance(given[field], str):
            raise Nonsense("wrong-type", at, field=f"lottery.{field}")
    return given


def drawn_as_told(lottery: Mapping[str, str], seed_used: str | None) -> Verdict:
    """The secret is the one whose fingerprint was published, and the seed is made of it and of the public draw."""
    secret = lottery["secret"]
    expected = seed(secret, lottery["drawn"]) if lottery["public_draw"] else secret
    try:
        require(commitment(secret) == lottery["commitment"], "lottery-secret")
        require(seed_used == expected, "lottery-seed")
    except Wrong as wrong:
        return wrong.verdict
    return Verdict()


def read_decisions(given: Any, at: Place) -> Sequence[Mapping[str, Any]]:
    if not isinstance(given, list):
        raise Nonsense("not-a-list", at, field="decisions")
    for row in given:
        if not isinstance(row, Mapping):
            raise Nonsense("not-an-object", at, field="decisions")
        for field, types in DECISION_FIELDS.items():
            if field not in row:
                raise Nonsense("missing-field", at, field=f"decisions.{field}")
            if isinstance(row[field], bool) or not isinstance(row[field], types):
                raise Nonsense("wrong-type", at, field=f"decisions.{field}")
        if not isinstance(row.get("reason"), str | None):
            raise Nonsense("wrong-type", at, field="decisions.reason")
    return given


def checked(decisions: Sequence[Mapping[str, Any]], result: Result, stock: int) -> Verdict:
    """Everybody once, nothing changed without a reason, nothing beyond the stock."""
    proposed = {allocation.id: allocation.units for allocation in result.allocations}
    try:
        require(sorted(row["id"] for row in decisions) == sorted(proposed), "decisions-not-everybody-once")
        for row in decisions:
            require(row["proposed"] == proposed[row["id"]], "decision-misquotes", id=row["id"])
            require(row["decided"] >= 0, "decision-negative", id=row["id"])
            explained = row["decided"] == row["proposed"] or (row.get("reason") or "").strip()
            require(bool(explained), "decision-without-reason", id=row["id"])
        total = sum(row["decided"] for row in decisions)
        require(total <= stock, "decisions-exceed-stock", total=total, stock=stock)
    except Wrong as wrong:
        return wrong.verdict
    return Verdict()
