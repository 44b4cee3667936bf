"""How many kits can be made: the least, over its parts, of what is free divided by what one kit takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Sum

from rebond.stock.ledger.models import Balance, Kit, KitPart
from rebond.stock.ledger.promises import promised
from rebond.stock.models import Device
from rebond.stock.spares.pools import kept


@dataclass(frozen=True)
class Part:
    """One part of a kit, and how much of it is free."""

    name: str
    number: int
    free: int

    @property
    def enough_for(self) -> int:
        return self.free // self.number


@dataclass(frozen=True)
class Possible:
    """A kit, its parts, and how many can be made now."""

    kit: Kit
    parts: list[Part]

    @property
    def count(self) -> int:
        return min((part.enough_for for part in self.parts), default=0)

    @property
    def short_of(self) -> list[Part]:
        """The parts of which one kit more would take more than there is."""
        return [part for part in self.parts if part.enough_for == self.count]


def possible_kits() -> list[Possible]:
    """Every kit of the city with how many can be made, in the same few queries however many there are."""
    machines, accessories = free_machines(), free_accessories()
    kits = Kit.objects.prefetch_related("parts__kind")
    return [Possible(kit, [as_part(part, machines, accessories) for part in kit.parts.all()]) for kit in kits]


def as_part(part: KitPart, machines: Mapping[str, int], accessories: Mapping[UUID, int]) -> Part:
    if part.kind is not None:
        return Part(part.kind.name, part.number, accessories.get(part.kind_id, 0))
    return Part(str(Device.Category(part.category).label), part.number, machines.get(part.category, 0))


def free_accessories() -> dict[UUID, int]:
    """What no hand-over has reserved, by kind."""
    return dict(Balance.objects.order_by().values_list("kind").annotate(free=Sum(F("quantity") - F("reserved"))))


def free_machines() -> dict[str, int]:
    """Machines that could leave and are promised to nobody, by category.

    Desktops that are ready, less those that published waves wait for and the spares. The others are never made ready:
    laptops count once their disk is clean, what has no disk as soon as nothing holds it back.
    """
    held = Device.objects.filter(state=Device.State.RECEIVED, blocking_flags="", bench_flags="", held_because="")
    held = held.order_by()
    counts = held.filter(category__in=[Device.Category.SCREEN, Device.Category.OTHER])
    found = dict(counts.values_list("category").annotate(Count("pk")))
    found[Device.Category.LAPTOP] = held.filter(category=Device.Category.LAPTOP, erasure__in=Device.CLEAN).count()
    ready = Device.objects.allocatable().count()
    found[Device.Category.DESKTOP] = max(ready - promised().total() - kept().total(), 0)
    return found
