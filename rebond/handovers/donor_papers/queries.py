"""The donor's page in numbers: each machine of its lots counted once, wherever it is now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from rebond.handovers.custodies.models import Custody
from rebond.handovers.donor_papers.gifts import Gift
from rebond.handovers.donor_papers.models import DonorPaper, ReceiptStatement
from rebond.handovers.donor_papers.papers import facts_of
from rebond.organisations.models import Association, Donor
from rebond.stock.ledger.models import End, Movement
from rebond.stock.models import Device, Lot, StockFile

CERTIFIED = ~Q(erasure=Device.Erasure.UNKNOWN)


@dataclass(frozen=True)
class DonorFigures:
    """A donor's machines, each counted once. In the stock (ready or not), reserved, in use by associations, and gone
    (recycled, lost, given back) add up to those received.
    """

    received: int
    certified: int
    failed: int
    in_stock: int
    ready: int
    reserved: int
    in_use: int
    associations: int
    gone: int
    recycled: int
    masked: int


def figures_of(donor: Donor) -> DonorFigures:
    """The figures of all lots of a donor."""
    here = Device.objects.filter(lot__donor=donor).entered()
    states = Device.State
    counts = here.aggregate(
        received=Count("pk"),
        certified=Count("pk", filter=CERTIFIED),
        failed=Count("pk", filter=Q(erasure=Device.Erasure.FAILED)),
        in_stock=Count("pk", filter=Q(state__in=(states.RECEIVED, states.READY))),
        ready=Count("pk", filter=Q(state=states.READY)),
        reserved=Count("pk", filter=Q(state=states.RESERVED)),
        in_use=Count("pk", filter=Q(state=states.HANDED_OVER)),
        gone=Count("pk", filter=Q(state=states.GONE)),
    )
    gone = here.filter(state=states.GONE)
    recycled = Movement.objects.filter(device__in=gone, to_end=End.RECYCLER, correction=None)
    held = Custody.objects.filter(until=None, device__lot__donor=donor)
    return DonorFigures(
        **counts,
        recycled=recycled.values("device").distinct().count(),
        associations=held.order_by().values("association").distinct().count(),
        masked=masked_rows(donor),
    )


def masked_rows(donor: Donor) -> int:
    """How many rows of the donor's files named somebody of its staff: no name was kept."""
    lots = Lot.objects.filter(donor=donor).values("reference")
    files = StockFile.objects.filter(state__in=StockFile.ENTERED, lot_reference__in=lots)
    return sum(file.masked for file in files.only("remarks"))


@dataclass(frozen=True)
class DistrictUse:
    """Where a donor's machines are in use today; an empty code for what lies elsewhere."""

    code: str
    name: str
    machines: int
    associations: int


def districts_of(donor: Donor, names: Mapping[str, str]) -> list[DistrictUse]:
    """The districts where the donor's machines are today, most machines first."""
    held = Custody.objects.filter(until=None, device__lot__donor=donor).order_by()
    rows = held.values_list("association__district_code").annotate(Count("pk"), Count("association", distinct=True))
    found: dict[str, list[int]] = {}
    for code, machines, associations in rows:
        counted = found.setdefault(code if code in names else "", [0, 0])
        counted[0] += machines
        counted[1] += associations
    uses = [DistrictUse(code, names.get(code, ""), *counted) for code, counted in found.items()]
    return sorted(uses, key=lambda one: (one.code == "", -one.machines, one.code))


# --- papers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Prepared:
    """The versions of a paper, the latest first; `is_old` once the facts have changed since."""

    versions: tuple[DonorPaper, ...]
    is_old: bool

    @property
    def is_due(self) -> bool:
        """Whether preparing it would write something."""
        return self.is_old or not self.versions


@dataclass(frozen=True)
class GiftRow:
    """A gift with its papers, and whether its association states that it issues receipts."""

    gift: Gift
    act: Prepared
    receipt: Prepared
    states: bool


def rows_of(gifts: Iterable[Gift]) -> list[GiftRow]:
    """Gifts with their papers, in as many queries for one as for all."""
    gifts = list(gifts)
    associations = {gift.association.pk for gift in gifts}
    stated = ReceiptStatement.objects.filter(association__in=associations, revoked_at=None)
    statements = {one.association_id: one for one in stated}
    papers: dict[tuple[str, UUID, UUID, int], list[DonorPaper]] = defaultdict(list)
    standing = Association.with_merged.standing_by(associations)
    for paper in DonorPaper.objects.of(standing):
        papers[paper.kind, paper.donor_id, standing[paper.association_id], paper.year].append(paper)

    def prepared(kind: str, gift: Gift, statement: ReceiptStatement | None) -> Prepared:
        versions = tuple(papers[kind, gift.donor.pk, gift.association.pk, gift.year])
        is_old = bool(versions) and versions[0].facts != facts_of(kind, gift, statement)
        return Prepared(versions, is_old)

    return [
        GiftRow(
            gift,
            act=prepared(DonorPaper.Kind.ACT, gift, None),
            receipt=prepared(DonorPaper.Kind.RECEIPT, gift, statement := statements.get(gift.association.pk)),
            states=statement is not None,
        )
        for gift in gifts
    ]


@dataclass(frozen=True)
class Alike:
    """The machines of one model of a lot, and what the donor declares for one: from the least to the most."""

    lot: Lot
    brand: str
    model: str
    machines: int
    undeclared: int
    least: Decimal | None
    most: Decimal | None

    @property
    def name(self) -> str:
        return f"{self.brand} {self.model}".strip()


def models_of(donor: Donor) -> list[Alike]:
    """The models of each lot of a donor, in the order of lots."""
    lots = {lot.pk: lot for lot in Lot.objects.filter(donor=donor).order_by("received_on", "reference")}
    here = Device.objects.filter(lot__in=lots).entered().order_by()
    rows = here.values("lot", "brand", "model").annotate(
        machines=Count("pk"),
        undeclared=Count("pk", filter=Q(residual_value=None)),
        least=Min("residual_value"),
        most=Max("residual_value"),
    )
    places = list(lots)
    found = [Alike(lot=lots[row.pop("lot")], **row) for row in rows]
    return sorted(found, key=lambda one: (places.index(one.lot.pk), -one.machines, one.name))
