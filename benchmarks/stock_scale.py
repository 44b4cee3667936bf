"""The stock at 10,000 machines, then at ten or a hundred times as many, each with five movements.

`python -m benchmarks.stock_scale [sqlite|postgresql] [--devices N]`: 100,000 machines on SQLite and 1,000,000 on
PostgreSQL unless said otherwise, in a database of its own that is dropped afterwards (DATABASE_URL says on which
server). Prints the 95th percentile of the server's time for each page, beside what we aim at, and how it grew.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from benchmarks.databases import open_database, own_database

SMALL = 10_000
DEVICES = {"sqlite": 100_000, "postgresql": 1_000_000}
MOVEMENTS, DAYS, PLACES, TURNS = 5, 1_000, 40, 100
AIMS = {
    "device list, first page": 150,
    "device list, filtered": 150,
    "device list, deep page": 150,
    "device list, part of a number": 150,
    "movement list, deep page": 150,
    "movement list of a number": 150,
    "movement list, a seldom reason": 150,
    "movement list by quantity": 150,
    "device page": 50,
    "quantities of a past day": 300,
    "scan into a hand-over": 60,
}

# --- machines ------------------------------------------------------------------------------------------------------

# What differs between the two engines: a series, an id from a text, an instant from days and seconds.
DIALECTS = {
    "sqlite": {
        "series": "WITH RECURSIVE series(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM series WHERE n < {last})",
        "from": "series",
        "id": "MD5({})",
        "at": "datetime('{start}', '+' || ({days}) || ' days', '+' || ({seconds}) || ' seconds')",
    },
    "postgresql": {
        "series": "",
        "from": "generate_series({first}, {last}) AS series(n)",
        "id": "md5({})::uuid",
        "at": "timestamptz '{start} 00:00:00+00' + ({days}) * interval '1 day' + ({seconds}) * interval '1 second'",
    },
}


def fill(model, said: dict[str, str], first: int, last: int) -> None:
    """Insert rows numbered n by one statement; what is not said is empty, none, or the field's default."""
    from django.db import connection

    dialect = DIALECTS[connection.vendor]
    columns = {}
    for field in model._meta.concrete_fields:
        default = field.get_default() if field.has_default() else ""
        empty = "NULL" if field.null else str(default) if isinstance(default, int) else f"'{default}'"
        columns[connection.ops.quote_name(field.column)] = said.get(field.attname, empty)
    bounds = {"first": first, "last": last}
    with connection.cursor() as cursor:
        cursor.execute(  # every piece is our own
            f"{dialect['series'].format(**bounds)} INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
            f"SELECT {', '.join(columns.values())} FROM {dialect['from'].format(**bounds)}"
        )


def grow(first: int, last: int, places: list, lot, start: date) -> None:
    """Add machines number `first` to `last`: six in ten ready, each of which has moved from place to place."""
    from django.db import connection

    from rebond.stock.models import Device, Movement

    dialect = DIALECTS[connection.vendor]
    ids = [f"'{place.pk.hex if connection.vendor == 'sqlite' else place.pk}'" for place in places]
    identity = lambda pk: f"'{pk.hex if connection.vendor == 'sqlite' else pk}'"  # noqa: E731
    cast = "" if connection.vendor == "sqlite" else "::uuid"

    def place_at(step: int) -> str:
        whens = " ".join(f"WHEN {index} THEN {one}{cast}" for index, one in enumerate(ids))
        return f"CASE (n * 7 + {step}) % {PLACES} {whens} END"

    device = dialect["id"].format("'machine' || n")
    is_ready = "n % 10 < 6"
    facts = {
        "id": device,
        "city_id": identity(lot.city_id) + cast,
        "lot_id": identity(lot.pk) + cast,
        "serial": "'CZC' || n",
        "category": f"CASE WHEN {is_ready} OR n % 10 < 9 THEN 'desktop' ELSE 'laptop' END",
        "state": f"CASE WHEN {is_ready} THEN 'ready' ELSE 'received' END",
        "erasure": f"CASE WHEN {is_ready} THEN 'erased' WHEN n % 1000 = 999 THEN 'failed' ELSE 'unknown' END",
        "asset_tag": "'IMM' || n",
        "barcode": "'OR' || n",
        "brand": "'HP'",
        "model": "'EliteDesk 800 G4'",
        "stands_in_id": place_at(MOVEMENTS),
        "moves": str(MOVEMENTS),
    }
    fill(Device, facts, first, last)
    for step in range(1, MOVEMENTS + 1):
        sides = {"from_end": "'donor'"} if step == 1 else {"from_place_id": place_at(step - 1)}
        moved = {
            "id": dialect["id"].format(f"'movement {step} ' || n"),
            "city_id": facts["city_id"],
            "device_id": device,
            "step": str(step),
            "quantity": "1",
            "to_place_id": place_at(step),
            "reason": "'reception'" if step == 1 else "'move'",
            "at": dialect["at"].format(start=start, days=f"n % {DAYS} + {20 * step}", seconds="n % 86399"),
            "deed": dialect["id"].format(f"'deed {step} ' || (n / 40)"),
        }
        fill(Movement, moved | sides, first, last)


