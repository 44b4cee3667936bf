"""A stock-take against the books: what was seen and stands there, what is missing, what is too many, what is stale.

A line is stale when the machine, or accessories of the kind, moved after they were counted: the count says nothing of
them any more, and the closing leaves them alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Max, Q

from rebond.stock.ledger.models import AccessoryKind, Balance, Movement, StockTake
from rebond.stock.models import Device


@dataclass(frozen=True)
class Count:
    """Accessories of one kind: counted, and expected by the books."""

    kind: AccessoryKind
    counted: int
    expected: int
    is_stale: bool

    @property
    def difference(self) -> int:
        return self.counted - self.expected


@dataclass(frozen=True)
class Comparison:
    """What a stock-take found, line by line; the closing writes `missing`, `strayed`, `back` and the counts."""

    present: list[Device] = field(default_factory=list)
    missing: list[Device] = field(default_factory=list)
    # Missing, but reserved for a hand-over: they are looked for, not written off.
    awaited: list[Device] = field(default_factory=list)
    # Seen here, and standing elsewhere by the books.
    strayed: list[Device] = field(default_factory=list)
    # Seen here after they had been written off.
    back: list[Device] = field(default_factory=list)
    # Seen here, though an association signed for them.
    given: list[Device] = field(default_factory=list)
    stale: list[Device] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    # Kinds that stand here by the books and that nobody counted.
    uncounted: list[Balance] = field(default_factory=list)

    @cached_property
    def differing(self) -> list[Count]:
        """The counts that the closing writes."""
        return [count for count in self.counts if count.difference and not count.is_stale]

    @property
    def gained(self) -> int:
        return len(self.strayed) + len(self.back) + sum(max(count.difference, 0) for count in self.differing)

    @property
    def lost(self) -> int:
        return len(self.missing) - sum(min(count.difference, 0) for count in self.differing)

    @property
    def stale_lines(self) -> int:
        return len(self.stale) + sum(count.is_stale for count in self.counts)


def compare(stocktake: StockTake) -> Comparison:
    """Lay what was counted beside what the books say now."""
    found = Comparison()
    compare_seen(stocktake, found)
    compare_expected(stocktake, found)
    compare_counts(stocktake, found)
    return found


def compare_seen(stocktake: StockTake, found: Comparison) -> None:
    """Where the books have what was seen."""
    for seen in stocktake.seen.select_related("device__stands_in__parent__parent").order_by("device__serial"):
        device = seen.device
        if device.moves != seen.moves:
            found.stale.append(device)
        elif device.stands_in_id == stocktake.place_id:
            found.present.append(device)
        elif device.stands_in_id:
            found.strayed.append(device)
        else:
            (found.back if device.state == Device.State.GONE else found.given).append(device)


def compare_expected(stocktake: StockTake, found: Comparison) -> None:
    """Whether what should be here was seen; what arrived after the count began could not be."""
    unseen = stocktake.place.devices.exclude(pk__in=stocktake.seen.values("device")).order_by("serial")
    moved = set(
        Movement.objects.filter(to_place=stocktake.place_id, at__gt=stocktake.started_at, device__isnull=False)
        .order_by()
        .values_list("device", flat=True)
    )
    for device in unseen:
        if device.pk in moved:
            found.stale.append(device)
        else:
            (found.awaited if device.is_promised else found.missing).append(device)


def compare_counts(stocktake: StockTake, found: Comparison) -> None:
    """The numbers of accessories."""
    balances = {
        balance.kind_id: balance for balance in stocktake.place.balances.filter(quantity__gt=0).select_related("kind")
    }
    moved = last_moves(stocktake)
    for counted in stocktake.accessories.select_related("kind"):
        balance = balances.pop(counted.kind_id, None)
        is_stale = counted.kind_id in moved and moved[counted.kind_id] > counted.at
        found.counts.append(Count(counted.kind, counted.quantity, balance.quantity if balance else 0, is_stale))
    found.uncounted.extend(balances.values())


def last_moves(stocktake: StockTake) -> dict:
    """When accessories of each kind last entered or left the place."""
    here = Movement.objects.filter(Q(from_place=stocktake.place_id) | Q(to_place=stocktake.place_id))
    rows: Iterable = here.filter(kind__isnull=False).order_by().values_list("kind").annotate(Max("at"))
    return dict(rows)
