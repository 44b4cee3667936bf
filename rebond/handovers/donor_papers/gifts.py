"""What a donor gave to each association in a year, machine by machine, with what the donor declares it to be worth.

A gift counts from the day on its hand-over's paper. What the association refused counts for nothing: a machine that
was swapped because it arrived dead (the spare counts in its place), and one that was brought back within the days that
the city leaves for a swap. Brought back later, it had been given; what an association passed on to another one stays
its own gift. No amount is ever computed but the sum of what the donor declared.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from rebond.handovers.custodies.models import Custody
from rebond.organisations.models import Association, Donor
from rebond.programmes.models import Programme
from rebond.stock.spares.pools import policy

RECEIVED = (Custody.Began.HANDOVER, Custody.Began.SWAP)


@dataclass(frozen=True)
class GivenMachine:
    """One machine: what it is, when and by which paper it was given, its declared value in euros if there is one."""

    serial: str
    model: str
    given_on: date
    handover: str
    programme: str
    value: Decimal | None


@dataclass(frozen=True)
class Gift:
    """The machines that one association received and kept of one donor in one year."""

    donor: Donor
    association: Association
    year: int
    machines: tuple[GivenMachine, ...]

    @property
    def declared(self) -> Decimal:
        """The sum of what the donor declared, in euros."""
        return sum((one.value for one in self.machines if one.value is not None), Decimal(0))

    @property
    def undeclared(self) -> int:
        """Of how many machines the donor declared no value."""
        return sum(one.value is None for one in self.machines)


def gifts_of(donor: Donor, *, association: Association | None = None, year: int | None = None) -> list[Gift]:
    """The gifts of a donor by year, the last one first, then by association; of one association or year if asked."""
    custodies = given_custodies().filter(handover__allocation__proposal__wave__programme__donor=donor)
    if association is not None:
        custodies = custodies.filter(association=association)
    if year is not None:
        custodies = custodies.filter(since__year=year)
    return by_year_and_association(donor, custodies)


def given_custodies() -> QuerySet[Custody]:
    """Machines that became an association's own by gift, and were not swapped."""
    programme = "handover__allocation__proposal__wave__programme"
    kept = Custody.objects.filter(began_as__in=RECEIVED).exclude(ended_as=Custody.Ended.SWAP)
    gifts = kept.filter(**{f"{programme}__legal_route": Programme.LegalRoute.GIFT})
    return gifts.select_related("device", "association", programme).order_by("device__serial")


def by_year_and_association(donor: Donor, custodies: Iterable[Custody]) -> list[Gift]:
    found: dict[tuple[int, Association], list[GivenMachine]] = defaultdict(list)
    days = policy().swap_days
    for one in custodies:
        if one.ended_as == Custody.Ended.RETURN and (one.until - one.since).days <= days:
            continue
        machine = GivenMachine(
            serial=one.device.serial,
            model=f"{one.device.brand} {one.device.model}".strip(),
            given_on=one.since,
            handover=one.handover.reference,
            programme=one.handover.wave.programme.title,
            value=one.device.residual_value,
        )
        found[one.since.year, one.association].append(machine)
    in_order = sorted(found, key=lambda key: (-key[0], key[1].search_text, str(key[1].pk)))
    return [Gift(donor, association, year, tuple(found[year, association])) for year, association in in_order]
