"""A donation against the machines and accessories of its lots, and what was settled of their differences."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import Sum

from rebond.stock.donations.models import Donation, Settlement
from rebond.stock.donations.reconciliation import Difference, Line, Reconciliation, Thing, reconcile
from rebond.stock.ledger.models import End, Movement, Reason
from rebond.stock.models import Device, Identifier, Lot

FACTS = ("kind", "brand", "model", "serial", "quantity")
CHUNK = 10_000


def reconciliation_of(donation: Donation) -> Reconciliation:
    """What was announced against what its lots brought, undone imports left out."""
    lines = donation.lines.order_by().values_list(*FACTS).iterator(chunk_size=CHUNK)
    lots = list(donation.lots.all())
    return reconcile((Line(*facts) for facts in lines), (*machines_in(lots), *accessories_in(lots)))


def machines_in(lots: list[Lot]) -> Iterator[Thing]:
    """The machines that came with these lots, wherever they are now, each with its former and other numbers."""
    also = further_numbers(lots)
    came = Device.objects.entered().filter(lot__in=lots).order_by()
    rows = came.values_list("category", "brand", "model", "serial", "pk")
    for kind, brand, model, serial, pk in rows.iterator(chunk_size=CHUNK):
        yield Thing(kind, brand, model, serial, 1, tuple(also.get(pk, ())))


def further_numbers(lots: list[Lot]) -> dict[UUID, list[str]]:
    """What else the machines of these lots are known by: other numbers, and those of records merged into them."""
    found: dict[UUID, list[str]] = defaultdict(list)
    known = Identifier.objects.filter(device__lot__in=lots).order_by("pk").values_list("device", "code")
    merged = Device.objects.filter(merged_into__lot__in=lots).order_by("pk").values_list("merged_into", "serial")
    for pk, number in (*known, *merged):
        found[pk].append(number)
    return found


def accessories_in(lots: list[Lot]) -> Iterator[Thing]:
    """The accessories received under the references of these lots, what was corrected left out."""
    came = Movement.objects.filter(
        kind__isnull=False,
        reason=Reason.RECEPTION,
        from_end=End.DONOR,
        reference__in=[lot.reference for lot in lots],
        correction=None,
    )
    for standard, quantity in came.order_by().values_list("kind__standard").annotate(Sum("quantity")):
        yield Thing(standard or "other", quantity=quantity)


# --- what was settled --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A difference, and what was agreed about it; stale once one of the sides has changed since."""

    difference: Difference
    settlement: Settlement | None

    @property
    def is_stale(self) -> bool:
        return self.settlement is not None and not is_about(self.settlement, self.difference)

    @property
    def is_open(self) -> bool:
        return self.settlement is None or self.is_stale

    @property
    def name(self) -> str:
        """The difference as a form names it: another name once a side of it, or what was agreed, has changed."""
        one = self.difference
        read = (one.announced, one.received, self.settlement and self.settlement.at.isoformat())
        digest = sha256(repr(read).encode()).hexdigest()[:16]
        return "|".join((one.kind, one.key, one.field, digest))


def is_about(settlement: Settlement, difference: Difference) -> bool:
    """Whether both sides are what they were when people agreed."""
    return (settlement.announced, settlement.received) == (difference.announced, difference.received)


def rows_of(donation: Donation, reconciliation: Reconciliation) -> list[Row]:
    """Every difference with its settlement."""
    settled = {(one.kind, one.key, one.field): one for one in donation.settlements.select_related("by").order_by("pk")}
    return [Row(one, settled.get((one.kind, one.key, one.field))) for one in reconciliation.differences]


def open_differences(donation: Donation) -> int:
    """How many differences nobody has settled as they stand now."""
    return sum(row.is_open for row in rows_of(donation, reconciliation_of(donation)))
