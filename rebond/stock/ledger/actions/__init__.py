"""What people do with the ledger."""

from rebond.stock.ledger.actions.accessories import (
    add_kind,
    move_accessories,
    receive_accessories,
    remove_accessories,
)
from rebond.stock.ledger.actions.corrections import (
    CannotBeCorrected,
    correct_movement,
    why_not_corrected,
)
from rebond.stock.ledger.actions.devices import (
    MachineElsewhere,
    Promised,
    bring_back,
    move_devices,
    remove_devices,
)
from rebond.stock.ledger.actions.kits import add_kit, remove_kit
from rebond.stock.ledger.actions.places import (
    NameIsTaken,
    PlaceInUse,
    add_place,
    archive_place,
    receive_in,
    rename_place,
    reopen_place,
)
from rebond.stock.ledger.actions.stocktakes import (
    CountIsOver,
    NotCounted,
    close_stocktake,
    count_accessory,
    finish_count,
    give_up_stocktake,
    see_device,
    start_stocktake,
)
from rebond.stock.ledger.actions.writing import NotEnough, PlaceIsArchived

__all__ = [
    "CannotBeCorrected",
    "CountIsOver",
    "MachineElsewhere",
    "NameIsTaken",
    "NotCounted",
    "NotEnough",
    "PlaceInUse",
    "PlaceIsArchived",
    "Promised",
    "add_kind",
    "add_kit",
    "add_place",
    "archive_place",
    "bring_back",
    "close_stocktake",
    "correct_movement",
    "count_accessory",
    "finish_count",
    "give_up_stocktake",
    "move_accessories",
    "move_devices",
    "receive_accessories",
    "receive_in",
    "remove_accessories",
    "remove_devices",
    "remove_kit",
    "rename_place",
    "reopen_place",
    "see_device",
    "start_stocktake",
    "why_not_corrected",
]
