"""Who may vote on what in a sitting: the members present, less those who stepped back from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from rebond.accounts.models import User
from rebond.applications.reviews.models import Declaration
from rebond.applications.reviews.queries import readers
from rebond.waves.models import Attendance, Leave, Proposal, Sitting


@dataclass(frozen=True)
class Room:
    """A sitting as it stands: who is there, who of the committee is not, who leaves for which file."""

    sitting: Sitting
    present: Sequence[User]
    absent: Sequence[User]
    leaves: Mapping[UUID, Sequence[User]]

    @property
    def members(self) -> list[User]:
        return [*self.present, *self.absent]

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
    """The room while the sitting is open; as it was written down once it is over."""
    rows = list(sitting.attendances.select_related("person").order_by("person__name", "person__email"))
    present = [row.person for row in rows if row.is_present]
    by_key = {person.pk: person for person in present}
    if sitting.is_open:
        absent = [person for person in readers() if person.pk not in by_key]
        pairs = recusals(sitting.proposal, present)
    else:
        absent = [row.person for row in rows if not row.is_present]
        pairs = list(sitting.leaves.values_list("application_id", "person_id"))
    leaves: dict[UUID, list[User]] = {}
    for application, person in pairs:
        leaves.setdefault(application, []).append(by_key[person])
    return Room(sitting, present, absent, leaves)


def write_room_down(room: Room) -> None:
    """Keep who was absent and who left for which file: the sitting is over, and later changes say nothing of it."""
    sitting = room.sitting
    Attendance.objects.bulk_create(
        Attendance(sitting=sitting, person=person, is_present=False) for person in room.absent
    )
    Leave.objects.bulk_create(
        Leave(sitting=sitting, application_id=application, person=person)
        for application, people in room.leaves.items()
        for person in people
    )


def table_sha256(proposal: Proposal) -> str:
    """What names the numbers of a proposal and their reasons, as they stand."""
    rows = proposal.allocations.order_by("application__reference")
    lines = rows.values_list("application__reference", "units", "change_reason")
    return sha256("\n".join(f"{one}\t{units}\t{reason}" for one, units, reason in lines).encode()).hexdigest()
