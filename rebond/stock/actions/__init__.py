"""What people do with the stock."""

from rebond.stock.actions.erasures import compare_certificates, import_erasures
from rebond.stock.actions.imports import LotRefused, compare_inventory, import_stock

__all__ = ["LotRefused", "compare_certificates", "compare_inventory", "import_erasures", "import_stock"]
