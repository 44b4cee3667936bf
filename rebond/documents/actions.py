"""Storing a document, and sweeping away what no document names."""

import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from rebond.documents.files import documents_shelf, keep_bytes, no_sweeping, path_of
from rebond.documents.models import Document
from rebond.tenancy.scope import current_city, every_city

# A file is written before its row is committed: younger ones may still get theirs.
GRACE = timedelta(hours=1)


@transaction.atomic
def store_document(*, name: str, content: bytes, content_type: str, at: datetime) -> Document:
    """Keep a private file of the city: the file first, then its row, so that no row ever names a missing file."""
    return Document.objects.create(
        name=name,
        content_type=content_type,
        sha256=keep_bytes(content, city_id=current_city().pk, shelf=documents_shelf()),
        size=len(content),
        stored_at=at,
    )


@dataclass(frozen=True)
class Sweep:
    """What a sweep found: files that documents name, files that nothing names, rows whose file is gone."""

    kept: int
    waiting: int
    removed: int
    missing: int


def sweep_files(*, at: datetime) -> Sweep:
    """Remove the files that no document names and that are older than an hour; count everything, in every city."""
    with every_city():
        named = {path_of(document) for document in Document.objects.only("city_id", "sha256").iterator()}
    found = files_on(documents_shelf())
    orphans = found - named
    removed = sum(
        remove_orphan(path, older_than=at - GRACE, is_named=is_named, shelf=documents_shelf()) for path in orphans
    )
    return Sweep(kept=len(found & named), waiting=len(orphans) - removed, removed=removed, missing=len(named - found))


def files_on(shelf: Path) -> set[Path]:
    return {path for path in shelf.glob("*/*/*") if path.is_file()}


def remove_orphan(path: Path, *, older_than: datetime, is_named: Callable[[Path], bool], shelf: Path) -> bool:
    """Remove the file if it is old enough and still belongs to nobody; both are looked at again under the lock."""
    with no_sweeping(fcntl.LOCK_EX, shelf=shelf):
        try:
            if path.stat().st_mtime >= older_than.timestamp() or is_named(path):
                return False
            os.unlink(path)
        except FileNotFoundError:
            return False
    return True


def is_named(path: Path) -> bool:
    """Whether a row has come to name this file since the sweep began."""
    with every_city():
        return any(path_of(document) == path for document in Document.objects.filter(sha256=path.name))
