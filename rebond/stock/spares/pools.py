"""How many machines each lot keeps back: a percentage of those that may be, are or were allocated, rounded up, so that
a small lot keeps one too; less what an officer released, less what left in swaps."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from rebond.organisations.models import Donor
from rebond.stock.models import Device, Lot
from rebond.stock.spares.models import SparePolicy, SparePool


@dataclass(frozen=True)
class Spares:
    """The spares of one lot. `base` counts its desktops that may be, are or were allocated; `ready` those that wait."""

    lot: Lot
    percent: int
    is_default: bool
    base: int
    ready: int
    released: int
    used: int

    @property
    def meant(self) -> int:
        """What the percentage means, rounded up."""
        return rounded_up(self.percent, self.base)

    @property
    def kept(self) -> int:
        """How many are kept back today."""
        return max(self.meant - self.released - self.used, 0)


def rounded_up(percent: int, base: int) -> int:
    return -(-percent * base // 100)


def policy() -> SparePolicy:
    """What the city said; without a word, nothing is kept back and a dead machine is swapped for thirty days."""
    return SparePolicy.objects.first() or SparePolicy()


def spares_of(lots: Iterable[Lot]) -> list[Spares]:
    """The spares of these lots, in their order, in three queries."""
    lots = list(lots)
    pools = {pool.lot_id: pool for pool in SparePool.objects.filter(lot__in=lots)}
    desktops = Device.objects.filter(lot__in=lots, category=Device.Category.DESKTOP).order_by().values("lot")
    counted = desktops.annotate(
        base=Count("pk", filter=Q(state__in=Device.FREED)), ready=Count("pk", filter=Q(state=Device.State.READY))
    )
    counts = {row["lot"]: row for row in counted}
    usual = policy().percent
    return [spares_from(lot, pools.get(lot.pk), counts.get(lot.pk, {}), usual) for lot in lots]


def spares_from(lot: Lot, pool: SparePool | None, counts: dict, usual: int) -> Spares:
    own = pool.percent if pool else None
    return Spares(
        lot=lot,
        percent=usual if own is None else own,
        is_default=own is None,
        base=counts.get("base", 0),
        ready=counts.get("ready", 0),
        released=pool.released if pool else 0,
        used=pool.used if pool else 0,
    )


def kept_of(donor: Donor) -> int:
    """How many machines of a donor no wave may count on."""
    return sum(one.kept for one in spares_of(donor.lots.all()))


def kept() -> Counter[UUID]:
    """How many machines no wave may count on, by donor."""
    found: Counter[UUID] = Counter()
    for one in spares_of(Lot.objects.all()):
        found[one.lot.donor_id] += one.kept
    return found
