"""The question that a wave puts to the allocation engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from rebond.allocation.lottery import seed
from rebond.allocation.problem import FORMAT
from rebond.applications.models import Application
from rebond.programmes.models import Wave
from rebond.waves.models import Allocation
from rebond.waves.rules import Rules, published_rules

# The group of how much is asked, which the lot for small associations speaks of.
NEEDS, SMALL, LARGE = "needs", "small", "large"


@dataclass(frozen=True)
class Entry:
    """An eligible application, and what the programme's other published waves gave its association."""

    application: Application
    received: int

    @property
    def id(self) -> str:
        return self.application.reference

    @property
    def association(self) -> str:
        return self.application.association.name

    @property
    def is_small(self) -> bool:
        """Whether it asks for as little as a small association needs."""
        return is_small(self.application.requested)


def is_small(requested: int) -> bool:
    return requested <= Wave.SMALL_NEEDS


def build_problem(wave: Wave, rules: Rules | None = None) -> dict[str, Any]:
    """Everything that decides in a wave, and nothing else; by the published rules unless others are given.

    What an association asks is a cap, never a weight. The useful lot is the floor, the same for all: the
    minimum that an association declared is shown to the committee and enters no computation. What the other
    published waves of the programme gave counts as received.
    """
    return problem_of(wave, rules or published_rules(wave), entries_of(wave))


def entries_of(wave: Wave) -> list[Entry]:
    """Who takes part in a wave, by reference."""
    received = received_before(wave)
    eligible = wave.applications.eligible().select_related("association").order_by("reference")
    return [Entry(application, received.get(application.association_id, 0)) for application in eligible]


def problem_of(wave: Wave, rules: Rules, entries: Sequence[Entry]) -> dict[str, Any]:
    """The problem of these applications under these rules; what a rule does not use is left out."""
    problem = {
        "format": FORMAT,
        "label": wave.name,
        "stock": rules.to_share(wave.stock),
        "rule": {"key": rules.key, "admission": rules.admission},
        "lottery": {"seed": seed_of(wave)},
        "applicants": [applicant_of(entry, rules) for entry in entries] + phantoms_of(rules),
    }
    quotas = [*quotas_of(rules), *small_lot_of(rules, problem["stock"], entries)]
    return problem | {"quotas": quotas} if quotas else problem


def applicant_of(entry: Entry, rules: Rules) -> dict[str, Any]:
    return {
        "id": entry.id,
        "points": entry.application.points,
        "request": entry.application.requested,
        "cap": rules.cap,
        "floor": rules.floor,
        "received": entry.received,
        "groups": groups_of(entry.application) | needs_of(entry.application.requested, rules),
    }


def phantoms_of(rules: Rules) -> list[dict[str, Any]]:
    """The made-up associations that keep machines for later waves. They belong to no district and no theme."""
    return [
        {
            "id": f"PHANTOM-{number:03d}",
            "points": rules.phantom_points,
            "request": rules.phantom_request,
            "cap": rules.cap,
            "floor": rules.floor,
            "groups": needs_of(rules.phantom_request, rules),
            "phantom": True,
        }
        for number in range(1, rules.phantoms + 1)
    ]


def needs_of(requested: int, rules: Rules) -> dict[str, str]:
    """Small or large, where a lot for small associations makes it matter."""
    return {NEEDS: SMALL if is_small(requested) else LARGE} if rules.small_lot else {}


def quotas_of(rules: Rules) -> list[dict[str, Any]]:
    return [
        {"group": quota.group, "value": quota.value, "max": quota.most, "min": quota.least} for quota in rules.quotas
    ]


def small_lot_of(rules: Rules, stock: int, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The lot for small associations, said of the large ones: they share what it leaves.

    A maximum may cross the quotas of districts and themes, as a guaranteed minimum may not. What the small ones
    cannot take is not kept, so that the lot leaves no machine without a taker.
    """
    if not rules.small_lot:
        return []
    takes = sum(min(entry.application.requested, rules.cap) for entry in entries if entry.is_small)
    return [{"group": NEEDS, "value": LARGE, "max": stock - min(rules.small_lot, takes), "min": 0}]


def seed_of(wave: Wave) -> str:
    """What draws the lots: the city's text, and with it the result of the public draw where one was named.

    Until that draw is told the lots are provisional, and nothing can be proposed with them.
    """
    return seed(wave.lottery_seed, wave.drawn) if wave.public_draw else wave.lottery_seed


def received_before(wave: Wave) -> dict[Any, int]:
    """What each association was granted in the other published waves of the programme."""
    granted = Allocation.objects.published().filter(proposal__wave__programme=wave.programme_id)
    by_association = granted.exclude(proposal__wave=wave).order_by().values_list("application__association")
    return dict(by_association.annotate(Sum("units")))


def groups_of(application: Application) -> dict[str, str]:
    """The groups that quotas and figures may speak of; what is not known is left out."""
    groups = {"district": application.association.district_code, "theme": application.answers.get("theme")}
    return {name: value for name, value in groups.items() if value}
