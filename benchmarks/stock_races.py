"""Many hands on one stock: 32 clients in two processes, 10,000 operations, on PostgreSQL in a database of its own.

`python -m benchmarks.stock_races [--clients 32] [--operations 10000]`. Machines are scanned into two hand-overs and
taken out, carried, certified; accessories come and go; movements are corrected. Afterwards no machine is in two
hand-overs, nothing is below zero, and the books agree. The planted fault: clients who look before they take, instead
of leaving it to the database, with the constraint and without it.
"""

import argparse
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime

from benchmarks.databases import open_database, own_database

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
PROCESSES = 2
DROPPED = 'DROP INDEX "one_handover_per_device"'


class Double(Exception):
    """A machine is in two hand-overs: seen at once, since somebody may take it out a moment later."""


class Client:
    """Somebody who does one thing after the other, drawn from a seed; what is refused by name is counted, and fine."""

    def __init__(self, seed: int, *, careless: bool = False):
        from rebond.handovers.actions import HandoverNotOpen
        from rebond.handovers.models import Handover
        from rebond.handovers.scanning import ScanRefused
        from rebond.safeguards.deeds import SomebodyElseWasFirst
        from rebond.stock.ledger import actions
        from rebond.stock.ledger.models import AccessoryKind, Place
        from tests.factories.accounts import person

        self.draw, self.by = random.Random(seed), person("tom")
        self.said = {"by": self.by, "at": NOW}
        self.handovers = list(Handover.objects.order_by("pk"))
        self.places = list(Place.objects.order_by("pk"))
        self.kind = AccessoryKind.objects.get(standard="keyboard")
        self.deeds = [
            self.scan,
            self.scan,
            self.take_out,
            self.carry,
            self.receive,
            self.lose,
            self.correct,
            self.certify,
        ]
        self.deeds += [self.look_and_take] * 2 if careless else []
        self.refusals = (
            HandoverNotOpen, ScanRefused, SomebodyElseWasFirst, actions.CannotBeCorrected, actions.MachineElsewhere,
            actions.NotEnough, actions.Promised,
        )  # fmt: skip

    def work(self, operations: int) -> Counter:
        """How often each deed was done, refused by name, or failed in a way that nobody foresaw."""
        found: Counter = Counter()
        for _ in range(operations):
            deed = self.draw.choice(self.deeds)
            try:
                deed()
                found[deed.__name__] += 1
            except self.refusals:
                found["refused"] += 1
            except Double:
                found["double"] += 1
            except Exception as error:
                found[f"unforeseen {type(error).__name__}: {str(error)[:80]}"] += 1
        return found

    def some_device(self, **those):
        from rebond.stock.models import Device

        return self.draw.choice(list(Device.objects.filter(**those).order_by("pk")[:12]) or [None])

    def scan(self) -> None:
        from rebond.handovers.actions import add_device

        if device := self.some_device(state="ready"):
            add_device(handover=self.draw.choice(self.handovers), code=device.serial, **self.said)

    def take_out(self) -> None:
        from rebond.handovers.actions import remove_device
        from rebond.handovers.models import HandoverItem

        items = list(HandoverItem.objects.filter(released_at=None).select_related("handover", "device")[:8])
        if items:
            remove_device(item=self.draw.choice(items), **self.said)

    def carry(self) -> None:
        from rebond.stock.ledger.actions import move_devices

        if device := self.some_device(stands_in__isnull=False):
            move_devices(devices=[device], destination=self.draw.choice(self.places), **self.said)

    def receive(self) -> None:
        from rebond.stock.ledger.actions import receive_accessories

        receive_accessories(kind=self.kind, quantity=2, place=self.draw.choice(self.places), **self.said)

    def lose(self) -> None:
        from rebond.stock.ledger.actions import remove_accessories

        lost = {"kind": self.kind, "quantity": self.draw.randint(1, 4), "why": "Cassés"}
        remove_accessories(**lost, origin=self.draw.choice(self.places), **self.said)

    def correct(self) -> None:
        from rebond.stock.ledger.actions import correct_movement
        from rebond.stock.ledger.models import Movement

        latest = list(Movement.objects.exclude(reason="correction").order_by("-at", "id")[:40])
        correct_movement(movement=self.draw.choice(latest), why="Erreur", **self.said)

    def certify(self) -> None:
        from rebond.stock.actions import import_erasures
        from tests.factories.stock import certificates, certified

        if device := self.some_device(state="received"):
            row = certified(device.serial, day=self.draw.randint(1, 28), disk=f"D{self.draw.random()}")
            import_erasures(certificates=certificates(row), **self.said)

    def look_and_take(self) -> None:
        """The planted fault: look whether the machine is free, then put it into the hand-over."""
        from django.db import IntegrityError

        from rebond.handovers.models import HandoverItem
        from rebond.safeguards.deeds import SomebodyElseWasFirst

        device = self.some_device(state__in=["ready", "reserved"])
        if device and not HandoverItem.objects.filter(device=device, released_at=None).exists():
            time.sleep(0.02)
            try:
                HandoverItem.objects.create(handover=self.draw.choice(self.handovers), device=device, added_at=NOW)
            except IntegrityError:
                raise SomebodyElseWasFirst from None
            if HandoverItem.objects.filter(device=device, released_at=None).count() > 1:
                raise Double