@contextmanager
def without_indexes(*models) -> Iterator[None]:
    """On PostgreSQL, fill tables before their indexes are built and without looking every reference up, which takes a
    tenth of the time; what is filled is ours and sound (`check_stock` counts it again afterwards)."""
    from django.db import connection

    if connection.vendor == "sqlite":
        yield
        return
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        cursor.execute(
            "UPDATE pg_index SET indisready = false WHERE NOT indisunique AND indrelid = ANY(%s::regclass[])", [tables]
        )
        yield
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for table in tables:
            cursor.execute(f"REINDEX TABLE {table}")
        cursor.execute("SET session_replication_role = DEFAULT; RESET synchronous_commit; RESET maintenance_work_mem")


# --- measuring -----------------------------------------------------------------------------------------------------


def timed(ask: Callable[[int], object], turns: int = TURNS) -> tuple[float, float]:
    """Milliseconds that half of the calls, and 95 in 100, stay under.

    Each call has a number of its own; three warm up. What a busy machine adds shows between the two.
    """
    times = []
    for turn in range(turns + 3):
        start = time.perf_counter()
        ask(turn)
        times.append(1000 * (time.perf_counter() - start))
    times = sorted(times[3:])
    return times[turns // 2], times[int(0.95 * turns)]


def measures(devices: int, handover, start: date) -> dict[str, Callable[[int], object]]:
    from django.test import Client
    from django.urls import reverse

    from rebond.stock.models import Device, Movement
    from tests.factories.accounts import person

    browser, draw = Client(), random.Random(7)
    browser.force_login(person("tom"))

    def get(name: str, *args, **query) -> None:
        answer = browser.get(reverse(f"stock:{name}", args=args), query)
        if answer.status_code != 200:
            raise SystemExit(f"{name}: {answer.status_code}")

    somewhere = [Device.objects.get(serial=f"CZC{draw.randrange(devices)}").pk for _ in range(TURNS + 3)]
    moved = [Movement.objects.filter(device=pk, step=3).values_list("pk", flat=True).get() for pk in somewhere]
    # in this city all that is ready may be scanned: the hand-over was made for more machines than turns
    serials = iter(Device.objects.allocatable().filter(serial__startswith="CZC").values_list("serial", flat=True)[:200])

    def scan(turn: int) -> None:
        key = {"idempotency_key": f"00000000-0000-4000-8000-{devices + turn:012}"}
        answer = browser.post(reverse("handovers:scan", args=[handover.pk]), {"code": next(serials)} | key)
        if answer.status_code != 302:
            raise SystemExit(f"scan: {answer.status_code}")

    filters = ({"state": "received"}, {"erasure": "failed"}, {"category": "laptop"}, {"flag": "bios-locked"})
    return {
        "device list, first page": lambda turn: get("devices"),
        "device list, filtered": lambda turn: get("devices", **filters[turn % 4]),
        "device list, deep page": lambda turn: get("devices", after=somewhere[turn]),
        "device list, part of a number": lambda turn: get("devices", q=f"{turn * 97 % 1000:03}{turn % 10}"),
        "movement list, deep page": lambda turn: get("movements", after=moved[turn]),
        "movement list of a number": lambda turn: get("movements", q=f"CZC{draw.randrange(devices):05}"[:8]),
        "movement list, a seldom reason": lambda turn: get("movements", reason="loss"),
        "movement list by quantity": lambda turn: get("movements", sort="quantity"),
        "device page": lambda turn: get("device", somewhere[turn]),
        "quantities of a past day": lambda turn: get(
            "quantities", day=str(start + timedelta(days=draw.randrange(DAYS)))
        ),
        "scan into a hand-over": scan,
    }


def measure(address: str, sizes: list[int]) -> None:
    """Fill a database and measure it at each size, in a process of its own."""
    open_database(address)
    from django.db import connection
    from django.utils import timezone

    import rebond.config.wsgi  # noqa: F401  memory as the server has it
    from rebond.stock.ledger.checking import disagreements
    from rebond.stock.ledger.closing import close_next
    from rebond.stock.ledger.models import Closing, Place
    from rebond.stock.models import Device, Movement
    from rebond.tenancy.actions import found_city
    from rebond.tenancy.scope import city_scope
    from tests.factories.handovers import handover
    from tests.factories.stock import lot

    if connection.vendor == "postgresql":
        connection.cursor().execute("SET statement_timeout = 0")  # for the filling, not for what is measured
    start, found, done = timezone.localdate() - timedelta(days=DAYS + 120), [], 0
    with city_scope(found_city(slug="banc", name="Banc", code="13055")) as city:
        type(city).objects.filter(pk=city.pk).update(hostname="testserver")
        places = [Place.objects.create(name=f"Local {number}") for number in range(PLACES)]
        prepared, delivery = handover(len(sizes) * (TURNS + 10)), lot("BANC")
        for devices in sizes:
            began = time.perf_counter()
            Closing.objects.all().delete()  # the movements come by themselves, and in the past
            with without_indexes(Device, Movement):
                grow(done, devices - 1, places, delivery, start)
            if connection.vendor == "postgresql":  # as its own workers do; Rebond has nobody do it on SQLite
                connection.cursor().execute("ANALYZE")
            print(
                f"stock, {connection.vendor}, {devices} machines made in {time.perf_counter() - began:.0f} s",
                flush=True,
            )
            began, closings = time.perf_counter(), 0
            while close_next(at=timezone.now()):
                closings += 1
            print(f"stock, {connection.vendor}, {closings} closings in {time.perf_counter() - began:.0f} s", flush=True)
            found.append({})
            for name, ask in measures(devices, prepared, start).items():
                half, found[-1][name] = timed(ask)
                print(
                    f"stock, {connection.vendor}, {devices} machines, {name:30}"
                    f" {found[-1][name]:8.1f} ms (half under {half:.1f})",
                    flush=True,
                )
            began = time.perf_counter()
            faults = sum(1 for _ in disagreements())
            seconds = time.perf_counter() - began
            print(f"stock, {connection.vendor}, check_stock {seconds:.0f} s, {faults} disagreements", flush=True)
            done = devices
        for name, aim in AIMS.items():
            told = "  ".join(f"{one[name]:8.1f} ms" for one in found)
            growth = found[-1][name] / found[0][name]
            print(f"stock, {connection.vendor}, {name:30} {told}  {growth:6.1f} x  aim {aim} ms", flush=True)


def main(engines: list[str], devices: int | None) -> None:
    for engine in engines:
        sizes = sorted({min(SMALL, devices or SMALL), devices or DEVICES[engine]})
        with own_database(engine, "rebond_bench_stock") as address:
            command = [sys.executable, "-m", "benchmarks.stock_scale", "--at", address, *map(str, sizes)]
            subprocess.run(command, env=os.environ, check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--at"]:
        measure(sys.argv[2], [int(size) for size in sys.argv[3:]])
    else:
        parser = argparse.ArgumentParser()
        parser.add_argument("engines", nargs="*", default=[*DEVICES])
        parser.add_argument("--devices", type=int)
        main(**vars(parser.parse_args()))
