"""What is asked of the engine: one stock, its applicants, the rule, the quotas.

A problem is read once, strictly, and never changes. Everything that follows may trust it: every number is a
whole number in its range, every name is known, every promise can be kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from hashlib import sha256
from itertools import islice, pairwise
from operator import eq, le
from typing import Any

import numpy as np

from rebond.allocation import keys
from rebond.allocation.applicants import NOT_GIVEN, Applicant, Applicants
from rebond.allocation.groups import Groups, Quota
from rebond.allocation.nonsense import Nonsense, Place

FORMAT = "rebond.allocation.problem/1"
KEYS = tuple(keys.KEYS)
ADMISSIONS = ("rank", "rank-stop", "max-served", "none")
LARGEST = 2**53 - 1  # the last whole number that every JSON reader keeps exactly
LONGEST = 200  # characters in an identifier or a name

APPLICANT_NUMBERS = {  # field: (smallest, default); None: no limit given
    "points": (1, ...),
    "size": (1, 1),
    "request": (0, None),
    "cap": (0, None),
    "floor": (0, 0),
    "minimum": (0, 0),
    "received": (0, 0),
    "class": (0, 0),
    "tie": (0, None),
}
APPLICANT_FIELDS = ("id", *APPLICANT_NUMBERS, "groups", "phantom")
PROBLEM_FIELDS = ("format", "label", "stock", "rule", "lottery", "applicants", "quotas")
QUOTA_FIELDS = ("group", "value", "max", "min")


@dataclass(frozen=True)
class Problem:
    """A stock to share by a rule. Applicants are sorted by id, quotas by (group, value)."""

    stock: int
    applicants: Applicants  # any sequence of `Applicant` is taken, and kept in columns
    key: str = "leximin"
    admission: str = "rank"
    seed: str | None = None
    quotas: tuple[Quota, ...] = ()
    label: str = ""
    sound: bool = field(default=False, init=False, repr=False, compare=False)  # in order and checked

    def __post_init__(self) -> None:
        if not isinstance(self.applicants, Applicants):
            object.__setattr__(self, "applicants", Applicants.of(self.applicants))

    def as_dict(self) -> dict[str, Any]:
        """The canonical form: defaults filled, applicants and quotas in order."""
        return {**self.head(), "applicants": [applicant_as_dict(applicant) for applicant in self.applicants]}

    def head(self) -> dict[str, Any]:
        """All but the applicants."""
        return {
            "format": FORMAT,
            "label": self.label,
            "stock": self.stock,
            "rule": {"key": self.key, "admission": self.admission},
            "lottery": {"seed": self.seed},
            "quotas": [
                {"group": quota.group, "value": quota.value, "max": quota.most, "min": quota.least}
                for quota in self.quotas
            ],
        }

    @cached_property
    def sha256(self) -> str:
        digest = sha256()
        for piece in canonical_pieces(self):
            digest.update(piece)
        return digest.hexdigest()


def canonical_bytes(problem: Problem) -> bytes:
    """The one way to write a problem: sorted keys, no spaces, UTF-8, no floats. Its SHA-256 names the problem."""
    return b"".join(canonical_pieces(problem))


def canonical_pieces(problem: Problem) -> Iterator[bytes]:
    """The same, a thousand applicants at a time. "applicants" sorts before every other name."""
    yield b'{"applicants":['
    rows = map(canonical, map(applicant_as_dict, problem.applicants))
    separator = ""
    while piece := ",".join(islice(rows, 1000)):
        yield (separator + piece).encode()
        separator = ","
    yield b"]," + canonical(problem.head())[1:].encode()


canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def applicant_as_dict(applicant: Applicant) -> dict[str, Any]:
    return {
        "id": applicant.id,
        "points": applicant.points,
        "size": applicant.size,
        "request": applicant.request,
        "cap": applicant.cap,
        "floor": applicant.floor,
        "minimum": applicant.minimum,
        "received": applicant.received,
        "class": applicant.priority,
        "tie": applicant.tie,
        "groups": dict(applicant.groups),
        "phantom": applicant.phantom,
    }


def parse_problem(source: str | bytes | Mapping[str, Any] | Problem) -> Problem:
    """Read a problem from JSON text or from the mapping it holds.

    Raises Nonsense, one sentence that names the applicant, the quota or the field, for anything that could be
    read in two ways or could not be kept: a number written as text, a boolean as a number, two equal ids, a cap
    below the floor, a name nobody knows, minimums that cross or exceed the stock.
    """
    if isinstance(source, Problem):
        return source if source.sound else checked(source)
    at = Place("problem")
    given = read_json(source, at) if isinstance(source, str | bytes) else source
    check_format(given, at, FORMAT)
    members = read_members(given, at, PROBLEM_FIELDS, required=("format", "stock", "rule", "applicants"))
    rule = read_members(members["rule"], at.of("rule"), ("key", "admission"))
    lottery = read_members(members.get("lottery") or {}, at.of("lottery"), ("seed",))
    return checked(
        Problem(
            label=read_text(members, "label", at, default="") or "",
            stock=read_number(members, "stock", at, 0) or 0,
            key=read_choice(rule, "key", at.of("rule"), tuple(keys.KEYS)),
            admission=read_choice(rule, "admission", at.of("rule"), ADMISSIONS),
            seed=read_text(lottery, "seed", at.of("lottery"), default=None),
            applicants=Applicants.of(read_applicants(members["applicants"])),
            quotas=tuple(read_quotas(members.get("quotas") or [])),
        )
    )


def checked(problem: Problem) -> Problem:
    """The same problem in canonical order, once what holds between its parts is known to hold."""
    quotas = tuple(sorted(problem.quotas, key=lambda quota: (quota.group, quota.value)))
    ordered = replace(problem, applicants=in_order(problem.applicants), quotas=quotas)
    check_ids(ordered.applicants.ids)
    check_ties(ordered)
    check_quotas(ordered)
    object.__setattr__(ordered, "sound", True)
    return ordered


def in_order(applicants: Applicants) -> Applicants:
    """Sorted by id."""
    ids = applicants.ids
    if all(map(le, ids, islice(ids, 1, None))):
        return applicants
    return applicants.take(np.array(sorted(range(len(ids)), key=ids.__getitem__)))


def check_ids(ids: Sequence[str]) -> None:
    if any(map(eq, ids, islice(ids, 1, None))):
        twin = next(one for one, other in pairwise(ids) if one == other)
        raise Nonsense("duplicate-id", Place("applicant", twin))


def check_ties(problem: Problem) -> None:
    """A tie order replaces points and lottery for everybody or for nobody."""
    tie, ids = problem.applicants.tie, problem.applicants.ids
    given = tie != NOT_GIVEN
    if not given.any():
        if len(ids) and problem.seed is None:
            raise Nonsense("seed-missing", Place("problem"))
        return
    order = np.argsort(tie, kind="stable")
    if given.all() and not (tie[order[1:]] == tie[order[:-1]]).any():
        return
    first_of: dict[int, str] = {}
    start = int(np.argmax(given))
    for place, name in enumerate(ids[start:], start):
        if not given[place]:
            raise Nonsense("tie-missing", Place("applicant", name))
        if (other := first_of.setdefault(int(tie[place]), name)) != name:
            raise Nonsense("tie-duplicate", Place("applicant", name), value=int(tie[place]), other=other)
    raise Nonsense("tie-missing", Place("applicant", ids[0]))


def check_quotas(problem: Problem) -> None:
    """No quota twice; guaranteed minimums only where groups are nested or apart, and only what can be kept."""
    for one, other in pairwise(problem.quotas):
        if one.name == other.name:
            raise Nonsense("duplicate-quota", Place("quota", one.name))
    if any(quota.least for quota in problem.quotas):
        ceilings = np.minimum(problem.applicants.ceiling, LARGEST)
        Groups.of(problem.applicants, problem.quotas, problem.stock).check_promises(ceilings)


def read_json(text: str | bytes, at: Place) -> Any:
    """What a JSON text holds; `at` is the file that a refusal names."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return json.loads(
            text, object_pairs_hook=partial(without_twins, at), parse_constant=partial(refuse_constant, at)
        )
    except UnicodeDecodeError as error:
        raise Nonsense("not-utf8", at) from error
    except RecursionError as error:
        raise Nonsense("too-deep", at) from error
    except json.JSONDecodeError as error:
        raise Nonsense("not-json", at, line=error.lineno, column=error.colno) from error
    except Nonsense:
        raise
    except ValueError as error:  # an integer of thousands of digits
        raise Nonsense("number-too-long", at) from error


