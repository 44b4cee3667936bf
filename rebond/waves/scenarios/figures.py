"""What some rules come to, counted once for the page, the files, the note and the command."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from rebond.programmes.models import Wave
from rebond.waves.groups import name_of
from rebond.waves.problem import Entry, groups_of
from rebond.waves.scenarios.outcome import Outcome


@dataclass(frozen=True)
class Gap:
    """How far apart the groups of a family are: the fills of the least and of the best served, with their names."""

    low: Fraction
    lowest: str
    high: Fraction
    highest: str

    @property
    def width(self) -> Fraction:
        return self.high - self.low


@dataclass(frozen=True)
class Blocked:
    """An association that a quota stopped: how many it would have had more without any quota."""

    association: str
    group: str
    units: int


@dataclass(frozen=True)
class Figures:
    """What some rules come to. Fills and shares are fractions; None where there is nothing to divide by."""

    stock: int
    granted: int
    reserved: int
    left: int
    associations: int
    served: int
    median_fill: Fraction | None
    worst_fill: Fraction | None
    districts: Gap | None
    themes: Gap | None
    small_units: int
    small_ones: int
    small_served: int
    blocked: tuple[Blocked, ...]
    people: int
    per_hundred: Fraction | None

    @property
    def unserved(self) -> int:
        return self.associations - self.served

    @property
    def small_share(self) -> Fraction | None:
        return Fraction(self.small_units, self.granted) if self.granted else None

    @property
    def blocked_units(self) -> int:
        return sum(one.units for one in self.blocked)


def figures_of(wave: Wave, outcome: Outcome, entries: Sequence[Entry], names: dict[str, str]) -> Figures:
    """Count an outcome. The need that fills are measured by is the request, within the wave's published cap."""
    units = outcome.units
    needs = {entry.id: min(entry.application.requested, wave.cap) for entry in entries}
    fills = {one: min(Fraction(units[one], need), Fraction(1)) for one, need in needs.items()}
    small = [entry.id for entry in entries if entry.is_small]
    helped = {entry.id: people_of(entry) for entry in entries if units[entry.id] and people_of(entry)}
    people = sum(helped.values())
    return Figures(
        stock=wave.stock,
        granted=outcome.granted,
        reserved=outcome.reserved,
        left=wave.stock - outcome.granted - outcome.reserved,
        associations=len(entries),
        served=sum(given > 0 for given in units.values()),
        median_fill=Fraction(median(fills.values())) if fills else None,
        worst_fill=min((fill for one, fill in fills.items() if units[one]), default=None),
        districts=gap_between("district", units, needs, entries, names),
        themes=gap_between("theme", units, needs, entries, names),
        small_units=sum(units[one] for one in small),
        small_ones=len(small),
        small_served=sum(units[one] > 0 for one in small),
        blocked=tuple(blocked_by_quotas(outcome, entries, names)),
        people=people,
        per_hundred=Fraction(100 * sum(units[one] for one in helped), people) if people else None,
    )


def people_of(entry: Entry) -> int:
    """How many people the association accompanies in a year, as it answered; 0 where it did not say."""
    answer = entry.application.answers.get("beneficiaries")
    return answer if isinstance(answer, int) and answer > 0 else 0


def gap_between(
    family: str, units: dict[str, int], needs: dict[str, int], entries: Sequence[Entry], names: dict[str, str]
) -> Gap | None:
    """The least and the best served group of a family: its units over its needs. None below two groups."""
    given: dict[str, int] = {}
    needed: dict[str, int] = {}
    for entry in entries:
        group = groups_of(entry.application).get(family)
        if group:
            given[group] = given.get(group, 0) + min(units[entry.id], needs[entry.id])
            needed[group] = needed.get(group, 0) + needs[entry.id]
    fills = sorted((Fraction(given[group], need), group) for group, need in needed.items() if need)
    if len(fills) < 2:
        return None
    (low, lowest), (high, highest) = fills[0], fills[-1]
    return Gap(low, name_of(f"{family}={lowest}", names), high, name_of(f"{family}={highest}", names))


def blocked_by_quotas(outcome: Outcome, entries: Sequence[Entry], names: dict[str, str]):
    """Whoever a full quota stopped, and what the same rules without quotas would have added, most first."""
    lines = outcome.result.by_id
    quotas = {quota.name for quota in outcome.problem.quotas}
    found = [
        Blocked(entry.association, name_of(lines[entry.id].binding, names), missing)
        for entry in entries
        if (missing := outcome.unquoted[entry.id] - outcome.units[entry.id]) > 0 and lines[entry.id].binding in quotas
    ]
    return sorted(found, key=lambda one: (-one.units, one.association))
