"""Files in, whole; files out, all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rebond.allocation.nonsense import Nonsense, Place


def is_json(path: Path) -> bool:
    """By its name; else by its first character."""
    if path.suffix.lower() in (".json", ".csv", ".xlsx"):
        return path.suffix.lower() == ".json"
    if not path.is_file():
        raise Nonsense("unreadable", Place("file", str(path)))
    return read_bytes(path).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read_bytes(path: Path) -> bytes:
    """Raises Nonsense where the file is not there or may not be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise Nonsense("unreadable", Place("file", str(path))) from error


def write_together(files: Mapping[Path, bytes]) -> None:
    """Every file whole, or none: written beside its place first, then moved there."""
    ready: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
                ready.append((Path(file.name), path))
                file.write(content)
                os.fchmod(file.fileno(), 0o644)
        for written, path in ready:
            written.replace(path)
    except (OSError, ValueError) as error:
        for written, _ in ready:
            written.unlink(missing_ok=True)
        raise Nonsense("unwritable", Place("file", str(path))) from error