def without_twins(at: Place, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON allows a name twice and keeps the last: a file that can be read in two ways is refused."""
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise Nonsense("duplicate-field", at, field=twin)
    return members


def refuse_constant(at: Place, name: str) -> Any:
    raise Nonsense("not-a-number", at, value=name)


def check_format(given: Any, at: Place, expected: str) -> None:
    """Said first, since in a file of another kind everything else is wrong as well."""
    found = given.get("format") if isinstance(given, Mapping) else None
    if found is not None and found != expected:
        raise Nonsense("wrong-format", at, value=found, expected=expected)


def read_applicants(given: Any) -> Iterator[Applicant]:
    if not isinstance(given, list | tuple):
        raise Nonsense("not-a-list", Place("problem"), field="applicants")
    for position, row in enumerate(given, start=1):
        yield read_applicant(row, Place("position", str(position)))


def read_applicant(given: Any, at: Place) -> Applicant:
    """One applicant; `at` says where it stands until its id is known."""
    row = read_members(given, at, APPLICANT_FIELDS, required=("id",))
    name = read_text(row, "id", at, default=...)
    assert name is not None
    if at.kind == "position":
        at = Place("applicant", name)
    numbers = {
        field: read_number(row, field, at, smallest, default)
        for field, (smallest, default) in APPLICANT_NUMBERS.items()
    }
    if None not in (row.get("cap"), row.get("floor")) and row["cap"] < row["floor"]:
        raise Nonsense("cap-below-floor", at, cap=row["cap"], floor=row["floor"])
    phantom = row.get("phantom")
    if phantom is not None and not isinstance(phantom, bool):
        raise Nonsense("not-a-boolean", at, field="phantom", value=phantom)
    numbers["priority"] = numbers.pop("class")
    return Applicant(id=name, groups=read_groups(row, at), phantom=bool(phantom), **numbers)  # type: ignore[arg-type]


def read_groups(row: Mapping[str, Any], at: Place) -> dict[str, str]:
    given = row.get("groups")
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise Nonsense("not-an-object", at, field="groups")
    groups: dict[str, str] = {}
    for family in sorted(given, key=str):
        check_name(family, at, "groups")
        check_name(given[family], at, f"groups.{family}")
        groups[family] = given[family]
    return groups


def read_quotas(given: Any) -> Iterator[Quota]:
    if not isinstance(given, list | tuple):
        raise Nonsense("not-a-list", Place("problem"), field="quotas")
    for position, row in enumerate(given, start=1):
        at = Place("quota-position", str(position))
        members = read_members(row, at, QUOTA_FIELDS, required=("group", "value"))
        group = read_text(members, "group", at, default=...)
        value = read_text(members, "value", at, default=...)
        assert group is not None
        assert value is not None
        at = Place("quota", f"{group}={value}")
        most = read_number(members, "max", at, 0, None)
        least = read_number(members, "min", at, 0, 0)
        assert least is not None
        if most is not None and most < least:
            raise Nonsense("max-below-min", at, most=most, least=least)
        yield Quota(group, value, most, least)


def read_members(given: Any, at: Place, known: tuple[str, ...], required: tuple[str, ...] = ()) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise Nonsense("not-an-object", at, field=at.label or at.kind)
    for name in given:
        if name not in known:
            raise Nonsense("unknown-field", at, field=name, known=", ".join(known))
    for name in required:
        if given.get(name) is None:
            raise Nonsense("missing-field", at, field=name)
    return given


def read_number(row: Mapping[str, Any], field: str, at: Place, smallest: int, default: Any = ...) -> int | None:
    """A whole number in its range. `default=...` makes it required; null means absent."""
    value = row.get(field)
    if value is None:
        if default is ...:
            raise Nonsense("missing-field", at, field=field)
        return None if default is None else int(default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Nonsense("not-an-integer", at, field=field, value=value)
    if not smallest <= value <= LARGEST:
        raise Nonsense("out-of-range", at, field=field, value=value, smallest=smallest, largest=LARGEST)
    return value


def read_text(row: Mapping[str, Any], field: str, at: Place, default: Any) -> str | None:
    value = row.get(field)
    if value is None:
        if default is ...:
            raise Nonsense("missing-field", at, field=field)
        return None if default is None else str(default)
    if field == "label" and value == "":
        return ""
    check_name(value, at, field)
    return str(value)


def read_choice(row: Mapping[str, Any], field: str, at: Place, choices: tuple[str, ...]) -> str:
    """One of the known names; the first is the default rule's."""
    value = row.get(field)
    if value is None:
        return choices[0]
    if value not in choices:
        raise Nonsense("unknown-choice", at, field=field, value=value, known=", ".join(choices))
    return str(value)


def check_name(value: Any, at: Place, field: str) -> None:
    """Text that can be shown, hashed and sorted: not empty, no control character, no half of a pair."""
    if not isinstance(value, str):
        raise Nonsense("not-text", at, field=field, value=value)
    if not value.strip() or len(value) > LONGEST:
        raise Nonsense("bad-length", at, field=field, longest=LONGEST)
    if any(character < " " or "\ud800" <= character <= "\udfff" for character in value):
        raise Nonsense("bad-character", at, field=field)
