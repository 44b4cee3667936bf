"""Reads of this app, beyond the allocation sheet itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from rebond.accounts.models import Membership, Role, User
from rebond.organisations.models import Association, Donor
from rebond.programmes.models import Wave
from rebond.stock.ledger.promises import returned
from rebond.stock.models import Device
from rebond.stock.spares.pools import kept_of
from rebond.waves.models import Allocation, Proposal


def published_allocations(wave: Wave | None = None) -> QuerySet[Allocation]:
    """Who was granted one machine at least by a published wave, or by all of them."""
    allocations = Allocation.objects.published().served().select_related("application__association", "proposal__wave")
    return allocations if wave is None else allocations.filter(proposal__wave=wave)


def shown_proposal(wave: Wave) -> Proposal | None:
    """The published allocation of a wave, else the draft on the table."""
    alive = wave.proposals.exclude(state=Proposal.State.DISCARDED)
    return alive.select_related("wave__programme__donor", "proposed_by", "published_by").first()


def decision_on(application_id: UUID) -> Allocation | None:
    """What was decided on an application, or is on the table; drafts that were set aside are forgotten."""
    alive = Allocation.objects.filter(application=application_id).exclude(proposal__state=Proposal.State.DISCARDED)
    return alive.select_related("proposal__wave__programme", "application__association", "application__wave").first()


def waves_with_units() -> QuerySet[Wave]:
    """The city's waves, each with what its published allocation granted (none: not published)."""
    published = Sum("proposals__granted", filter=Q(proposals__state=Proposal.State.PUBLISHED))
    announced = Wave.objects.announced().select_related("programme")
    return announced.annotate(granted=published).order_by("programme", "number")


def published_proposals() -> QuerySet[Proposal]:
    """Every published allocation of the city, the latest first."""
    published = Proposal.objects.filter(state=Proposal.State.PUBLISHED)
    return published.select_related("wave__programme").order_by("-published_at")


@dataclass(frozen=True)
class Promise:
    """What a donor's machines allow: how many may be, are or were allocated once the spares are kept back, how many
    are kept so, how many publications promise."""

    machines: int
    promised: int
    kept: int = 0

    @property
    def left(self) -> int:
        return self.machines - self.promised

    def covers(self, units: int) -> bool:
        """Whether so many more may be promised."""
        return units <= self.left


def promise_of(donor: Donor) -> Promise:
    """Count a donor's allocatable machines less its spares, and what the publications of all its programmes granted.

    A promise that was kept with a machine which came back since is behind us. Lots under a legal route that none of the
    donor's programmes takes are left out.
    """
    kept = kept_of(donor)
    routes = ["", *donor.programmes.values_list("legal_route", flat=True)]
    published = Proposal.objects.filter(state=Proposal.State.PUBLISHED, wave__programme__donor=donor)
    return Promise(
        machines=Device.objects.filter(lot__donor=donor, lot__regime__in=routes).counted_as_given().count() - kept,
        promised=(published.aggregate(units=Sum("granted"))["units"] or 0) - returned()[donor.pk],
        kept=kept,
    )


def machines_awaited() -> Counter[UUID]:
    """Ready machines that published waves wait for, by donor: promised, less those back or in a hand-over."""
    published = Proposal.objects.filter(state=Proposal.State.PUBLISHED).order_by()
    awaited = Counter(dict(published.values_list("wave__programme__donor").annotate(Sum("granted"))))
    named = Device.objects.filter(category=Device.Category.DESKTOP, state__in=Device.PROMISED).order_by()
    return awaited - returned() - Counter(dict(named.values_list("lot__donor").annotate(Count("pk"))))


def publishers_of(proposal: Proposal) -> list[User]:
    """Who may publish it: the officers of the city but those who proposed it or changed a number of it."""
    changed = proposal.allocations.exclude(changed_by=None).values("changed_by")
    officers = Membership.objects.filter(role__in=[Role.OFFICER, Role.ADMINISTRATOR], user__is_active=True)
    others = officers.exclude(user=proposal.proposed_by_id).exclude(user__in=changed)
    return list(dict.fromkeys(membership.user for membership in others.select_related("user").order_by("user__name")))


def managers_of(associations: Iterable[Association]) -> list[Membership]:
    """The people who answer for these associations, in a steady order."""
    managers = Membership.objects.filter(role=Role.MANAGER, association__in=associations, user__is_active=True)
    return list(managers.select_related("user").order_by("association", "user__email"))


def managers_by_association(proposal: Proposal) -> dict[UUID, list[User]]:
    """The people to write to about a proposal, by association; who has nobody is not in it."""
    found: dict[UUID, list[User]] = {}
    for membership in managers_of(Association.objects.filter(applications__allocations__proposal=proposal)):
        found.setdefault(membership.association_id, []).append(membership.user)
    return found
