"""The one place where rows are locked."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


def lock_objects(*rows: M) -> None:
    """Lock these rows until the transaction ends, once per transaction, always in the same order.

    On PostgreSQL other transactions wait up to 3 s (`lock_timeout`); SQLite already lets one writer in at a time.
    The lock only spares retries: what must never happen is refused by a constraint. Rows that point to a locked one
    can still be written.
    """
    for model, keys in _grouped(rows):
        list(model._base_manager.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _grouped(rows: Iterable[Model]) -> list[tuple[type[Model], list]]:
    groups: dict[type[Model], list] = {}
    for row in rows:
        groups.setdefault(type(row), []).append(row.pk)
    return sorted(groups.items(), key=lambda group: group[0]._meta.label)
