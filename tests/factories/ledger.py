"""Places, accessories and stock-takes, made with the deeds that people use."""

from datetime import UTC, datetime

from rebond.stock.ledger import actions
from rebond.stock.ledger.models import AccessoryKind, Balance, Kit, Movement, Place, StockTake
from tests.factories.accounts import person
from tests.factories.stock import receiving_place

TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 9, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 9, tzinfo=UTC)


def place(name: str = "Local 2", inside: Place | None = None) -> Place:
    """A place that Inès added."""
    return actions.add_place(name=name, parent=inside, by=person("ines"), at=TUESDAY)


def kind(standard: str = "keyboard") -> AccessoryKind:
    return AccessoryKind.objects.get(standard=standard)


def received(quantity: int, of: str = "keyboard", *, into: Place | None = None) -> Movement:
    """Accessories that came from a donor on Tuesday."""
    target = into or receiving_place()
    return actions.receive_accessories(kind=kind(of), quantity=quantity, place=target, by=person("tom"), at=TUESDAY)


def quantity(of: str = "keyboard", *, at: Place | None = None) -> int:
    """How many stand there by the kept balance."""
    balance = Balance.objects.filter(kind=kind(of), place=at or receiving_place()).first()
    return balance.quantity if balance else 0


def counting(at: Place | None = None) -> StockTake:
    """A stock-take that Tom started on Wednesday."""
    return actions.start_stocktake(place=at or receiving_place(), by=person("tom"), at=WEDNESDAY)


def counted(stocktake: StockTake) -> StockTake:
    actions.finish_count(stocktake=stocktake, by=person("tom"), at=WEDNESDAY)
    return stocktake


def kit(name: str = "Poste complet", **accessories: int) -> Kit:
    """A desktop with these accessories: a keyboard unless the test says otherwise."""
    parts = {kind(standard): number for standard, number in (accessories or {"keyboard": 1}).items()}
    return actions.add_kit(name=name, machines={"desktop": 1}, accessories=parts, by=person("ines"), at=TUESDAY)
