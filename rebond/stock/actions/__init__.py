"""What people do with the stock."""

from rebond.stock.actions.erasures import compare_certificates, import_erasures
from rebond.stock.actions.files import apply_file, cancel_file, confirm_file, read_file, upload_file
from rebond.stock.actions.flags import DeviceIsPromised, hold_device, release_device
from rebond.stock.actions.imports import LotRefused, compare_inventory, import_stock, why_lot_refused

__all__ = [
    "DeviceIsPromised",
    "LotRefused",
    "apply_file",
    "cancel_file",
    "compare_certificates",
    "compare_inventory",
    "confirm_file",
    "hold_device",
    "import_erasures",
    "import_stock",
    "read_file",
    "release_device",
    "upload_file",
    "why_lot_refused",
]