def prepare(machines: int = 60) -> None:
    """Two hand-overs, three places, machines that are ready or wait for their certificate, and accessories."""
    from tests.factories.handovers import two_handovers
    from tests.factories.ledger import place, received
    from tests.factories.stock import device
    from tests.factories.waves import ready_machines

    two_handovers()
    ready_machines(machines)
    for name in ("Local 1", "Local 2"):
        received(20, into=place(name))
    for _ in range(machines // 3):
        device()


def doubles() -> int:
    """Machines that are in more than one hand-over."""
    from rebond.handovers.models import HandoverItem

    live = HandoverItem.objects.filter(released_at=None)
    return live.count() - live.values("device").distinct().count()


def negatives() -> int:
    """Balances that hold less than nothing, or less than is reserved."""
    from django.db.models import F

    from rebond.stock.ledger.models import Balance

    return Balance.objects.filter(quantity__lt=F("reserved")).count() + Balance.objects.filter(reserved__lt=0).count()


# --- processes -----------------------------------------------------------------------------------------------------


def clients(address: str, first: int, count: int, operations: int, careless: bool) -> None:
    """So many clients in this process, all at once; prints what they did."""
    open_database(address)
    from django.db import connections

    from rebond.tenancy.models import City
    from rebond.tenancy.scope import city_scope

    city, found = City.objects.get(), Counter()

    def run(seed: int) -> None:
        with city_scope(city):
            found.update(Client(seed, careless=careless).work(operations))
        connections.close_all()

    threads = [threading.Thread(target=run, args=(first + number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(dict(found.most_common()), flush=True)


def race(address: str, count: int, operations: int, mode: str) -> None:
    """Prepare a stock, let two processes loose on it, and tell what is wrong afterwards."""
    open_database(address)
    from django.db import connection

    from rebond.stock.ledger.checking import disagreements
    from rebond.tenancy.actions import found_city
    from rebond.tenancy.scope import city_scope

    with city_scope(found_city(slug="banc", name="Banc", code="13055")):
        prepare()
        if mode == "unguarded":
            connection.cursor().execute(DROPPED)
        began, share = time.perf_counter(), count // PROCESSES
        each = str(operations // count)
        command = [sys.executable, "-m", "benchmarks.stock_races", "--clients-at", address]
        running = [subprocess.Popen([*command, str(share * turn), str(share), each, mode]) for turn in range(PROCESSES)]
        ends = [process.wait() for process in running]
        if any(ends):
            raise SystemExit("a process failed")
        seconds = time.perf_counter() - began
        faults = list(disagreements())
        print(
            f"stock races, {mode}, {count} clients, {operations} operations in {seconds:.0f} s: "
            f"{doubles()} doubles, {negatives()} negatives, {len(faults)} disagreements {faults[:3]}",
            flush=True,
        )


def main(clients: int, operations: int) -> None:
    for mode in ("as it is", "careless", "unguarded"):
        with own_database("postgresql", "rebond_bench_races") as address:
            command = [sys.executable, "-m", "benchmarks.stock_races", "--race-at", address, str(clients)]
            subprocess.run([*command, str(operations), mode], env=os.environ, check=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--race-at", address, count, operations, mode]:
            race(address, int(count), int(operations), mode)
        case ["--clients-at", address, first, count, operations, mode]:
            clients(address, int(first), int(count), int(operations), mode != "as it is")
        case _:
            parser = argparse.ArgumentParser()
            parser.add_argument("--clients", type=int, default=32)
            parser.add_argument("--operations", type=int, default=10_000)
            main(**vars(parser.parse_args()))
