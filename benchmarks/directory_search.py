"""Search in a directory of 300,000 associations: milliseconds of the slowest of each kind, count and first page.

Figures to hold on both engines: 50 ms for whole words, numbers and beginnings, 200 ms where a word is misspelt. Run it
with DATABASE_URL to measure PostgreSQL; the database must be empty and is left full.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator

from benchmarks.registry import invented_name

ENTRIES = 300_000
QUERIES = {
    "whole": ("amicale", "numérique solidaire", "réseau de marvaltor", "W131000042", "W13 1000 042", "maison musical"),
    "beginning": ("numé", "atelier cult", "a", "centre sco 13003", "collectif mar"),
    "common": ("sport", "marseille", "jeunes", "ateliers jeunes", "amicale 13003"),
    "misspelt": ("amicalle numerik", "collectf solidare", "entraid marvaltr", "musicall reseu", "zzzzqqq"),
}


def entries(count: int) -> Iterator:
    from rebond.countries import RegisterEntry

    draw = random.Random(7)
    for number in range(count):
        district = number % 16 + 1
        yield RegisterEntry(
            register="rna",
            key=f"W131{number:06}",
            rna=f"W131{number:06}",
            name=invented_name(draw),
            purpose="animer des ateliers pour les jeunes et les familles du quartier",
            postal_code=f"130{district:02}",
            district_code=f"132{district:02}",
            town="Marseille",
            is_active=True,
        )


def slowest(queries: tuple[str, ...], repeats: int = 5) -> tuple[float, str]:
    """The median milliseconds of the slowest query, and that query."""
    from rebond.directory.queries import page_paginator

    times = []
    for words in queries:
        runs = []
        for _turn in range(repeats):
            start = time.perf_counter()
            list(page_paginator({"q": words}, 50).get_page(1))
            runs.append(1000 * (time.perf_counter() - start))
        times.append((statistics.median(runs), words))
    return max(times)


def main(count: int = ENTRIES) -> None:
    """Fill an empty database, then print one line per kind of query."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("REBOND_DATA_DIR", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rebond.config.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from rebond.organisations.registry.actions import take_in
        from rebond.safeguards.clock import now
        from rebond.tenancy.actions import found_city
        from rebond.tenancy.scope import city_scope

        call_command("migrate", verbosity=0)
        with city_scope(found_city(slug="banc", name="Banc", code="13055")):
            start = time.perf_counter()
            take_in(entries(count), by=None, at=now())
            seconds = time.perf_counter() - start
            print(f"directory, {connection.vendor}, {count} entries taken in, {count / seconds:6.0f} entries/s")
            for kind, queries in QUERIES.items():
                milliseconds, words = slowest(queries)
                print(f"directory, {connection.vendor}, {kind:9} {milliseconds:6.1f} ms at most ({words})")
        connection.close()


if __name__ == "__main__":
    main()
