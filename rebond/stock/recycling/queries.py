"""What the pages of recycling read, and the register of waste that goes out."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from rebond.countries.france.waste import QUALIFICATIONS
from rebond.spreadsheets import Value
from rebond.stock.recycling.models import RecyclingLine, RecyclingSlip

ORDERS = {
    "oldest": ("opened_at", "number"),
    "recycler": ("recycler", "-number"),
    "collected": ("-collected_on", "number"),
}


def full_slips() -> QuerySet[RecyclingSlip]:
    """Slips with all that a page tells of them; a counter-slip counts below zero what it cancels."""
    found = RecyclingSlip.objects.select_related("opened_by", "paper", "proof__document", "corrects", "counter_slip")
    return found.annotate(
        machines=Count("lines__device") - Count("corrects__lines__device"),
        load=Coalesce(Sum("lines__weight"), -Sum("corrects__lines__weight")),
    )


def slips_shown(chosen: dict) -> QuerySet[RecyclingSlip]:
    """The slips that the filters leave, in the order that they say."""
    found = full_slips()
    if state := chosen.get("state"):
        found = found.filter(state=state)
    if words := chosen.get("q"):
        inside = RecyclingLine.objects.filter(device__serial__icontains=words).values("slip")
        facts = Q(number__icontains=words) | Q(recycler__icontains=words) | Q(certificate__icontains=words)
        found = found.filter(facts | Q(pk__in=inside))
    if since := chosen.get("since"):
        found = found.filter(collected_on__gte=since)
    if until := chosen.get("until"):
        found = found.filter(collected_on__lte=until)
    return found.order_by(*ORDERS.get(chosen.get("sort", ""), ("-opened_at", "-number")))


def lines_of(slip: RecyclingSlip) -> QuerySet[RecyclingLine]:
    """What is on the slip; of a counter-slip, what it takes back."""
    lines = (slip.corrects or slip).lines
    return lines.select_related("device", "kind", "place__parent__parent").order_by("kind", "device__serial")


# --- the register -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sent:
    """One flow of waste of one collection: a code, how many, how heavy (kg); less than zero when it is taken back."""

    slip: RecyclingSlip
    code: str
    name: str
    units: int
    kilograms: Decimal

    @property
    def tonnes(self) -> Decimal:
        return self.kilograms / 1000


def register(since: date | None, until: date | None) -> list[Sent]:
    """What went out in a period, in the order of days: one line per collection, code and usual name."""
    slips = RecyclingSlip.objects.filter(state=RecyclingSlip.State.COLLECTED).select_related("corrects", "city")
    slips = slips.prefetch_related(Prefetch("lines"), Prefetch("corrects__lines"))
    if since:
        slips = slips.filter(collected_on__gte=since)
    if until:
        slips = slips.filter(collected_on__lte=until)
    return [sent for slip in slips.order_by("collected_on", "number") for sent in flows(slip)]


def flows(slip: RecyclingSlip) -> Iterator[Sent]:
    """The flows of one slip: what the scales said is shared out as the estimates are, to the gram of the total."""
    units: dict[tuple[str, str], int] = defaultdict(int)
    weights: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in (slip.corrects or slip).lines.all():
        units[line.waste_code, line.waste_name] += line.quantity
        weights[line.waste_code, line.waste_name] += line.weight
    for (code, name), weight in shared_out(weights, slip.weighed).items():
        yield Sent(slip, code, name, slip.sign * units[code, name], slip.sign * weight)


def shared_out(weights: dict, weighed: Decimal | None) -> dict:
    """Weights that add up to what the scales said, each in proportion; the last takes what rounding leaves."""
    total = sum(weights.values(), Decimal(0))
    if weighed is None or total == 0:
        return weights
    cent = Decimal("0.01")
    shares = {key: (weighed * weight / total).quantize(cent) for key, weight in sorted(weights.items())}
    last = max(shares)
    return shares | {last: shares[last] + weighed - sum(shares.values(), Decimal(0))}


def register_row(sent: Sent) -> list[Value]:
    """A line of the register, under rebond.countries.france.waste.REGISTER."""
    slip = sent.slip
    return [
        slip.collected_on, sent.name, sent.code, "non", "", slip.bsd, sent.tonnes, sent.units,
        f"Ville de {slip.city.name}", slip.sender_siret, slip.origin,
        slip.carrier, slip.carrier_siret, slip.carrier_permit,
        slip.recycler, slip.siret, slip.recycler_address, slip.permit,
        slip.treatment, QUALIFICATIONS.get(slip.treatment, ""),
        slip.number, slip.certificate, slip.corrects.number if slip.corrects else "",
    ]  # fmt: skip
