"""A donor's inventory, read as it comes. No database here: rows in, facts and remarks out.

`read_inventory(path)` is the door. What it decides: which rows are machines, what each cell means, which rows cannot
be taken (no serial number, or one seen before), which machines the donor's own words hold back. What it leaves to
the import: whether a machine is new, changed or unchanged, and the erasure, which only a certificate decides.

States such as "Retired", "Pending repair" or "Donated" hold nothing back: they say where a machine was in the
donor's life, not that it is out of order.
"""

from rebond.stock.inventory.identity import Category, read_serial
from rebond.stock.inventory.layout import ColumnsUnknown, Layout, UnknownColumn, layout_of
from rebond.stock.inventory.reading import (
    DeviceFacts,
    IgnoredRow,
    Inventory,
    InventoryRow,
    inventory_of,
    read_inventory,
)
from rebond.stock.inventory.remarks import BLOCKING, REJECTING, SENTENCES, Remark

__all__ = [
    "BLOCKING",
    "REJECTING",
    "SENTENCES",
    "Category",
    "ColumnsUnknown",
    "DeviceFacts",
    "IgnoredRow",
    "Inventory",
    "InventoryRow",
    "Layout",
    "Remark",
    "UnknownColumn",
    "inventory_of",
    "layout_of",
    "read_inventory",
    "read_serial",
]
