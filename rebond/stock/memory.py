"""Holding a large file in memory without paying for it again and again, and writing it piece by piece."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
BATCH = 500


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Cut into lists that a query can hold."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Stop the garbage collector for a while.

    A file of 100,000 rows is millions of objects that live until the end and are part of no cycle: visiting them at
    each collection takes a sixth of the import.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
