"""What the ledger keeps."""

from rebond.stock.ledger.models.accessories import AccessoryKind, Balance, Reservation
from rebond.stock.ledger.models.closings import Closing
from rebond.stock.ledger.models.kits import Kit, KitPart
from rebond.stock.ledger.models.movements import End, Movement, Reason
from rebond.stock.ledger.models.places import Place
from rebond.stock.ledger.models.stocktakes import CountedAccessory, SeenDevice, StockTake

__all__ = [
    "AccessoryKind",
    "Balance",
    "Closing",
    "CountedAccessory",
    "End",
    "Kit",
    "KitPart",
    "Movement",
    "Place",
    "Reason",
    "Reservation",
    "SeenDevice",
    "StockTake",
]
