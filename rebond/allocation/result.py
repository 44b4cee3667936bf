"""What the engine answers, as written in the published record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rebond.allocation.allocations import Allocation, Allocations
from rebond.allocation.columns import Column
from rebond.allocation.nonsense import Nonsense, Place
from rebond.allocation.problem import LARGEST, check_format, read_json

FORMAT = "rebond.allocation.result/1"
REASONS = (
    "granted-in-full",
    "stock",
    "quota",
    "wave-cap",
    "floor-did-not-fit",
    "not-admitted",
    "below-minimum",
)


@dataclass(frozen=True, slots=True)
class Reserve:
    """What a phantom applicant keeps for the waves to come."""

    id: str
    units: int


@dataclass(frozen=True, slots=True)
class Result:
    """The whole answer. Allocations are sorted by id, `removed` is in the order of the opt-outs."""

    problem_sha256: str
    engine: str
    level: str | None
    left: int
    removed: tuple[str, ...]
    reserved: tuple[Reserve, ...]
    allocations: Allocations  # any sequence of `Allocation` is taken, and kept in columns

    def __post_init__(self) -> None:
        if not isinstance(self.allocations, Allocations):
            object.__setattr__(self, "allocations", Allocations.of(self.allocations))

    @property
    def units(self) -> Column:
        """What each receives, in the order of the allocations."""
        return self.allocations.units

    def as_dict(self) -> dict[str, Any]:
        return {
            **self.head(),
            "allocations": [members_of(allocation, ALLOCATION_FIELDS) for allocation in self.allocations],
        }

    def head(self) -> dict[str, Any]:
        """All but the allocations."""
        return {
            "format": FORMAT,
            "problem_sha256": self.problem_sha256,
            "engine": self.engine,
            "level": self.level,
            "left": self.left,
            "removed": list(self.removed),
            "reserved": [members_of(reserve, RESERVE_FIELDS) for reserve in self.reserved],
        }

    def as_bytes(self) -> bytes:
        """The result as a file: the same bytes whatever the order of the input."""
        return b"".join(self.pieces()) + b"\n"

    def pieces(self) -> Iterator[bytes]:
        """The same, a thousand rows at a time. "allocations" sorts before every other name."""
        if not len(self.allocations):
            yield readable({**self.head(), "allocations": []}).encode()
            return
        yield b'{\n "allocations": ['
        rows = (readable(members_of(allocation, ALLOCATION_FIELDS)) for allocation in self.allocations)
        separator = "\n"
        while piece := ",\n".join(islice(rows, 1000)):
            yield (separator + "  " + piece.replace("\n", "\n  ")).encode()
            separator = ",\n"
        yield b"\n ]," + readable(self.head())[1:].encode()

    @property
    def by_id(self) -> dict[str, Allocation]:
        return {allocation.id: allocation for allocation in self.allocations}


ALLOCATION_FIELDS = {  # field: the types it may have
    "id": (str,),
    "units": (int,),
    "reason": (str,),
    "binding": (str, type(None)),
    "last_level": (str, type(None)),
    "next_level": (str, type(None)),
    "points_for_one_more": (int, type(None)),
    "tie": (int,),
}
RESERVE_FIELDS = {"id": (str,), "units": (int,)}
RESULT_FIELDS = {
    "format": (str,),
    "problem_sha256": (str,),
    "engine": (str,),
    "level": (str, type(None)),
    "left": (int,),
    "removed": (list,),
    "reserved": (list,),
    "allocations": (list,),
}


readable = json.JSONEncoder(ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False).encode


def members_of(record: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {field: getattr(record, field) for field in fields}


def parse_result(source: str | bytes | Mapping[str, Any] | Result) -> Result:
    """Read a result, strictly: exactly the fields of the format, each of its type. Raises Nonsense."""
    if isinstance(source, Result):
        return source
    at = Place("result")
    given = read_json(source, at) if isinstance(source, str | bytes) else source
    check_format(given, at, FORMAT)
    members = typed(given, RESULT_FIELDS, at)
    if not all(isinstance(name, str) for name in members["removed"]):
        raise Nonsense("wrong-type", at, field="removed")
    return Result(
        problem_sha256=members["problem_sha256"],
        engine=members["engine"],
        level=members["level"],
        left=members["left"],
        removed=tuple(members["removed"]),
        reserved=tuple(Reserve(**typed(row, RESERVE_FIELDS, at)) for row in members["reserved"]),
        allocations=Allocations.of(Allocation(**typed(row, ALLOCATION_FIELDS, at)) for row in members["allocations"]),
    )


def typed(given: Any, fields: Mapping[str, tuple[type, ...]], at: Place) -> dict[str, Any]:
    """Exactly these fields, each of its type; a boolean is no number."""
    if not isinstance(given, Mapping):
        raise Nonsense("not-an-object", at, field=at.label or at.kind)
    for name in given:
        if name not in fields:
            raise Nonsense("unknown-field", at, field=name, known=", ".join(fields))
    for name, types in fields.items():
        if name not in given:
            raise Nonsense("missing-field", at, field=name)
        if isinstance(given[name], bool) or not isinstance(given[name], types):
            raise Nonsense("wrong-type", at, field=name)
        if isinstance(given[name], int) and abs(given[name]) > LARGEST:
            raise Nonsense("out-of-range", at, field=name, value=given[name], smallest=-LARGEST, largest=LARGEST)
    return {str(name): given[name] for name in fields}
