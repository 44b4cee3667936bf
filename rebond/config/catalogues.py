"""Compiles the translation catalogues, so that no machine needs gettext."""

from contextlib import suppress
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_stale() -> None:
    """Write each `.mo` that is missing or older than its `.po`; a read-only installation keeps what it has."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with suppress(PermissionError):
            polib.pofile(str(source)).save_as_mofile(str(compiled))
