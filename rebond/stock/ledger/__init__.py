"""The ledger of the stock: places, accessories, movements and stock-takes (docs/adr/0010-stock-ledger.md)."""
