"""What people do with the stock."""


from rebond.stock.actions.imports import LotRefused, compare_inventory, import_stock

__all__ = ["LotRefused", "compare_inventory", "import_stock"]
