"""Long lists, page by page, without counting what nobody will leaf through."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Greatest

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


# --- by key ------------------------------------------------------------------------------------------------------


class Key(NamedTuple):
    """One column of an order, written "serial", "-at", or "in_service_on?" where some rows say nothing: these last.

    "-at!" is the same order for few rows: the database sorts them, and walks no index of all rows to meet them.
    """

    name: str
    descending: bool
    nullable: bool
    of_few: bool

    @classmethod
    def parse(cls, text: str) -> "Key":
        return cls(text.strip("-?!"), text.startswith("-"), text.endswith("?"), text.endswith("!"))

    def order(self, *, backwards: bool) -> OrderBy:
        nulls = {"nulls_first" if backwards else "nulls_last": True} if self.nullable else {}
        value = Greatest(self.name, self.name) if self.of_few else F(self.name)
        return value.desc(**nulls) if self.descending != backwards else value.asc(**nulls)

    def beyond(self, value: Any, *, backwards: bool) -> Q:
        """Rows whose value comes strictly after this one, in the direction of reading."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if backwards else Q(pk__in=[])
        further = Q(**{f"{self.name}__{'lt' if self.descending != backwards else 'gt'}": value})
        return further | Q(**{self.name: None}) if self.nullable and not backwards else further

    def equal(self, value: Any) -> Q:
        return Q(**{self.name: value})

    def from_on(self, value: Any, *, backwards: bool) -> Q:
        """The same with the rows that have this value; what an index can start from."""
        return (
            Q() if self.nullable else Q(**{f"{self.name}__{'lte' if self.descending != backwards else 'gte'}": value})
        )


def ordering(keys: Sequence[str], *, backwards: bool = False) -> list[OrderBy]:
    """What `order_by` takes for an order written as keys, the last of which tells any two rows apart."""
    return [Key.parse(key).order(backwards=backwards) for key in keys]


class KeysetPaginator(CappedPaginator):
    """Pages that start after, or end before, a row that the address names: the thousandth costs what the first does.

    The rows are not numbered, so that no page is either, and one reads on past the 10 000 that are counted.
    """

    def __init__(self, rows: QuerySet, per_page: int, keys: Sequence[str]):
        super().__init__(rows, per_page)
        self.keys = [Key.parse(key) for key in keys]

    def get_page(self, address: Mapping[str, str]) -> "KeysetPage":  # type: ignore[override]
        """The page that the address asks for (`after` or `before` a row); the first one where it names no row."""
        after, before = self.values_of(address.get("after")), self.values_of(address.get("before"))
        if after is None and before is not None:
            found = self.rows_beyond(before, backwards=True)
            if len(found) > self.per_page:
                return KeysetPage(found[: self.per_page][::-1], self, has_previous=True, has_next=True)
        found = self.rows_beyond(after, backwards=False)
        if after is not None and not found:  # what followed is gone: the beginning is more use than an empty page
            return self.get_page({})
        more = len(found) > self.per_page
        if after is None and not more:
            self._counted = len(found)  # all of them are on this page
        return KeysetPage(found[: self.per_page], self, has_previous=after is not None, has_next=more)

    def values_of(self, pk: str | None) -> tuple[Any, ...] | None:
        """The keys of the row that an address names, which may be in the list no more; None when there is none."""
        if not pk:
            return None
        try:
            rows = self.object_list.model.objects.filter(pk=pk)
            return rows.order_by().values_list(*(key.name for key in self.keys)).first()
        except (ValidationError, ValueError):
            return None

    def rows_beyond(self, values: tuple[Any, ...] | None, *, backwards: bool) -> list[Model]:
        """One row more than a page holds, in the direction of reading."""
        rows = self.object_list.order_by(*(key.order(backwards=backwards) for key in self.keys))
        if values is not None:
            rows = rows.filter(self.beyond(values, backwards=backwards))
        return list(rows[: self.per_page + 1])

    def beyond(self, values: tuple[Any, ...], *, backwards: bool) -> Q:
        further, same = Q(pk__in=[]), Q()
        for key, value in zip(self.keys, values, strict=True):
            further |= same & key.beyond(value, backwards=backwards)
            same &= key.equal(value)
        return self.keys[0].from_on(values[0], backwards=backwards) & further


class KeysetPage:
    """Some rows of a long list, and whether there are others on either side."""

    def __init__(self, rows: Sequence[Model], paginator: KeysetPaginator, *, has_previous: bool, has_next: bool):
        self.object_list, self.paginator = rows, paginator
        self.has_previous, self.has_next = has_previous, has_next

    def __iter__(self) -> Iterator[Model]:
        return iter(self.object_list)

    def __len__(self) -> int:
        return len(self.object_list)

    def __getitem__(self, index: int) -> Model:
        return self.object_list[index]

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def first(self) -> Model:
        return self.object_list[0]

    @property
    def last(self) -> Model:
        return self.object_list[-1]
