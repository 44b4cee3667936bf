"""One file under review: what its readings come to, and who may see them yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.agreement import READERS, are_apart, opinions_clash, points_together
from rebond.applications.reviews.models import Reading, Settlement
from rebond.programmes.models import Criterion, Wave

CALLING = (Wave.State.DRAFT, Wave.State.OPEN)


@dataclass(frozen=True)
class Review:
    """The readings of one application by those who are not recused, each with its marks and their criteria."""

    application: Application
    readings: Sequence[Reading]

    @property
    def is_open(self) -> bool:
        """Whether readers see each other: both are in, and nobody can apply any more."""
        return len(self.readings) >= READERS and self.application.wave.state not in CALLING

    @property
    def is_settled(self) -> bool:
        return Settlement.objects.filter(application=self.application).exists()

    def of(self, reader: User) -> Reading | None:
        return next((one for one in self.readings if one.reader_id == reader.pk), None)

    def shown_to(self, person: User, *, peeked: bool) -> list[Reading]:
        """One's own; the others' once the seal is open, or after one looked under it on purpose."""
        return [one for one in self.readings if self.is_open or peeked or one.reader_id == person.pk]

    @property
    def given(self) -> dict[Criterion, list[int]]:
        """The points of all readers by criterion, in the order of the programme."""
        found: dict[Criterion, list[int]] = {}
        for reading in self.readings:
            for mark in reading.marks.all():
                found.setdefault(mark.criterion, []).append(mark.points)
        return dict(sorted(found.items(), key=lambda one: one[0].position))

    @property
    def apart(self) -> list[Criterion]:
        """The criteria on which two readers differ by more than is admitted."""
        return [criterion for criterion, points in self.given.items() if are_apart(points, criterion.tolerance)]

    @property
    def is_apart(self) -> bool:
        clash = len(self.readings) == READERS and opinions_clash(one.opinion for one in self.readings)
        return clash or bool(self.apart)

    @property
    def points(self) -> dict[Criterion, int]:
        return {criterion: points_together(points) for criterion, points in self.given.items()}

    def told(self, criterion: Criterion) -> str:
        """The points that were given, without who gave which: "5, 8"."""
        return ", ".join(str(points) for points in sorted(self.given[criterion]))
