"""Who may vote on what in a sitting: the members present, less those who stepped back from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from rebond.accounts.models import User
from rebond.applications.reviews.models import Declaration
from rebond.applications.reviews.queries import readers
from rebond.waves.models import Proposal, Sitting


@dataclass(frozen=True)
class Room:
    """A sitting as it stands: members, who is there, who leaves for which file."""

    sitting: Sitting
    members: Sequence[User]
    present: Sequence[User]
    leaves: Mapping[UUID, Sequence[User]]

    @property
    def absent(self) -> list[User]:
        there = {person.pk for person in self.present}
        return [person for person in self.members if person.pk not in there]

    def voters(self, application: UUID | None) -> list[User]:
        """Who votes on a file, or on the whole: everybody present, since the files with a recusal are no part of it."""
        gone = {person.pk for person in self.leaves.get(application, ())} if application else set()
        return [person for person in self.present if person.pk not in gone]

    def needed(self, application: UUID | None) -> int:
        """The quorum: for a file, never more than the members whom no tie keeps away from it."""
        kept_away = self.recused_members.get(application, 0) if application else 0
        return min(self.sitting.quorum, max(1, len(self.members) - kept_away))

    def has_quorum(self, application: UUID | None = None) -> bool:
        return len(self.voters(application)) >= self.needed(application)

    @cached_property
    def recused_members(self) -> dict[UUID, int]:
        """How many of the committee are recused from each file, present or not."""
        counts: dict[UUID, int] = {}
        for application, _person in recusals(self.sitting.proposal, self.members):
            counts[application] = counts.get(application, 0) + 1
        return counts

    @property
    def apart(self) -> set[UUID]:
        """The files that are voted apart because somebody leaves for them."""
        return set(self.leaves)


def recusals(proposal: Proposal, people: Sequence[User]) -> list[tuple[UUID, UUID]]:
    """Which of these people are recused from which files of a proposal."""
    rows = Declaration.objects.recusals().filter(person__in=[one.pk for one in people])
    return list(rows.filter(application__allocations__proposal=proposal).values_list("application_id", "person_id"))


def room_of(sitting: Sitting) -> Room:
    """The room while the sitting is open; as it was written down once it is closed."""
    present = [row.person for row in sitting.attendances.select_related("person").order_by("person__name")]
    by_key = {person.pk: person for person in present}
    if sitting.is_open:
        pairs = recusals(sitting.proposal, present)
    else:
        pairs = list(sitting.leaves.values_list("application_id", "person_id"))
    leaves: dict[UUID, list[User]] = {}
    for application, person in pairs:
        leaves.setdefault(application, []).append(by_key[person])
    return Room(sitting, readers(), present, leaves)


def table_sha256(proposal: Proposal) -> str:
    """What names the numbers of a proposal and their reasons, as they stand."""
    rows = proposal.allocations.order_by("application__reference")
    lines = rows.values_list("application__reference", "units", "change_reason")
    return sha256("\n".join(f"{one}\t{units}\t{reason}" for one, units, reason in lines).encode()).hexdigest()
