"""What must be true before the house opens (reliability.md, rule R4)."""

import sqlite3

from django.core.checks import Error, Tags, register
from django.db import connections

MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


def sqlite_is_mended(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the repair of the WAL-reset corruption: 3.51.3, or a back-port of it."""
    return version >= MENDED[0] or any(fix[:2] == version[:2] and version >= fix for fix in MENDED[1:])


@register(Tags.database)
def sqlite_keeps_what_it_acknowledged(app_configs=None, databases=None, **kwargs):
    """On SQLite: a version without the WAL-reset bug, a write-ahead log, and a full synchronisation."""
    problems = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        if not sqlite_is_mended(sqlite3.sqlite_version_info):
            problems.append(
                Error(
                    f"SQLite {sqlite3.sqlite_version} can corrupt its file; 3.51.3 or newer is needed.",
                    hint="Install the pysqlite3 wheel, or use PostgreSQL through DATABASE_URL.",
                    id="safeguards.E001",
                )
            )
        with connection.cursor() as cursor:
            for pragma, wanted in (("synchronous", 2), ("foreign_keys", 1), ("journal_mode", "wal")):
                found = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
                if found not in (wanted, "memory"):
                    problems.append(Error(f"SQLite: {pragma} is {found}, not {wanted}.", id="safeguards.E002"))
    return problems
