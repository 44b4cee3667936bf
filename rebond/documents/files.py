"""Where the bytes are: one file per content, named by its SHA-256, in the city's folder of a shelf.

Documents stand on the shelf FILES_DIR; other shelves are named by whoever keeps them.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from rebond.documents.models import Document

UNFINISHED = ".writing-"


class FileDamaged(Exception):
    """The bytes on disk are not those that were stored."""


def path_of(document: Document) -> Path:
    """Where the document's file is."""
    return place_of(document.city_id, document.sha256, shelf=documents_shelf())


def documents_shelf() -> Path:
    return Path(settings.FILES_DIR)


def read_document(document: Document) -> bytes:
    """The document's bytes, checked against their hash. Raises FileDamaged, FileNotFoundError."""
    content = path_of(document).read_bytes()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise FileDamaged(document.pk)
    return content


def place_of(city_id: object, sha256: str, *, shelf: Path) -> Path:
    return shelf / str(city_id) / sha256[:2] / sha256


def keep_bytes(content: bytes, *, city_id: object, shelf: Path) -> str:
    """Put the content on disk for good and return its SHA-256.

    Written whole under a temporary name, synchronised, renamed, and the folder synchronised (R13): after a power cut
    the file is there entirely or not at all. Content that is there already is written again, so that its age starts
    anew and the sweeper leaves it to the row that is about to point to it.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(city_id, sha256, shelf=shelf)
    make_folder(place.parent)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=UNFINISHED, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with no_sweeping(fcntl.LOCK_SH, shelf=shelf):
        os.rename(file.name, place)
    synchronise(place.parent)
    return sha256


def make_folder(folder: Path) -> None:
    """Make the folder, readable by its owner only, and its parents; each is synchronised into the one above."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    synchronise(folder.parent)


def synchronise(folder: Path) -> None:
    """Have the disk remember the names in this folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def no_sweeping(lock: int, *, shelf: Path) -> Iterator[None]:
    """Writers share the shelf (LOCK_SH), the sweeper has it alone (LOCK_EX) for the moment of a removal."""
    descriptor = os.open(shelf, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, lock)
        yield
    finally:
        os.close(descriptor)
