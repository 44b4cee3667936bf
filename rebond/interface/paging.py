"""Long lists, page by page, without counting what nobody will leaf through."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

MOST = 10_000


class CappedPaginator(Paginator):
    """Pages over the first lines of a query, 10 000 unless it says less; `is_capped` says that there are more, to be
    narrowed down.
    """

    def __init__(self, *args: Any, most: int | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.most = MOST if most is None else most

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.most)

    @property
    def is_capped(self) -> bool:
        return self._counted > self.most

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by()[: self.most + 1].count()


class KeyedPaginator(CappedPaginator):
    """Pages over primary keys that are in order already; the `rows` of one page are read by its keys."""

    def __init__(self, *args: Any, rows: QuerySet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rows = rows

    @cached_property
    def _counted(self) -> int:
        return len(self.object_list)

    def _get_page(self, keys: Sequence, *args: Any, **kwargs: Any) -> Page:
        found = self.rows.in_bulk(keys)
        return super()._get_page([found[key] for key in keys if key in found], *args, **kwargs)
