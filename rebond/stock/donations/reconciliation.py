"""What was announced against what was received, line by line. Pure.

A machine announced by its serial number is looked for under every number that a received one has, and compared with
it. A number of things alike takes what is left: first those whose brand and model say the same, then, where the line
names no model, any of its kind. What no line takes is extra; what a line does not find is missing.

So, for things and for each kind where nobody found another kind than announced: announced + extra - missing = received.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rebond.spreadsheets import plain
from rebond.stock.inventory.identity import read_brand

MISSING, EXTRA, DIFFERENT = "missing", "extra", "different"


@dataclass(frozen=True, slots=True)
class Line:
    """One announced line: a machine with its serial number, or a quantity."""

    kind: str
    brand: str = ""
    model: str = ""
    serial: str = ""
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Thing:
    """One machine that came, or a quantity of accessories of one kind; `also` are its other numbers."""

    kind: str
    brand: str = ""
    model: str = ""
    serial: str = ""
    quantity: int = 1
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `key` says of which line, `field` which fact differs; a side is empty where nothing is there.

    `thing` is the kind of equipment, `quantity` how many are missing or extra.
    """

    kind: str
    key: str
    thing: str
    field: str = ""
    announced: str = ""
    received: str = ""
    quantity: int = 1


@dataclass(frozen=True)
class Reconciliation:
    """How many of each kind were announced and came, and every difference: by serial number first, then by model."""

    announced: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    differences: tuple[Difference, ...] = ()

    def count(self, kind: str) -> int:
        """How many things are missing, or extra; how many facts differ."""
        return sum(one.quantity for one in self.differences if one.kind == kind)


def reconcile(lines: Iterable[Line], things: Iterable[Thing]) -> Reconciliation:
    """Compare what was announced with what came. The same lines and things in another order give the same answer."""
    lines, things = list(lines), list(things)
    announced, received = Counter[str](), Counter[str]()
    for line in lines:
        announced[line.kind] += line.quantity
    for thing in things:
        received[thing.kind] += thing.quantity
    left, by_serial = _by_serial([line for line in lines if line.serial], things)
    by_model = _by_model([line for line in lines if not line.serial], left)
    return Reconciliation(announced, received, (*by_serial, *by_model))


def name_of(brand: str, model: str) -> str:
    """Brand and model as one name, the brand said once."""
    return model if plain(model).startswith(plain(brand)) else f"{brand} {model}".strip()


def _by_serial(lines: list[Line], things: list[Thing]) -> tuple[list[Thing], list[Difference]]:
    """What is left for lines without serial number, and the differences of those that have one."""
    known: dict[str, int] = {}
    for place, thing in enumerate(things):
        for number in thing.also:
            known.setdefault(number, place)
    known |= {thing.serial: place for place, thing in enumerate(things) if thing.serial}
    taken: set[int] = set()
    found: list[Difference] = []
    for line in sorted(lines, key=lambda line: line.serial):
        place = known.get(line.serial)
        if place is None or place in taken:
            found.append(Difference(MISSING, f"serial:{line.serial}", line.kind, announced=_told(line)))
            continue
        taken.add(place)
        found += _facts_apart(line, things[place])
    return [thing for place, thing in enumerate(things) if place not in taken], found


def _facts_apart(line: Line, thing: Thing) -> Iterator[Difference]:
    key = f"serial:{line.serial}"
    if line.kind != thing.kind:
        yield Difference(DIFFERENT, key, line.kind, "kind", line.kind, thing.kind)
    if line.model and thing.model and not _alike(words_of(line), words_of(thing)):
        yield Difference(
            DIFFERENT, key, line.kind, "model", name_of(line.brand, line.model), name_of(thing.brand, thing.model)
        )


@dataclass(slots=True)
class _Pool:
    """Things that nobody tells apart: the machines of one name, or the accessories of one kind."""

    kind: str
    words: frozenset[str]
    members: list[Thing] = field(default_factory=list)
    left: int = 0
    is_shared: bool = False


def _by_model(lines: list[Line], things: list[Thing]) -> Iterator[Difference]:
    """Quantities of things alike, from the line that says most to the one that names its kind alone."""
    pools: dict[tuple[str, bool, tuple[str, ...]], _Pool] = {}
    for thing in sorted(things, key=lambda thing: (thing.kind, thing.serial)):
        words = words_of(thing)
        pool = pools.setdefault((thing.kind, not thing.serial, tuple(sorted(words))), _Pool(thing.kind, words))
        pool.members.append(thing)
        pool.left += thing.quantity
    wanted: Counter[tuple[str, str, str]] = Counter()
    for line in lines:
        wanted[line.kind, line.brand, line.model] += line.quantity
    in_order = [pools[key] for key in sorted(pools)]
    for (kind, brand, model), quantity in sorted(wanted.items(), key=lambda one: (-len(one[0][2]), one[0])):
        lacking = _take(in_order, kind, words_of(Line(kind, brand, model)), quantity)
        if lacking:
            name = name_of(brand, model)
            key = f"model:{kind}:{plain(name)}"[:220]
            yield Difference(MISSING, key, kind, "", f"{quantity} {name}".strip(), str(quantity - lacking), lacking)
    for pool in in_order:
        yield from _extra(pool)


def _take(pools: list[_Pool], kind: str, words: frozenset[str], wanted: int) -> int:
    """Take so many of a kind out of what is left, those that say the same first; returns how many are lacking."""
    fitting = [pool for pool in pools if pool.kind == kind and _alike(words, pool.words)]
    for pool in sorted(fitting, key=lambda pool: pool.words != words):
        taken = min(wanted, pool.left)
        pool.left -= taken
        pool.is_shared |= taken > 0
        wanted -= taken
    return wanted


def _extra(pool: _Pool) -> Iterator[Difference]:
    """What nothing announced: machine by machine, or as a number where some of the same name were announced."""
    if not pool.left:
        return
    name = _told(pool.members[0])
    if pool.is_shared or not pool.members[0].serial:
        key = f"model:{pool.kind}:{plain(name)}"[:220]
        yield Difference(EXTRA, key, pool.kind, received=f"{pool.left} {name}".strip(), quantity=pool.left)
        return
    for thing in pool.members:
        yield Difference(EXTRA, f"serial:{thing.serial}", thing.kind, received=name)


def words_of(one: Line | Thing) -> frozenset[str]:
    """The words of a brand and a model, a brand under its usual name."""
    return _words(one.brand, one.model)


@lru_cache(maxsize=4_096)
def _words(brand: str, model: str) -> frozenset[str]:
    return frozenset(plain(f"{read_brand(brand)[0]} {model}").split())


def _alike(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one says no more than the other: « ProDesk 600 » and « HP ProDesk 600 G4 », or nothing at all."""
    return some <= others or others <= some


def _told(one: Line | Thing) -> str:
    return name_of(one.brand, one.model)[:200]
