"""Long lists, page by page, without counting what nobody will leaf through."""

from functools import cached_property

from django.core.paginator import Paginator

MOST = 10_000


class CappedPaginator(Paginator):
    """Pages over the first 10 000 lines of a query; `is_capped` says that there are more, to be narrowed down."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST)

    @property
    def is_capped(self) -> bool:
        return self._counted > MOST

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by()[: MOST + 1].count()
