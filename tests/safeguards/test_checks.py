"""SQLite opens mended and durable, or not at all (R4)."""

import pytest
from django.core.checks import run_checks
from django.db import connection

from rebond.safeguards.checks import sqlite_is_mended


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 53, 4), True),
    ],
)
def test_a_version_is_mended_from_its_repair_on(version, mended):
    assert sqlite_is_mended(version) is mended


def test_the_database_in_use_passes_the_start_check(db):
    assert run_checks(databases=["default"], tags=["database"]) == []


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_sqlite_runs_with_full_synchronisation(db):
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2
